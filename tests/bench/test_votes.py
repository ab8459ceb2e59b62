"""Votes in a rush: none is lost and none doubled. `LINLI_BENCH_VOTES=10000` measures what docs/reference/performance.md says."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from linli.domains.deliberation import services
from linli.domains.deliberation.models import Ballot, Mark, Paper, Voter
from linli.domains.deliberation.rules import codes
from linli.domains.deliberation.tests import making
from linli.foundation.privacy import rls
from linli.foundation.residents.models import Person
from linli.kernel import clock
from linli.kernel.errors import RuleBroken

VOTES = int(os.environ.get("LINLI_BENCH_VOTES", "200"))
THREADS, AGAIN = 4, 20
MINUTE = 60


def crowd(cast: Any, ballot: Ballot) -> list[int]:
    """So many people on the roll, written at once."""
    with rls.everywhere():
        at = clock.now()
        people = Person.unscoped.bulk_create(
            (
                Person(county_id=cast.county.pk, area_id=cast.building.pk, name="众", source="office", created_at=at, changed_at=at)
                for _ in range(VOTES)
            ),
            batch_size=2000,
        )  # fmt: skip
        place = {"county_id": ballot.county_id, "area_id": ballot.area_id, "ballot": ballot}
        Voter.unscoped.bulk_create(
            (Voter(**place, person_id=one.pk, unit=f"p{one.pk}") for one in people), batch_size=2000
        )
        Ballot.unscoped.filter(pk=ballot.pk).update(entitled=ballot.entitled + VOTES, secret=True)
    return [one.pk for one in people]


@pytest.mark.django_db(transaction=True)
def test_a_rush_of_votes_loses_and_doubles_none(cast: Any) -> None:
    first = making.voting(cast)
    ids = crowd(cast, first)
    ballot = Ballot.unscoped.select_related("matter").get(pk=first.pk)

    def vote(part: list[int]) -> int:
        refused = 0
        for pk in part:
            try:
                services.cast_vote(
                    ballot=ballot, person_id=pk, choice="no" if pk % 3 == 0 else "yes", receipt=codes.new_receipt()
                )
            except RuleBroken:
                refused += 1
        connection.close()
        return refused

    parts = [ids[number::THREADS] for number in range(THREADS)]
    parts[0] = parts[0] + ids[:AGAIN]  # some try twice, from another window
    began = time.perf_counter()
    with ThreadPoolExecutor(THREADS) as pool:
        refused = sum(pool.map(vote, parts))
    took = time.perf_counter() - began
    print(f"{VOTES} votes in {took:.1f} s: {VOTES / took:.0f} a second")
    assert refused == AGAIN
    with rls.everywhere():
        assert Mark.unscoped.filter(ballot=ballot).count() == Paper.unscoped.filter(ballot=ballot).count() == VOTES
    with clock.frozen(ballot.closes_at):
        began = time.perf_counter()
        done = services.count_ballot(cast.wang_community.actor, ballot=ballot)
        print(f"counted in {time.perf_counter() - began:.1f} s")
    assert (done.no, done.yes) == (sum(pk % 3 == 0 for pk in ids), sum(pk % 3 != 0 for pk in ids))
    assert services.recount(done)
    assert VOTES < 10_000 or took < MINUTE
