"""Votes: the frozen roll, one vote a unit by whatever way, secrecy, papers typed in by two, closing, counting, recount."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from linli.domains.deliberation import selectors, services
from linli.domains.deliberation.models import Ballot, Mark, Paper, Sheet, Voter
from linli.domains.deliberation.rules import codes
from linli.domains.deliberation.tests import making
from linli.foundation.residents import services as residents
from linli.foundation.residents.models import Residency
from linli.kernel import clock
from linli.kernel.errors import RuleBroken

pytestmark = pytest.mark.usefixtures("all_rows")


def vote(ballot: Ballot, person: Any, choice: str = "yes", receipt: str = "", **more: Any) -> str:
    code = receipt or codes.new_receipt()
    services.cast_vote(ballot=ballot, person_id=person.pk, choice=choice, receipt=code, **more)
    return code


def counted(cast: Any, ballot: Ballot) -> Ballot:
    with clock.frozen(ballot.closes_at):
        return services.count_ballot(cast.wang_community.actor, ballot=ballot)


def secretly(ballot: Ballot) -> Ballot:
    Ballot.unscoped.filter(pk=ballot.pk).update(secret=True)
    return making.again(ballot)


def test_a_vote_is_counted_and_comes_to_the_same_again(cast: Any) -> None:
    people = making.neighbours(cast, 5)
    ballot = making.voting(cast, people)
    assert ballot.entitled == 5
    for place, one in enumerate(people[:4]):
        vote(ballot, one, "no" if place == 3 else "yes")
    done = counted(cast, ballot)
    assert (done.yes, done.no, done.abstain, done.passed) == (3, 1, 0, True)
    assert services.recount(done)
    Paper.unscoped.filter(ballot=done, choice="no").update(choice="yes")
    assert not services.recount(done)


def test_too_few_votes_pass_nothing_and_end_the_matter(cast: Any) -> None:
    people = making.neighbours(cast, 4)
    ballot = making.voting(cast, people)
    for one in people[:2]:  # exactly half isn't more than half
        vote(ballot, one)
    done = counted(cast, ballot)
    assert done.passed is False
    assert services.advance(cast.wang_community.actor, matter=done.matter, code="ballot").state == "not_adopted"


def test_nobody_counts_or_sees_a_count_before_the_closing(cast: Any) -> None:
    people = making.neighbours(cast)
    ballot = making.voting(cast, people)
    vote(ballot, people[0])
    with (
        clock.frozen(ballot.closes_at - timedelta(seconds=1)),
        pytest.raises(RuleBroken, match="vote_runs"),
    ):
        services.count_ballot(cast.wang_community.actor, ballot=ballot)
    facts = selectors.ballot_facts(cast.wang_community.actor, making.again(ballot))
    assert facts["cast"] is None
    row = making.again(ballot)
    assert (row.yes, row.no, row.passed) == (None, None, None)


def test_a_vote_at_the_closing_second_is_too_late(cast: Any) -> None:
    people = making.neighbours(cast)
    ballot = making.voting(cast, people)
    with clock.frozen(ballot.closes_at - timedelta(microseconds=1)):
        vote(ballot, people[0])
    with clock.frozen(ballot.closes_at), pytest.raises(RuleBroken, match="not_open"):
        vote(ballot, people[1])


def test_a_second_vote_is_impossible_whichever_way(cast: Any) -> None:
    people = making.neighbours(cast)
    ballot = making.voting(cast, people)
    vote(ballot, people[0])
    with pytest.raises(RuleBroken, match="voted"):
        vote(ballot, people[0], "no")
    with pytest.raises(RuleBroken, match="voted"):
        services.hand_out(cast.wang_community.actor, ballot=ballot, person=people[0])
    services.hand_out(cast.wang_community.actor, ballot=ballot, person=people[1])
    with pytest.raises(RuleBroken, match="voted"):
        vote(ballot, people[1])
    first = Mark.unscoped.filter(ballot=ballot).first()
    with pytest.raises(IntegrityError), transaction.atomic():  # the database says so, whatever the code does
        Mark.unscoped.create(
            ballot=ballot, unit=first.unit, channel="paper", on=clock.today(), county_id=ballot.county_id,
            area_id=ballot.area_id,
        )  # fmt: skip


def test_the_same_form_sent_twice_is_one_vote(cast: Any) -> None:
    people = making.neighbours(cast)
    ballot = making.voting(cast, people)
    receipt = vote(ballot, people[0])
    vote(ballot, people[0], receipt=receipt)
    assert Paper.unscoped.filter(ballot=ballot).count() == 1
    with pytest.raises(RuleBroken, match="voted"):
        vote(ballot, people[0], "no", receipt=receipt)  # the same receipt, another choice: that is another vote


def test_a_receipt_says_counted_and_nothing_else(cast: Any) -> None:
    people = making.neighbours(cast)
    ballot = making.voting(cast, people)
    receipt = vote(ballot, people[0])
    assert selectors.is_counted(ballot, receipt.lower())
    assert not selectors.is_counted(ballot, codes.new_receipt())
    assert not Paper.unscoped.filter(receipt=receipt).exists()  # only its mark is kept


def test_of_a_secret_vote_nothing_leads_to_a_person(cast: Any) -> None:
    people = making.neighbours(cast, 5)
    ballot = secretly(making.voting(cast, people))
    for one in people:
        vote(ballot, one)
    before = set(Paper.unscoped.values_list("pk", flat=True))
    assert not Paper.unscoped.exclude(unit="").exists()
    done = counted(cast, ballot)
    papers = list(Paper.unscoped.filter(ballot=done).extra(select={"xmin": "xmin::text"}).order_by("receipt"))
    assert len({paper.xmin for paper in papers}) == 1  # written in one transaction, that of the count
    assert not before & {paper.pk for paper in papers}
    columns = {field.name for field in Paper._meta.get_fields()}
    assert columns == {"county", "area", "id", "ballot", "secret", "unit", "choice", "receipt"}
    assert {field.name for field in Mark._meta.get_fields()} == {
        "county",
        "area",
        "id",
        "ballot",
        "unit",
        "channel",
        "on",
    }
    assert services.recount(done)
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.unscoped.filter(pk=papers[0].pk).update(unit="p1")


def test_who_moves_after_the_opening_still_votes_and_who_moves_in_does_not(cast: Any) -> None:
    people = making.neighbours(cast)
    ballot = making.voting(cast, people)
    home = residents.add_dwelling(making.SYSTEM, area=cast.other_grid, room="7")
    residents.move_in(making.SYSTEM, person=people[0], dwelling=home)
    vote(ballot, people[0])
    late = making.person(cast, "新搬来", phone="")
    with pytest.raises(RuleBroken, match="not_on_roll"):
        vote(ballot, late)


def test_children_and_strangers_are_not_on_the_roll(cast: Any) -> None:
    people = making.neighbours(cast, 3)
    child = making.person(cast, "孩子", phone="", born_on=making.CHILD)
    stranger = making.person(cast, "外人", area=cast.other_grid, phone="")
    ballot = making.voting(cast, people)
    for one in (child, stranger):
        with pytest.raises(RuleBroken, match="not_on_roll"):
            vote(ballot, one)
    assert Voter.unscoped.filter(ballot=ballot).count() == 3


def test_a_household_has_one_vote(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    _, couple = making.family(cast, "户主", "家人")
    people = making.neighbours(cast, 3)
    row, _ = making.walked(cast, "ballot", "residents", people)
    stage = selectors.open_stages(row)[0]
    monkeypatch.setattr(services._base if hasattr(services, "_base") else __import__(
        "linli.domains.deliberation.services._base", fromlist=["_base"]
    ), "stage_now", lambda *_: stage.model_copy(update={"vote": "household"}))  # fmt: skip
    ballot = services.open_ballot(cast.wang_community.actor, matter=row)
    assert Residency.unscoped.filter(household__isnull=False).count() == 2
    assert (ballot.entitled, Voter.unscoped.filter(ballot=ballot).count()) == (4, 5)
    vote(ballot, couple[1])
    with pytest.raises(RuleBroken, match="voted"):
        vote(ballot, couple[0])


def test_papers_typed_differently_are_not_counted_until_solved(cast: Any) -> None:
    people = making.neighbours(cast)
    ballot = making.voting(cast, people)
    wang, zhao, chen = (cast.wang_community.actor, cast.zhao_dispatcher.actor, cast.chen_centre.actor)
    services.hand_out(wang, ballot=ballot, person=people[0])
    number = codes.new_receipt()
    services.type_sheet(wang, ballot=ballot, number=number, choice="yes")
    with pytest.raises(RuleBroken, match="sheets_differ"):
        counted(cast, ballot)
    services.type_sheet(zhao, ballot=ballot, number=number, choice="no")
    assert selectors.ballot_facts(wang, making.again(ballot))["differ"] == [codes.plain_receipt(number)]
    with pytest.raises(RuleBroken, match="third_typist"):
        services.type_sheet(chen, ballot=ballot, number=number, choice="no")
    with clock.frozen(ballot.closes_at):
        assert services.count_due() == 0
    services.type_sheet(zhao, ballot=ballot, number=number, choice="yes")
    with pytest.raises(RuleBroken, match="sheet_counted"):
        services.type_sheet(wang, ballot=ballot, number=number, choice="no")
    done = counted(cast, ballot)
    assert (done.yes, done.no) == (1, 0)
    assert selectors.is_counted(done, number)


def test_more_papers_than_were_handed_out_are_not_counted(cast: Any) -> None:
    people = making.neighbours(cast)
    ballot = making.voting(cast, people)
    number = codes.new_receipt()
    for who in (cast.wang_community, cast.zhao_dispatcher):
        services.type_sheet(who.actor, ballot=ballot, number=number, choice="yes")
    assert Sheet.unscoped.count() == 1
    with pytest.raises(RuleBroken, match="more_sheets"):
        counted(cast, ballot)


def test_a_proxy_votes_once_for_one_other(cast: Any) -> None:
    one, two, three, four = people = making.neighbours(cast)
    ballot = making.voting(cast, people)
    wang = cast.wang_community.actor
    paper = lambda: SimpleUploadedFile("x.pdf", b"%PDF-1.4 x")  # noqa: E731
    made = services.add_proxy(wang, ballot=ballot, giver=one, holder=two, file=paper())
    with pytest.raises(RuleBroken, match="proxy_many"):
        services.add_proxy(wang, ballot=ballot, giver=three, holder=two, file=paper())
    with pytest.raises(RuleBroken, match="voted"):
        services.add_proxy(wang, ballot=ballot, giver=one, holder=four, file=paper())
    with pytest.raises(RuleBroken, match="no_proxy"):
        vote(ballot, three, giver_id=made.giver_id)
    assert selectors.given_to(two, ballot) == [(made.giver_id, one.name)]
    vote(ballot, two, giver_id=made.giver_id)
    vote(ballot, two)
    assert selectors.given_to(two, ballot) == []
    with pytest.raises(RuleBroken, match="voted"):
        vote(ballot, one)
    assert counted(cast, ballot).yes == 2


def test_a_kill_in_the_middle_leaves_no_half_vote(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    people = making.neighbours(cast)
    ballot = making.voting(cast, people)
    monkeypatch.setattr(Paper.unscoped, "create", lambda **_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        vote(ballot, people[0])
    assert not Mark.unscoped.exists()
    monkeypatch.undo()
    vote(ballot, people[0])


def test_a_vote_opens_once_and_owners_vote_elsewhere(cast: Any) -> None:
    ballot = making.voting(cast)
    with pytest.raises(RuleBroken, match="vote_there"):
        services.open_ballot(cast.wang_community.actor, matter=ballot.matter)
    with pytest.raises(RuleBroken, match="not_voted"):
        services.advance(cast.wang_community.actor, matter=ballot.matter, code="ballot")
