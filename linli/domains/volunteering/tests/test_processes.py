"""Real processes: the last reward and three phones, one shift confirmed by several at once, one killed between hours and points."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections

from linli.config.env import ROOT
from linli.domains.volunteering.models import Reward, Service
from linli.domains.volunteering.states import HOURS, POINTS
from linli.domains.volunteering.tests.making import again, confirmed, has, member, offer, resident, shift, team, there
from linli.engines.ledger import services as ledger
from linli.engines.ledger.models import Posting
from linli.engines.ledger.tests.test_processes import environment
from linli.foundation.privacy import rls
from linli.kernel import clock

pytestmark = pytest.mark.django_db(transaction=True)


def together(*works: tuple[object, ...]) -> list[tuple[str, int]]:
    """Begin all of them at once when all are ready; what each said, and its end."""
    connections.close_all()
    head = [sys.executable, "-m", "linli.domains.volunteering.tests.working"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    running = [
        subprocess.Popen([*head, *map(str, work)], cwd=ROOT, env=environment(), **pipes)  # type: ignore[call-overload]
        for work in works
    ]
    for one in running:
        assert one.stdout.readline() == "ready\n"
    for one in running:
        one.stdin.write("go\n")
        one.stdin.flush()
    return [(one.communicate()[0].strip(), one.returncode) for one in running]


def counted(model: Any) -> int:
    with rls.everywhere():
        return int(model.unscoped.count())


def test_the_last_reward_goes_to_one_of_three_phones(cast: Any) -> None:
    of = team(cast)
    people = [member(cast, of, resident(cast, name)) for name in ("甲一", "乙二", "丙三")]
    for number, who in enumerate(people):
        confirmed(cast, who, begin=clock.now() - timedelta(days=number + 1))
    last = offer(cast, price=2, stock=1)
    said = together(*(("redeem", last.pk, who.pk) for who in people))
    assert sorted(said) == [("done", 0), ("volunteering.sold_out", 0), ("volunteering.sold_out", 0)]
    assert (again(last).stock, counted(Reward)) == (0, 1)
    assert sorted(has(who, POINTS) for who in people) == [0, 20, 20]
    assert ledger.verify_county(cast.county.pk).sound


def test_one_shift_confirmed_by_several_at_once_counts_once(cast: Any) -> None:
    who = member(cast)
    one = shift(cast, begin=clock.now() - timedelta(hours=5))
    row = there(cast, one, who)
    said = together(*[("confirm", one.pk, row.pk)] * 4)
    assert len(set(said)) == 1
    assert said[0][1] == 0
    assert (has(who, HOURS), has(who, POINTS), counted(Service)) == (120, 20, 1)


def test_killed_between_hours_and_points_leaves_neither(cast: Any) -> None:
    who = member(cast)
    one = shift(cast, begin=clock.now() - timedelta(hours=5))
    row = there(cast, one, who)
    before = Posting.objects.count()
    ((said, ended),) = together(("confirm", one.pk, row.pk, 'INSERT INTO "ledger_entry"'))
    assert (said, ended) == ("", -9)
    assert (has(who, HOURS), has(who, POINTS), counted(Service), Posting.objects.count()) == (0, 0, 0, before)
    ((said, ended),) = together(("confirm", one.pk, row.pk))
    assert (said.split()[0], ended) == ("done", 0)
    assert (has(who, HOURS), has(who, POINTS)) == (120, 20)
    assert ledger.verify_county(cast.county.pk).sound
