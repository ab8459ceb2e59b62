"""Votes from opening to the count: who may say what until when, paper typed twice, and what nobody can break."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from PIL import Image

from linli.domains.owners import registry, selectors, services
from linli.domains.owners.models import Ballot, PaperEntry, Vote, Voter
from linli.domains.owners.states import State, Why
from linli.domains.owners.tests.making import after, all_of, compound, on_paper, opened, owned, rolled, units
from linli.foundation.privacy import rls
from linli.kernel import clock
from linli.kernel.errors import OutOfScope, RuleBroken

CLOSED: list[tuple[str, bool]] = []


def _told(actor: Any, vote: Any, outcome: Any) -> None:
    if vote.purpose_key == "broken":
        raise ZeroDivisionError
    CLOSED.append((vote.purpose_key, outcome.passed))


registry.register_purpose("owners_tests", "For tests", _told)


def test_phone_and_paper_together_and_a_recount_that_is_the_same(cast: Any) -> None:
    place = rolled(cast, ("100", "80", "60.01"))
    one, two, three = units(place)
    someone, vote = owned(cast, one), opened(cast, place)
    assert (vote.due_area, vote.due_heads) == (24_001, 3)
    services.cast_ballot(person=someone, vote=vote, unit=one, choice="for")
    on_paper(cast, vote, two, "for")
    on_paper(cast, vote, three, "against")
    with after(vote):
        assert services.close_due() == 1
        assert services.close_due() == 0
    row = Vote.unscoped.get()
    assert (row.took_part_area, row.for_area, row.for_heads, row.passed, row.why) == (24_001, 18_000, 2, True, Why.NONE)
    found = selectors.recounted(cast.wang_community.actor, row)
    assert found and found.same and found.roll_same
    Voter.objects.filter(unit=one).update(size=1)
    found = selectors.recounted(cast.wang_community.actor, row)
    assert found and not found.same and not found.roll_same


def test_the_last_ballot_counts_and_the_first_stays_in_history(cast: Any) -> None:
    place = rolled(cast, ("100",))
    someone, vote = owned(cast, units(place)[0]), opened(cast, place)
    receipts = [
        services.cast_ballot(person=someone, vote=vote, unit=units(place)[0], choice=one).receipt
        for one in ("for", "against")
    ]
    assert len(set(receipts)) == 2
    with after(vote):
        row = services.close_vote(cast.wang_community.actor, vote=vote)
    assert (row.valid, row.passed, [one.choice for one in all_of(Ballot)]) == (True, False, ["for", "against"])


def test_paper_counts_once_two_people_typed_the_same(cast: Any) -> None:
    place = rolled(cast, ("100",))
    vote, unit, wang = opened(cast, place), units(place)[0], cast.wang_community.actor
    for _again in range(2):
        assert services.enter_paper_ballot(wang, vote=vote, unit=unit, choice="for") is None, "alone is nobody's word"
    assert services.enter_paper_ballot(cast.zhao_dispatcher.actor, vote=vote, unit=unit, choice="against") is None
    assert [one.choice for one in all_of(PaperEntry, settled_at=None)] == ["for", "against"], "the difference waits"
    with after(vote), pytest.raises(RuleBroken) as refused:
        services.close_vote(wang, vote=vote)
    assert refused.value.code == "owners.paper_waits" and "101" in str(refused.value.message)
    with after(vote):
        assert services.close_due() == 0
        made = services.enter_paper_ballot(wang, vote=vote, unit=unit, choice="against")
        assert made is not None and made.choice == "against"
        assert services.close_due() == 1


def test_paper_that_is_never_settled_does_not_count(cast: Any) -> None:
    place = rolled(cast, ("100",))
    vote = opened(cast, place)
    services.enter_paper_ballot(cast.wang_community.actor, vote=vote, unit=units(place)[0], choice="for")
    with after(vote, days=3):
        assert services.close_due() == 1
    row = Vote.unscoped.get()
    assert (row.valid, row.took_part_area, all_of(PaperEntry, settled_at=None)) == (False, 0, [])


def test_after_the_deadline_nobody_begins_anything(cast: Any) -> None:
    place = rolled(cast, ("100", "100"))
    one, two = units(place)
    someone, vote = owned(cast, one), opened(cast, place)
    with after(vote):
        for act in (
            lambda: services.cast_ballot(person=someone, vote=vote, unit=one, choice="for"),
            lambda: services.enter_paper_ballot(cast.wang_community.actor, vote=vote, unit=two, choice="for"),
        ):
            with pytest.raises(RuleBroken) as refused:
                act()
            assert refused.value.code == "owners.vote_over"
    assert all_of(Ballot) == []


def test_another_compounds_unit_and_another_persons(cast: Any) -> None:
    place, other = rolled(cast, ("100",)), rolled(cast, ("100",), compound(cast, "桃园小区"))
    mine, theirs, vote = units(place)[0], units(other)[0], opened(cast, place)
    someone, neighbour = owned(cast, mine), owned(cast, theirs, name="赵邻")
    cases = ((someone, theirs, "owners.not_owner"), (neighbour, mine, "owners.not_owner"),
             (neighbour, theirs, "owners.not_on_roll"))  # fmt: skip
    for person, unit, code in cases:
        with pytest.raises(RuleBroken) as refused:
            services.cast_ballot(person=person, vote=vote, unit=unit, choice="for")
        assert refused.value.code == code
    with pytest.raises(RuleBroken):
        services.enter_paper_ballot(cast.wang_community.actor, vote=vote, unit=theirs, choice="for")


def test_another_county_sees_and_touches_nothing(cast: Any) -> None:
    vote = opened(cast)
    feng, ma = cast.feng_other_county.actor, cast.ma_other_office.actor
    for actor in (feng, ma):
        with pytest.raises(Http404):
            selectors.vote_for(actor, vote.pk)
        with pytest.raises(OutOfScope):
            services.enter_paper_ballot(actor, vote=vote, unit=units(vote.compound)[0], choice="for")
        with pytest.raises(OutOfScope):
            services.withdraw_vote(actor, vote=vote, why="不投了")
        with pytest.raises(OutOfScope):
            opened(
                cast,
                vote.compound,
                by=next(m for m in (cast.feng_other_county, cast.ma_other_office) if m.actor is actor).actor,
            )


def test_the_database_hides_ballots_and_owners_where_nobody_said_a_reach(cast: Any) -> None:
    place = rolled(cast, ("100",))
    someone, vote = owned(cast, units(place)[0]), opened(cast, place)
    services.cast_ballot(person=someone, vote=vote, unit=units(place)[0], choice="for")
    with rls.reaching(cast.ma_other_office.actor, "owners.run"):
        assert list(Ballot.unscoped.all()) == []
    with rls.reaching(cast.wang_community.actor, "owners.run"):
        assert Ballot.unscoped.count() == 1


def test_the_roll_is_frozen_when_the_vote_opens(cast: Any) -> None:
    place = rolled(cast, ("100", "50"))
    vote, wang = opened(cast, place), cast.wang_community.actor
    services.change_unit(wang, unit=units(place)[0], size="1", heads=0)
    late = services.add_unit(wang, compound=place, label="999", size="500")
    for one in units(place)[:2]:
        on_paper(cast, vote, one)
    with pytest.raises(RuleBroken):
        services.enter_paper_ballot(wang, vote=vote, unit=late, choice="for")
    row = services.close_vote(wang, vote=vote)
    assert (row.took_part_area, row.due_area, row.took_part_heads) == (15_000, 15_000, 2), "everybody voted: early"


def test_a_vote_is_not_closed_before_its_time(cast: Any) -> None:
    vote = opened(cast)
    with pytest.raises(RuleBroken) as refused:
        services.close_vote(cast.wang_community.actor, vote=vote)
    assert refused.value.code == "owners.vote_running"


def test_what_follows_a_vote_and_the_vote_stand_or_fall_together(cast: Any) -> None:
    CLOSED.clear()
    place = rolled(cast, ("100",))
    good = opened(cast, place, purpose="owners_tests", purpose_key="good")
    bad = opened(cast, place, purpose="owners_tests", purpose_key="broken")
    for vote in (good, bad):
        on_paper(cast, vote, units(place)[0])
    services.close_vote(cast.wang_community.actor, vote=good)
    with pytest.raises(ZeroDivisionError):
        services.close_vote(cast.wang_community.actor, vote=bad)
    bad.refresh_from_db()
    assert (CLOSED, bad.state, bad.passed) == ([("good", True)], State.OPEN, None)
    assert services.close_vote(cast.wang_community.actor, vote=good).state == State.CLOSED
    assert len(CLOSED) == 1, "closed twice, followed once"


def test_one_vote_at_a_time_for_one_purpose(cast: Any) -> None:
    first = opened(cast, purpose="owners_tests", purpose_key="1")
    with pytest.raises(RuleBroken) as refused:
        opened(cast, first.compound, purpose="owners_tests", purpose_key="1")
    assert refused.value.code == "owners.voting_already"
    services.withdraw_vote(cast.wang_community.actor, vote=first, why="公告有误")
    assert opened(cast, first.compound, purpose="owners_tests", purpose_key="1").state == State.OPEN
    with pytest.raises(KeyError):
        opened(cast, first.compound, purpose="nobody_declared")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"matter": "weather"}, "owners.unknown_matter"),
        ({"title": " "}, "owners.words_needed"),
        ({"closes_at": timedelta(0)}, "owners.bad_deadline"),
        ({"closes_at": timedelta(days=91)}, "owners.bad_deadline"),
    ],
)
def test_what_no_vote_can_be_opened_with(cast: Any, more: dict[str, Any], code: str) -> None:
    place = rolled(cast)
    if "closes_at" in more:
        more = {"closes_at": clock.now() + more["closes_at"]}
    with pytest.raises(RuleBroken) as refused:
        opened(cast, place, **more)
    assert refused.value.code == code


def test_nobody_on_the_roll_can_vote(cast: Any) -> None:
    with pytest.raises(RuleBroken) as refused:
        opened(cast, compound(cast))
    assert refused.value.code == "owners.no_roll"


def test_a_proxys_ballot_carries_its_document_sealed(cast: Any) -> None:
    place = rolled(cast, ("100",))
    vote, unit = opened(cast, place), units(place)[0]
    with pytest.raises(RuleBroken) as refused:
        services.enter_paper_ballot(
            cast.wang_community.actor, vote=vote, unit=unit, choice="for", proxy_words="委托儿子代投"
        )
    assert refused.value.code == "owners.proxy_words"
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(picture, "PNG")
    services.enter_paper_ballot(
        cast.wang_community.actor, vote=vote, unit=unit, choice="for", proxy_words="委托儿子代投",
        proxy_picture=picture.getvalue(),
    )  # fmt: skip
    made = services.enter_paper_ballot(cast.zhao_dispatcher.actor, vote=vote, unit=unit, choice="for")
    assert made is not None and made.proxy_sealed and "委托".encode() not in bytes(made.proxy_sealed)


def test_a_roll_takes_each_unit_once(cast: Any) -> None:
    place, wang = rolled(cast), cast.wang_community.actor
    for label, size, heads, code in (
        ("101", "90", 1, "owners.label_taken"),
        ("901", "0", 1, "owners.bad_size"),
        ("902", "90", 2, "owners.bad_heads"),
        (" ", "90", 1, "owners.words_needed"),
    ):
        with pytest.raises(RuleBroken) as refused:
            services.add_unit(wang, compound=place, label=label, size=size, heads=heads)
        assert refused.value.code == code
    with pytest.raises(RuleBroken), transaction.atomic():
        services.add_units(wang, compound=place, rows=[services.UnitRow("301", "90"), services.UnitRow("301", "90")])
    assert [one.label for one in units(place)] == ["101", "102", "103"], "all or none"


def test_the_database_keeps_a_result_whole(cast: Any) -> None:
    vote = opened(cast)
    for wrong in ({"passed": True}, {"state": State.CLOSED}, {"state": State.CLOSED, "closed_at": clock.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Vote.unscoped.filter(pk=vote.pk).update(**wrong)
