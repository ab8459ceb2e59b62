"""Ten times the same order at the same moment: one case. And the feed's numbers appear in their order."""

from __future__ import annotations

from typing import Any

import pytest

from linli.domains.cases.models import Case
from linli.domains.cases.tests.test_at_once import both
from linli.domains.hotline import services
from linli.domains.hotline.models import Change, Order
from linli.domains.hotline.tests.making import coded, order, platform, sent
from linli.foundation.audit import services as audit

pytestmark = pytest.mark.django_db(transaction=True)


def test_ten_in_parallel_are_one_case(cast: Any) -> None:
    key, answers = platform(cast), []
    coded(cast.grid)
    assert both(*[lambda: answers.append(sent(cast, key).status_code)] * 10) == ["done"] * 10
    assert sorted(answers) == [200] * 9 + [201]
    assert (Case.unscoped.count(), Order.objects.count()) == (1, 1)


def test_two_workers_number_without_gaps(cast: Any) -> None:
    from linli.domains.cases import services as cases
    from linli.domains.cases.tests.making import again

    key = platform(cast)
    one = order(cast, key=key)
    cases.accept_case(cast.li_grid_worker.actor, case=again(one.case))
    for number in range(6):
        cases.reply_publicly(cast.li_grid_worker.actor, case=again(one.case), words=f"进展 {number}")

    def work() -> None:
        while audit.deliver_next():
            pass

    both(work, work, work)
    numbers = list(Change.objects.order_by("seq").values_list("seq", flat=True))
    assert numbers == list(range(1, len(numbers) + 1)) and len(numbers) >= 7
    assert services.give_cards() == 0
