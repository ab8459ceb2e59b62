"""Points of units: two people, once, in time; booked in the ledger; objections; what they open and close."""

from __future__ import annotations

import threading
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import Http404

from linli.domains.alliances import kinds, selectors, services
from linli.domains.alliances.models import Score
from linli.domains.alliances.selectors.sharing import check_claim, years_of
from linli.domains.alliances.services.scoring import hold_score, settle_honour
from linli.domains.alliances.tests import making
from linli.domains.alliances.tests.making import SYSTEM, again, counted, entered, joined, points, regional
from linli.domains.cobuilding import services as cobuilding
from linli.domains.cobuilding.models import Part
from linli.domains.honours.models import Honour
from linli.engines.ledger import selectors as ledgers
from linli.engines.ledger import services as ledger
from linli.kernel import clock
from linli.kernel.errors import OutOfScope, RuleBroken


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, match=rf"{code}\b")


@pytest.fixture
def member(scored: Any) -> Any:
    """Zhou's bureau, since long ago."""
    return joined(scored, regional(scored), making.long_ago())


def booked(scored: Any) -> int:
    """What the ledger says that Zhou's bureau has."""
    account = ledgers.own_account(
        county_id=scored.county.pk, kind=kinds.ACCOUNT.code, owner_id=scored.bureau.pk, unit=kinds.UNIT.code
    )
    return account.balance if account else 0


def test_points_count_when_a_second_person_says_so(scored: Any, member: Any) -> None:
    row = entered(scored, member)
    assert (row.points, row.state, booked(scored)) == (100, "waiting", 0)
    with refused("alliances.entered_already"):
        entered(scored, member)
    with refused("alliances.same_person"):
        services.check_score(scored.wang_community.actor, score=row, counts=True)
    with refused("alliances.account_needed"):
        services.check_score(SYSTEM, score=row, counts=True)
    with pytest.raises(OutOfScope):
        services.check_score(scored.ma_other_office.actor, score=row, counts=True)
    services.check_score(scored.zhao_dispatcher.actor, score=row, counts=True)
    assert (again(row).state, booked(scored)) == ("counted", 100)
    with refused("alliances.not_now"):
        services.check_score(scored.chen_centre.actor, score=row, counts=True)
    assert booked(scored) == years_of([scored.bureau.pk])[scored.bureau.pk].now
    assert ledger.verify_county(scored.county.pk).sound


def test_what_doesnt_count_says_why_and_may_be_entered_anew(scored: Any, member: Any) -> None:
    row = entered(scored, member)
    with refused("alliances.words_needed"):
        services.check_score(scored.zhao_dispatcher.actor, score=row, counts=False)
    services.check_score(scored.zhao_dispatcher.actor, score=row, counts=False, reason="没有签到")
    assert (again(row).reason, booked(scored)) == ("没有签到", 0)
    assert entered(scored, member).pk != row.pk


def test_what_may_not_be_entered(scored: Any, member: Any) -> None:
    with refused("alliances.no_row"):
        entered(scored, member, level="x")
    with refused("alliances.words_needed"):
        entered(scored, member, words=" ")
    with refused("alliances.future"):
        entered(scored, member, on=clock.today() + timedelta(days=1))
    with refused("alliances.too_late"):
        entered(scored, member, on=date(clock.today().year - 1, 1, 1))
    with refused("alliances.not_then"):
        entered(scored, joined(scored, member.alliance, organization=scored.other_bureau), on=making.last_year())
    who = making.person(scored, member.alliance, capacity="delegate")
    with refused("alliances.not_a_member"):
        entered(scored, services.answer(scored.li_grid_worker.actor, member=who, accepts=True))
    services.leave(scored.zhou_department.actor, member=member, reason="搬走了")
    with refused("alliances.not_a_member"):
        entered(scored, member)


def test_nobody_scores_their_own_unit(scored: Any) -> None:
    row = joined(scored, regional(scored, office=scored.bureau))
    wanted = {"activity": "meeting", "level": "leading", "words": "签到册"}
    with refused("alliances.about_yourself"):
        services.enter_score(scored.zhou_department.actor, member=row, **wanted)
    with refused("alliances.about_yourself"):
        services.check_score(scored.zhou_department.actor, score=entered(scored, row), counts=True)


def test_a_county_without_points_scores_nobody_and_closes_nothing(cast: Any) -> None:
    row = joined(cast, making.main(cast))
    with refused("alliances.not_used"):
        entered(cast, row)
    page = selectors.units_page(cast.wang_community.actor)
    assert (list(page["rows"]), page["rule"], page["honours"]) == ([], None, [])
    assert selectors.honours_of(cast.county) == []


def test_an_objection_is_answered_by_somebody_else(scored: Any, member: Any) -> None:
    row = counted(scored, member)
    zhou, chen = scored.zhou_department.actor, scored.chen_centre.actor
    with pytest.raises(OutOfScope):
        services.object_to(scored.sun_other_department.actor, score=row, words="不对")
    services.object_to(zhou, score=row, words="那天没去")
    with refused("alliances.objected_already"):
        services.object_to(zhou, score=row, words="那天没去")
    for involved in (scored.wang_community, scored.zhao_dispatcher):
        with refused("alliances.was_involved"):
            services.answer_objection(involved.actor, score=row, upheld=True, answer="对")
    assert [one.pk for one in selectors.scores_page(chen, only="objected")] == [row.pk]
    services.answer_objection(chen, score=row, upheld=True, answer="记错了单位")
    assert (again(row).state, booked(scored)) == ("taken_back", 0)
    with refused("alliances.decided_already"):
        services.answer_objection(chen, score=row, upheld=False, answer="对")
    with refused("alliances.not_counted"):
        services.object_to(zhou, score=row, words="还是不对")


def test_a_wrong_objection_changes_nothing(scored: Any, member: Any) -> None:
    row = making.objected(scored, member)
    services.answer_objection(scored.chen_centre.actor, score=row, upheld=False, answer="有签到")
    assert (again(row).state, booked(scored)) == ("counted", 100)


def test_one_objects_until_the_last_day(scored: Any, member: Any) -> None:
    row = counted(scored, member)
    Score.unscoped.filter(pk=row.pk).update(checked_at=clock.now() - timedelta(days=16))
    with refused("alliances.object_late"):
        services.object_to(scored.zhou_department.actor, score=row, words="不对")
    Score.unscoped.filter(pk=row.pk).update(checked_at=clock.now() - timedelta(days=15))
    assert services.object_to(scored.zhou_department.actor, score=row, words="不对").upheld is None


def test_points_of_last_year_lapse_in_the_ledger_and_are_taken_back_without_touching_this_year(scored: Any) -> None:
    with clock.frozen(datetime(2026, 12, 30, 12, tzinfo=clock.ZONE)):
        member = joined(scored, regional(scored))
        old = counted(scored, member)
    with clock.frozen(datetime(2027, 1, 5, 12, tzinfo=clock.ZONE)):
        counted(scored, member, activity="claim")
        assert booked(scored) == 300
        services.object_to(scored.zhou_department.actor, score=old, words="记重了")
        services.answer_objection(scored.chen_centre.actor, score=old, upheld=True, answer="记重了")
        assert years_of([scored.bureau.pk])[scored.bureau.pk].last == 0
        ledger.lapse_due()
        assert booked(scored) == 200


@pytest.mark.parametrize(("tenths", "is_refused"), [(590, True), (599, True), (600, False), (610, False)])
def test_below_the_limit_a_unit_claims_nothing_of_the_shared_resources(
    scored: Any, member: Any, tenths: int, is_refused: bool
) -> None:
    """S20: a claim on a shared resource, with the boundary."""
    points(member, tenths, making.last_year())
    part = shared(scored)
    if is_refused:
        with refused("alliances.barred"):
            cobuilding.claim_part(scored.zhou_department.actor, part=part, organization=scored.bureau)
        points(member, 600, clock.today())  # made good
    assert cobuilding.claim_part(scored.zhou_department.actor, part=part, organization=scored.bureau).pk


def test_needs_stay_open_to_a_unit_that_is_barred_and_so_do_others(scored: Any, member: Any) -> None:
    need = cobuilding.post_entry(
        scored.wang_community.actor, area=scored.community, list_kind="need", title="给老人理发", kind="community_service",
        parts=[("一号院", 1)],
    )  # fmt: skip
    first = Part.unscoped.get(entry=need)
    assert cobuilding.claim_part(scored.zhou_department.actor, part=first, organization=scored.bureau).pk
    with refused("alliances.barred"):
        check_claim(shared(scored).entry, scored.bureau)
    check_claim(shared(scored).entry, scored.other_bureau)  # no member: not scored


def shared(scored: Any) -> Any:
    """A part of a resource of the water bureau."""
    entry = cobuilding.post_entry(
        scored.sun_other_department.actor, area=scored.community, list_kind="resource", title="会议室", kind="culture",
        organization=scored.other_bureau, parts=[("周末", 1)],
    )  # fmt: skip
    return Part.unscoped.select_related("entry__area").get(entry=entry)


@pytest.mark.parametrize(("tenths", "is_honoured"), [(1000, False), (1001, True), (1010, True)])
def test_above_the_limit_a_unit_is_honoured_since_that_day(
    scored: Any, member: Any, tenths: int, is_honoured: bool
) -> None:
    """S21."""
    points(member, tenths, clock.today())
    found = selectors.units_page(scored.zhou_department.actor)["honours"]
    assert [(one.name, one.on) for one in found] == ([("江县市政局", clock.today())] if is_honoured else [])
    assert [one.name for one in selectors.county_page(scored.county)["honours"]] == [one.name for one in found]


def test_the_honour_comes_with_the_points_and_goes_with_them(scored: Any, member: Any) -> None:
    """S21: not by whoever counted, but by the rule."""
    points(member, 900, clock.today(), activity="service")
    first = counted(scored, member)
    assert list(Honour.unscoped.all()) == []  # exactly at the limit
    counted(scored, member, activity="claim")
    made = Honour.unscoped.get()
    assert (made.label, made.body_id, made.cycle_on) == (
        "社区荣誉单位",
        scored.bureau.pk,
        clock.today().replace(month=1, day=1),
    )
    services.object_to(scored.zhou_department.actor, score=first, words="记重了")
    services.answer_objection(scored.chen_centre.actor, score=first, upheld=True, answer="记重了")
    assert again(made).withdrawn_on is None  # still above it
    Score.unscoped.filter(member=member, points=900).delete()
    settle_honour(hold_score(first.pk))
    assert (again(made).withdrawn_on, again(made).withdrawn_by) == (clock.today(), "")


def test_what_a_unit_did_is_counted_and_answered_after_it_ended(scored: Any, member: Any) -> None:
    points(member, 1000, clock.today(), activity="service")
    row, disputed = entered(scored, member, activity="claim"), making.objected(scored, member)
    made = Honour.unscoped.get()
    type(scored.bureau).unscoped.filter(pk=scored.bureau.pk).update(valid_to=clock.today())
    services.check_score(scored.zhao_dispatcher.actor, score=row, counts=True)
    services.answer_objection(scored.chen_centre.actor, score=disputed, upheld=True, answer="记错了单位")
    assert (again(row).state, again(disputed).state, again(made).withdrawn_on) == ("counted", "taken_back", None)
    Honour.unscoped.all().delete()
    settle_honour(hold_score(row.pk))
    assert not Honour.unscoped.exists()  # an ended unit gets no new one


def test_a_unit_sees_its_own_points_and_no_others(scored: Any, member: Any) -> None:
    row = entered(scored, member)
    assert selectors.score_for(scored.zhou_department.actor, row.pk) == row
    page = selectors.unit_page(scored.zhou_department.actor, scored.bureau, year=clock.today().year)
    assert [one.pk for one in page["rows"]] == [row.pk]
    for stranger in (scored.sun_other_department, scored.ma_other_office, scored.feng_other_county):
        with pytest.raises(Http404):
            selectors.score_for(stranger.actor, row.pk)
        with pytest.raises(Http404):
            selectors.unit_for(stranger.actor, scored.bureau.pk)
    assert selectors.unit_for(scored.wang_community.actor, scored.bureau.pk) == scored.bureau


@pytest.mark.django_db(transaction=True)
def test_two_who_count_at_once_book_once(cast: Any) -> None:
    making.under_points(cast)
    row = entered(cast, joined(cast, regional(cast)))
    gate, done = threading.Barrier(2), []

    def count(who: Any) -> None:
        gate.wait()
        try:
            services.check_score(who.actor, score=row, counts=True)
            done.append("counted")
        except RuleBroken as error:
            done.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=count, args=(who,)) for who in (cast.zhao_dispatcher, cast.chen_centre)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == ["alliances.not_now", "counted"]
    assert booked(cast) == 100
