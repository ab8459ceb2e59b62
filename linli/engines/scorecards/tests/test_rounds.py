"""A round from its opening to what follows from it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from linli.engines.scorecards import services
from linli.engines.scorecards.models import Applied, Assignment, Item, Result, Round, Score, Seat
from linli.engines.scorecards.registry import Rated
from linli.engines.scorecards.services import Mark
from linli.engines.scorecards.tests import cards, making
from linli.engines.scorecards.tests.making import (
    FIGURES,
    PEOPLE,
    SYSTEM,
    TOLD,
    give,
    install,
    opened,
    people,
    published,
    result,
    seat,
    subject,
    world,
)  # fmt: skip
from linli.foundation.audit import selectors as audit
from linli.kernel import clock
from linli.kernel.errors import OutOfScope, RuleBroken

Q1, Q2, Q3 = date(2026, 1, 5), date(2026, 4, 5), date(2026, 7, 5)


@pytest.fixture(autouse=True)
def autumn() -> Any:
    with clock.frozen(datetime(2026, 11, 2, 9, 0, tzinfo=clock.ZONE)):
        yield


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, match=f"scorecards.{code}")


# ── Opening ──────────────────────────────────────────────────────────────────────────────────────


def test_a_round_is_opened_for_its_quarter(cast: Any) -> None:
    world(cast)
    row = opened(cast)
    assert (row.starts, row.ends, row.last_on) == (date(2026, 10, 1), date(2026, 12, 31), date(2026, 11, 11))
    assert {one.name for one in Seat.objects.filter(round=row)} == {"wang_community", "zhao_dispatcher"}
    assert "四色评价" in audit.timeline(row)[0].text
    with refused("round_there"):
        opened(cast)
    with refused("day_ahead"):
        opened(cast, date(2027, 1, 1))
    with refused("unknown_card"):
        opened(cast, code="nothing")
    for stranger in (cast.wang_community, cast.feng_other_county):
        with refused("not_yours"):
            services.open_round(stranger.actor, county=cast.county, card="stalls", on=Q1)


def test_without_subjects_there_is_no_round(cast: Any) -> None:
    world(cast)
    making.STALLS.clear()
    with refused("nobody_to_rate"):
        opened(cast)
    assert not Round.unscoped.exists()


def test_a_round_keeps_to_its_release(cast: Any) -> None:
    world(cast)
    row = opened(cast)
    install(cast.county, stalls=making.card(criteria={"work": cards.criterion(weight=100, most=5)}))
    give(row, cast.wang_community, 甲=88)
    with refused("bad_mark"):
        give(opened(cast, Q1), cast.wang_community, 甲=88)


# ── Rating ───────────────────────────────────────────────────────────────────────────────────────


def test_marks_are_kept_once_and_superseded(cast: Any) -> None:
    world(cast)
    row = opened(cast)
    assert give(row, cast.wang_community, 甲="59.99", 乙=80) == 2
    assert give(row, cast.wang_community, 甲="59.99", 乙=80) == 0
    assert give(row, cast.wang_community, 甲=60) == 1
    kept = Score.objects.filter(subject__key="甲").order_by("id")
    assert [(one.value, one.supersedes_id) for one in kept] == [(Decimal("59.99"), None), (Decimal(60), kept[0].pk)]


def test_two_windows_of_one_rater(cast: Any) -> None:
    world(cast)
    row = opened(cast)
    assert give(row, cast.wang_community, seen=0, 甲=70) == 1
    with refused("changed_meanwhile"):
        give(row, cast.wang_community, seen=0, 甲=75)
    assert give(row, cast.wang_community, seen=0, 甲=70) == 0, "the same again is no conflict"
    assert give(row, cast.wang_community, seen=1, 甲=75) == 1


def test_all_or_nothing_of_one_sending(cast: Any) -> None:
    world(cast)
    row = opened(cast)
    with refused("bad_mark"):
        give(row, cast.wang_community, 甲=70, 乙=101)
    assert not Score.objects.exists()
    with refused("nothing_sent"):
        give(row, cast.wang_community, 甲="", 乙=None)
    assert give(row, cast.wang_community, 甲=70, 乙="") == 1


def test_who_may_rate_what(cast: Any) -> None:
    world(cast)
    row = opened(cast)
    place = seat(row, cast.wang_community)
    with refused("not_your_seat"):
        services.rate(cast.zhao_dispatcher.actor, seat=place, marks={})
    making.STALLS.append(Rated("丙", "丙摊", cast.grid.pk, cast.grid.path))
    other = opened(cast, Q1)
    with refused("not_yours_to_rate"):
        services.rate(cast.wang_community.actor, seat=place, marks={subject(other, "丙").pk: {"work": Mark(1)}})
    with refused("unknown_criterion"):
        services.rate(cast.wang_community.actor, seat=place, marks={subject(row).pk: {"looks": Mark(1)}})


def test_a_subject_is_rated_whole_and_with_its_evidence(cast: Any) -> None:
    criteria = {
        "work": cards.criterion(weight=60),
        "clean": cards.criterion(weight=40, kind="yes_no", evidence="needed"),
    }
    world(cast, criteria=criteria)
    row = opened(cast)

    def send(**marks: Any) -> int:
        place = seat(row, cast.wang_community)
        return services.rate(cast.wang_community.actor, seat=place, marks={subject(row).pk: marks})

    with refused("half_rated"):
        send(work=Mark(50))
    with refused("evidence_needed"):
        send(work=Mark(50), clean=Mark(True))
    assert send(work=Mark(50), clean=Mark(True, "  门前\x00干净 ")) == 2
    assert Score.objects.get(criterion="clean").words == "门前 干净"


def test_marks_end_with_the_last_day(cast: Any) -> None:
    world(cast)
    row = opened(cast)
    with clock.frozen(datetime(2026, 11, 11, 23, 59, tzinfo=clock.ZONE)):
        assert give(row, cast.wang_community, 甲=70) == 1
    with clock.frozen(datetime(2026, 11, 12, 0, 0, tzinfo=clock.ZONE)), refused("too_late"):
        give(row, cast.wang_community, 甲=71)


# ── Raters come and go ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("leaving", "exact"), [("keep", "70"), ("drop", "80")])
def test_what_a_rater_gave_who_left(cast: Any, leaving: str, exact: str) -> None:
    world(cast, missing=cards.missing(leaving=leaving))
    row = opened(cast)
    give(row, cast.wang_community, 甲=60, 乙=60)
    give(row, cast.zhao_dispatcher, 甲=80, 乙=80)
    place = seat(row, cast.wang_community)
    services.vacate_seat(cast.chen_centre.actor, seat=place, why="调离")
    with refused("vacated"):
        give(row, cast.wang_community, 甲=90)
    with refused("vacated_already"):
        services.vacate_seat(cast.chen_centre.actor, seat=place, why="调离")
    services.close_round(cast.chen_centre.actor, round_=row)
    assert result(row).exact == exact


def test_raters_are_looked_for_again(cast: Any) -> None:
    world(cast)
    row = opened(cast)
    PEOPLE["people"] = people(cast, "zhao_dispatcher", "li_grid_worker")
    assert services.look_for_raters(SYSTEM, round_=row) == (1, 1)
    assert services.look_for_raters(SYSTEM, round_=row) == (0, 0)
    assert give(row, cast.li_grid_worker, 甲=50) == 1
    with refused("vacated"):
        give(row, cast.wang_community, 甲=50)
    PEOPLE["people"] = people(cast, "zhao_dispatcher", "wang_community")
    assert services.look_for_raters(SYSTEM, round_=row) == (1, 1)
    assert give(row, cast.wang_community, 甲=50) == 1


# ── Counting ─────────────────────────────────────────────────────────────────────────────────────


def test_a_round_is_closed_when_all_have_finished_or_its_time_is_over(cast: Any) -> None:
    world(cast)
    row = opened(cast)
    give(row, cast.wang_community, 甲=60, 乙=90)
    give(row, cast.zhao_dispatcher, 甲="59.99")
    with refused("still_rating"):
        services.close_round(cast.chen_centre.actor, round_=row)
    give(row, cast.zhao_dispatcher, 乙=100)
    with refused("not_yours"):
        services.close_round(cast.wu_leader.actor, round_=row)
    first = services.close_round(cast.chen_centre.actor, round_=row)
    again = services.close_round(cast.chen_centre.actor, round_=row)
    assert (first.closed_at, Result.objects.count()) == (again.closed_at, 2)
    low, high = result(row), result(row, "乙")
    assert (low.exact, low.shown, low.band) == ("11999/200", Decimal("59.99"), "yellow")
    assert (high.exact, high.shown, high.band) == ("95", Decimal(95), "red")
    assert low.parts[0] == {
        "code": "work", "share": "11999/20000", "points": "11999/200", "groups": {"people": "11999/200"}, "entries": 0,
        "capped": False,
    }  # fmt: skip
    with refused("round_closed"):
        give(row, cast.wang_community, 甲=61)


def test_three_parties_or_no_result(cast: Any) -> None:
    groups = {
        name: cards.raters(share, who="stall_people", posts=[name])
        for name, share in {"estate": 40, "community": 35, "unit": 25}.items()
    }
    world(cast, raters=groups, missing=cards.missing(need_all=True))
    PEOPLE.update(
        estate=people(cast, "li_grid_worker"),
        community=people(cast, "wang_community"),
        unit=people(cast, "zhou_department"),
    )
    row = opened(cast)
    give(row, cast.li_grid_worker, "estate", 甲=80, 乙=80)
    give(row, cast.wang_community, "community", 甲=90, 乙=90)
    give(row, cast.zhou_department, "unit", 甲=100)
    with clock.frozen(clock.now() + timedelta(days=11)):
        services.close_round(SYSTEM, round_=row)
    assert result(row).exact == "177/2"
    missed = result(row, "乙")
    assert (missed.exact, missed.gap, missed.missing, missed.band) == ("", "group", "unit", "")


def test_entries_and_figures_count(cast: Any) -> None:
    criteria = {
        "work": cards.criterion(weight=50),
        "rate": cards.criterion(weight=50, kind="indicator", indicator="stall_rate"),
        "complaints": cards.criterion(weight=10, kind="deduction", each=4, expires=365),
        "praise": cards.criterion(weight=5, kind="bonus"),
    }
    world(cast, criteria=criteria)
    FIGURES.update({"甲": Fraction(200, 3), "乙": Fraction(50)})

    def enter(criterion: str, on: date, points: Any = None, by: Any = cast.wang_community, key: str = "甲") -> Item:
        return services.add_item(
            by.actor,
            county=cast.county,
            card="stalls",
            key=key,
            criterion=criterion,
            words="看见了",
            points=points,
            on=on,
        )

    enter("complaints", date(2026, 1, 1))
    enter("complaints", date(2025, 12, 1))  # over before the end of the year
    last = enter("complaints", date(2026, 11, 1))
    enter("praise", date(2026, 9, 30), 2)  # of the quarter before
    enter("praise", date(2026, 10, 1), 3)
    with refused("not_yours"):
        enter("praise", Q1, 3, by=cast.li_grid_worker)
    for code, more in {"bad_points": {"points": 6}, "day_ahead": {"points": 1, "on": date(2027, 1, 1)}}.items():
        with refused(code):
            enter("praise", **{"on": Q1, **more})
    with refused("unknown_subject"):
        enter("praise", Q1, 1, key="丁")
    with refused("not_booked"):
        enter("work", Q1, 1)
    row = opened(cast)
    give(row, cast.wang_community, 甲=30, 乙=40)
    give(row, cast.zhao_dispatcher, 甲=30, 乙=40)
    services.close_round(cast.chen_centre.actor, round_=row)
    found = result(row)
    assert found.composite == 30 + Fraction(100, 3) - 4 - 4 + 3
    assert len(found.entries) == 3
    FIGURES["甲"] = Fraction(0)
    services.withdraw_item(cast.wang_community.actor, item=last, why="不是这家")
    assert result(row).composite == 30 + Fraction(100, 3) - 4 + 3, (
        "the figure stays what it was when the round was counted"
    )
    assert Result.objects.get(pk=found.pk).composite == found.composite
    with refused("withdrawn_already"):
        services.withdraw_item(cast.wang_community.actor, item=last, why="不是这家")


# ── Rules over rounds, and effects ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("marks", "bands"),
    [
        ((60, 59), ("yellow", "yellow")), ((59, 60), ("yellow", "yellow")), ((59, 59), ("yellow", "black")),
        ((59, None, 59), ("yellow", "", "black")), (("59.99", "59.99", 60), ("yellow", "black", "yellow")),
    ],
)  # fmt: skip
def test_black_comes_with_the_second_time_running(cast: Any, marks: tuple[Any, ...], bands: tuple[str, ...]) -> None:
    world(cast)
    rows = [
        published(cast, on, **({} if mark is None else {"甲": mark}), 乙=90)
        for on, mark in zip((Q1, Q2, Q3), marks, strict=False)
    ]
    assert tuple(result(row).band for row in rows) == bands
    assert [(one.subject_key, one.band, one.holds) for one in TOLD] == [("甲", "black", True)] * bands.count("black")


def test_a_subject_that_was_renamed_keeps_its_row(cast: Any) -> None:
    world(cast)
    first = published(cast, Q1, 甲=59, 乙=90)
    making.STALLS[0] = Rated("甲", "新名字", cast.grid.pk, cast.grid.path)
    second = published(cast, Q2, 甲=59, 乙=90)
    assert (subject(first).name, subject(second).name) == ("甲摊", "新名字")
    assert result(second).band == "black"


def test_effects_begin_with_publication_and_once(cast: Any) -> None:
    world(cast)
    published(cast, Q1, 甲=59, 乙=90)
    row = making.closed(cast, Q2, 甲=59, 乙=90)
    assert (result(row).band, TOLD) == ("black", [])
    for _ in range(2):
        services.publish_round(cast.chen_centre.actor, round_=row)
    assert len(TOLD) == 1
    assert (TOLD[0].effect, TOLD[0].composite, TOLD[0].subject_id) == ("stall_deadline", Fraction(59), subject(row).pk)


def test_a_correction_of_the_first_round_takes_black_back_from_the_second(cast: Any) -> None:
    world(cast)
    first, second = published(cast, Q1, 甲=59, 乙=90), published(cast, Q2, 甲=59, 乙=90)
    assert Applied.objects.get().holds
    services.correct_mark(cast.chen_centre.actor, subject=subject(first), values={"work": 61}, why="抄错了")
    assert (result(first).exact, result(first).number) == ("61", 2)
    assert (result(second).band, result(second).exact, result(second).number) == ("yellow", "59", 2)
    assert ([one.holds for one in TOLD], Applied.objects.get().holds) == ([True, False], False)
    assert Result.objects.filter(subject__round=first, subject__key="甲", number=1, exact="59").exists()
    services.correct_mark(cast.chen_centre.actor, subject=subject(first), values={"work": 61}, why="再看一次")
    assert result(first).number == 2, "nothing changed"


def test_a_failing_effect_publishes_nothing(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    world(cast)
    published(cast, Q1, 甲=59, 乙=90)
    row = making.closed(cast, Q2, 甲=59, 乙=90)

    def broken(*_: Any) -> None:
        raise RuleBroken("scorecards.not_yours")

    known = making.registry._effects["stall_deadline"]
    monkeypatch.setitem(making.registry._effects, "stall_deadline", type(known)(known.code, known.label, broken))
    with refused("not_yours"):
        services.publish_round(cast.chen_centre.actor, round_=row)
    row.refresh_from_db()
    assert (row.state, Applied.objects.exists()) == ("closed", False)


# ── Replies and appeals ──────────────────────────────────────────────────────────────────────────


def test_replies_come_after_publication_and_from_the_rated(cast: Any) -> None:
    world(cast)
    row = making.closed(cast, Q1, 甲=59, 乙=90)
    with refused("not_published"):
        services.reply(cast.li_grid_worker.actor, subject=subject(row), words="已经整改")
    services.publish_round(cast.chen_centre.actor, round_=row)
    assert services.reply(cast.li_grid_worker.actor, subject=subject(row), words=" 已经  整改 ").words == "已经 整改"
    with pytest.raises(OutOfScope):
        services.reply(cast.qian_other_town.actor, subject=subject(row), words="不是我")
    with refused("words_needed"):
        services.reply(cast.li_grid_worker.actor, subject=subject(row), words=" ")


def test_an_appeal_is_decided_by_somebody_without_a_hand_in_it(cast: Any) -> None:
    world(cast)
    published(cast, Q1, 甲=59, 乙=90)
    row = published(cast, Q2, 甲=59, 乙=90)
    made = services.appeal(cast.li_grid_worker.actor, subject=subject(row), words="那天停电")
    assert made.due_on == clock.today() + timedelta(days=20)
    with refused("appealed_already"):
        services.appeal(cast.li_grid_worker.actor, subject=subject(row), words="再来")
    with refused("own_hand"):
        services.decide_appeal(cast.chen_centre.actor, appeal_=made, upheld=False, words="不成立")
    wu = cast.wu_leader.actor
    with refused("nothing_to_correct"):
        services.decide_appeal(wu, appeal_=made, upheld=True, words="属实")
    with refused("bad_mark"):
        services.decide_appeal(wu, appeal_=made, upheld=True, words="属实", values={"work": 101})
    with pytest.raises(OutOfScope):
        services.decide_appeal(cast.wang_community.actor, appeal_=made, upheld=False, words="不成立")
    services.decide_appeal(wu, appeal_=made, upheld=True, words="属实", values={"work": "60.00"})
    assert (result(row).exact, result(row).band, [one.holds for one in TOLD]) == ("60", "yellow", [True, False])
    with refused("decided_already"):
        services.decide_appeal(wu, appeal_=made, upheld=False, words="不成立")
    made.refresh_from_db()
    assert (made.state, made.decided_by_id) == ("upheld", wu.account_id)


def test_appeals_have_their_time(cast: Any) -> None:
    world(cast)
    row = published(cast, Q1, 甲=59, 乙=90)
    with clock.frozen(datetime(2026, 11, 13, 0, 1, tzinfo=clock.ZONE)), refused("appeal_late"):
        services.appeal(cast.li_grid_worker.actor, subject=subject(row), words="晚了")
    with clock.frozen(datetime(2026, 11, 12, 23, 59, tzinfo=clock.ZONE)):
        services.appeal(cast.li_grid_worker.actor, subject=subject(row), words="还来得及")


# ── The calendar ─────────────────────────────────────────────────────────────────────────────────


def test_the_calendar_opens_reminds_and_closes(cast: Any) -> None:
    world(cast, rounds={"cycle": "quarter", "opens": "by_itself", "days": 10, **cards.WHY})
    assert services.keep_time() == 1
    row = Round.unscoped.get(card="stalls")
    assert (row.starts, row.state) == (date(2026, 7, 1), "open")
    assert services.keep_time() == 0
    give(row, cast.wang_community, 甲=70, 乙=70)
    with clock.frozen(datetime(2026, 11, 9, 1, 0, tzinfo=clock.ZONE)):
        services.keep_time()
        services.keep_time()
    assert [line.text for line in audit.events_about(row, ["scorecards.reminded"])] == ["已提醒打分人：1 人"]
    with clock.frozen(datetime(2026, 11, 12, 0, 23, tzinfo=clock.ZONE)):
        assert services.keep_time() == 1
        assert services.keep_time() == 0
    row.refresh_from_db()
    assert (row.state, result(row).exact) == ("closed", "70")


def test_holders_of_posts_rate_in_the_nearest_area_and_keep_their_seat_when_away(cast: Any) -> None:
    from linli.foundation.people import selectors as staff
    from linli.foundation.people import services as absences

    making.empty()
    row = opened(cast, code="model_grid")
    rated = Assignment.objects.filter(seat__account_id=cast.wang_community.account_id).values_list(
        "subject__name", flat=True
    )
    assert sorted(rated) == ["柳园社区柳园第一网格", "柳园社区柳园第二网格"]
    card = staff.card_by_id(cast.wang_community.card_id)
    absences.record_absence(SYSTEM, card=card, first=clock.today(), last=clock.today())
    assert services.look_for_raters(SYSTEM, round_=row) == (0, 0)
    for one in staff.appointments_of(card):
        absences.end_appointment(SYSTEM, appointment=one)
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert services.look_for_raters(SYSTEM, round_=row) == (1, 0)
