"""The same request several times at the same moment: one case, one step; and of two who read the same version one is first."""

from __future__ import annotations

from typing import Any

import pytest

from linli.domains.cases import services as cases
from linli.domains.cases.models import Case
from linli.domains.cases.tests.making import codes_of
from linli.domains.cases.tests.test_at_once import both
from linli.surfaces.api.models import Change
from linli.surfaces.api.tests.json.making import System, deliver_all, open_case
from linli.surfaces.api.tests.json.test_changing import new

pytestmark = pytest.mark.django_db(transaction=True)


def test_ten_times_one_key_is_one_case(cast: Any) -> None:
    system, said, answers = System(cast), new(cast), []

    def send() -> None:
        answers.append(system.post("cases", said, Idempotency_Key="a-1"))

    assert both(*[send] * 10) == ["done"] * 10
    assert sorted(one.status_code for one in answers) == [200] * 9 + [201]
    assert Case.unscoped.count() == 1 and len({one.json()["ref"] for one in answers}) == 1


def test_of_two_who_know_the_same_version_one_is_first(cast: Any) -> None:
    case, system, answers = open_case(cast), System(cast), []
    tag = system.get(f"cases/{case.ref}").headers["ETag"]

    def send() -> None:
        answers.append(system.post(f"cases/{case.ref}/supervise", {"words": "本周办结"}, If_Match=tag).status_code)

    assert both(send, send) == ["done"] * 2
    assert sorted(answers) == [200, 412] and codes_of(case).count("cases.supervised") == 1


def test_two_keys_are_two_lines(cast: Any) -> None:
    case, system = open_case(cast), System(cast)
    both(
        *[
            lambda key=key: system.post(f"cases/{case.ref}/say", {"words": "看过了"}, Idempotency_Key=key)
            for key in "abab"
        ]
    )
    assert codes_of(case).count("cases.commented") == 2


def test_two_workers_number_the_feed_without_gaps(cast: Any) -> None:
    case, _system = open_case(cast), System(cast)
    for number in range(6):
        cases.reply_publicly(cast.li_grid_worker.actor, case=case, words=f"进展 {number}")
    both(deliver_all, deliver_all, deliver_all)
    numbers = list(Change.objects.order_by("seq").values_list("seq", flat=True))
    assert numbers == list(range(1, len(numbers) + 1)) and len(numbers) >= 6
