"""At once: two channels for one vote, the count against the last votes, the same support twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from linli.domains.deliberation import services
from linli.domains.deliberation.models import Mark, Paper, Support
from linli.domains.deliberation.rules import codes
from linli.domains.deliberation.tests import making
from linli.foundation.privacy import rls
from linli.kernel import clock
from linli.kernel.errors import RuleBroken

pytestmark = pytest.mark.django_db(transaction=True)


def together(*works: Any) -> list[Any]:
    """All works in threads of their own, each with its own connection."""

    def run(work: Any) -> Any:
        try:
            return work() and "done"
        except RuleBroken as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_phone_and_paper_at_once_are_one_vote(cast: Any) -> None:
    people = making.neighbours(cast)
    ballot = making.voting(cast, people)
    one, wang = people[0], cast.wang_community.actor
    said = together(
        lambda: services.cast_vote(ballot=ballot, person_id=one.pk, choice="yes", receipt=codes.new_receipt()),
        lambda: services.hand_out(wang, ballot=ballot, person=one),
        lambda: services.cast_vote(ballot=ballot, person_id=one.pk, choice="no", receipt=codes.new_receipt()),
    )
    assert sorted(said) == ["deliberation.voted", "deliberation.voted", "done"]
    with rls.everywhere():
        assert Mark.unscoped.count() == 1
        assert Paper.unscoped.count() <= 1


def test_a_vote_beside_the_count_is_counted_or_refused_never_lost(cast: Any) -> None:
    people = making.neighbours(cast, 6)
    ballot = making.voting(cast, people)
    at = ballot.closes_at

    def count() -> Any:
        with clock.frozen(at):
            return services.count_ballot(cast.wang_community.actor, ballot=ballot)

    votes = [
        lambda one=one: services.cast_vote(ballot=ballot, person_id=one.pk, choice="yes", receipt=codes.new_receipt())
        for one in people
    ]
    said = together(*votes[:3], count, *votes[3:])
    done = making.again(ballot)
    with rls.everywhere():
        assert Paper.unscoped.filter(ballot=ballot).count() == done.yes == said.count("done") - 1
    assert services.recount(done)


def test_one_support_sent_twice_at_once_is_one(cast: Any) -> None:
    row = making.matter(cast)
    one = making.person(cast, "邻居", phone="")
    said = together(*[lambda: services.support_matter(one, matter=row)] * 2)
    assert sorted(said) == ["deliberation.supported", "done"]
    with rls.everywhere():
        assert Support.unscoped.filter(matter=row, person=one).count() == 1
