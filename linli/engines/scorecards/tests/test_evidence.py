"""Pictures that show what is said, and who may see them; appeals that nobody decides; who is told."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.http import Http404

from linli.engines.scorecards import rules, selectors, services
from linli.engines.scorecards.method import Appeals
from linli.engines.scorecards.models import Appeal, Evidence, Score
from linli.engines.scorecards.services import Mark
from linli.engines.scorecards.tests import cards, making
from linli.engines.scorecards.tests.making import opened, photo, published, seat, subject, world
from linli.foundation.audit import selectors as audit
from linli.kernel import clock
from linli.kernel.errors import RuleBroken

Q1 = date(2026, 1, 5)


@pytest.fixture(autouse=True)
def autumn() -> Any:
    with clock.frozen(datetime(2026, 11, 2, 9, 0, tzinfo=clock.ZONE)):
        yield


def seen_by(member: Any, pk: int) -> bool:
    try:
        return bool(selectors.evidence_for(member.actor, pk).file)
    except Http404:
        return False


def rated_with_pictures(cast: Any, **said: Any) -> Any:
    """Wang gives both stalls a mark, the first one with words and a picture."""
    world(cast, criteria={"work": cards.criterion(weight=100, evidence="needed")}, **said)
    row = opened(cast)
    marks = {
        subject(row).pk: {"work": Mark(70, "门前有垃圾", (photo(),))},
        subject(row, "乙").pk: {"work": Mark(80, "", (photo(10),))},
    }
    services.rate(cast.wang_community.actor, seat=seat(row, cast.wang_community), marks=marks)
    return row


def test_a_picture_is_evidence_as_words_are(cast: Any) -> None:
    row = rated_with_pictures(cast)
    assert Evidence.objects.count() == 2, "a picture alone will do"
    place, one = seat(row, cast.zhao_dispatcher), subject(row).pk
    with pytest.raises(RuleBroken, match="evidence_needed"):
        services.rate(cast.zhao_dispatcher.actor, seat=place, marks={one: {"work": Mark(70)}})
    with pytest.raises(RuleBroken, match="unreadable"):
        services.rate(cast.zhao_dispatcher.actor, seat=place, marks={one: {"work": Mark(70, "", (b"zip",))}})
    with pytest.raises(RuleBroken, match="half_rated"):
        services.rate(cast.zhao_dispatcher.actor, seat=place, marks={one: {"work": Mark("", "", (photo(),))}})


def test_the_same_picture_counts_once_and_three_are_the_most(cast: Any) -> None:
    row = rated_with_pictures(cast)
    place, one = seat(row, cast.wang_community), subject(row).pk

    def send(*shades: int, value: int = 70) -> int:
        shown = tuple(photo(shade) for shade in shades)
        said = {one: {"work": Mark(value, "门前有垃圾", shown)}}
        return services.rate(cast.wang_community.actor, seat=place, marks=said)

    assert send(90) == 0, "it is there already"
    assert send(20, 30) == 1
    assert Score.objects.filter(subject=one).count() == 1, "pictures come later than their mark"
    with pytest.raises(RuleBroken, match="too_many"):
        send(40)
    assert send(value=60) == 1, "a picture stays with the mark that supersedes its mark"
    assert Evidence.objects.filter(subject=one).count() == 3


def test_who_sees_what_raters_saw(cast: Any) -> None:
    row = rated_with_pictures(cast, shows_evidence=True)
    pk = Evidence.objects.get(subject=subject(row)).pk
    assert not seen_by(cast.chen_centre, pk), "while there is rating nobody looks over a shoulder"
    with clock.frozen(clock.now() + timedelta(days=11)):
        services.close_round(cast.chen_centre.actor, round_=row)
        assert seen_by(cast.chen_centre, pk)
        assert not seen_by(cast.li_grid_worker, pk), "not before publication"
        services.publish_round(cast.chen_centre.actor, round_=row)
    assert seen_by(cast.li_grid_worker, pk)
    assert not seen_by(cast.qian_other_town, pk)
    assert not seen_by(cast.he_building, pk), "who may not answer for it"
    found = selectors.shown(cast.li_grid_worker.actor, subject(row), None, None, [])
    assert [(one.words, one.pictures) for one in found.seen] == [(("门前有垃圾",), (pk,))]


def test_a_card_may_keep_it_from_the_rated(cast: Any) -> None:
    row = rated_with_pictures(cast)
    with clock.frozen(clock.now() + timedelta(days=11)):
        services.publish_round(cast.chen_centre.actor, round_=services.close_round(cast.chen_centre.actor, round_=row))
    pk = Evidence.objects.get(subject=subject(row)).pk
    assert not seen_by(cast.li_grid_worker, pk)
    assert not selectors.shown(cast.li_grid_worker.actor, subject(row), None, None, []).seen
    assert selectors.shown(cast.wu_leader.actor, subject(row), None, None, []).seen, "who decides appeals reads it"


def test_replies_appeals_and_entries_have_pictures(cast: Any) -> None:
    off = cards.criterion(weight=9, kind="deduction", each=1)
    world(cast, criteria={"work": cards.criterion(weight=100), "off": off})
    entry = services.add_item(
        cast.wang_community.actor, county=cast.county, card="stalls", key="甲", criterion="off", words="占道",
        on=Q1, photos=(photo(1),),
    )  # fmt: skip
    row = published(cast, Q1, 甲=59, 乙=90)
    li = cast.li_grid_worker.actor
    answer = services.reply(li, subject=subject(row), words="已清理", photos=(photo(2),))
    called = services.appeal(li, subject=subject(row), words="那天停电", photos=(photo(3),))
    page = selectors.result_page(li, subject(row))
    found = selectors.shown(li, subject(row), page.reply, page.appeal, page.entries)
    pictures = {one.pk: one for one in Evidence.objects.all()}
    assert pictures[found.reply[0]].reply_id == answer.pk
    assert pictures[found.appeal[0]].appeal_id == called.pk
    assert pictures[found.items[entry.pk][0]].item_id == entry.pk
    for pk in pictures:
        assert seen_by(cast.li_grid_worker, pk)
        assert not seen_by(cast.qian_other_town, pk)
        assert not seen_by(cast.feng_other_county, pk)


# ── Appeals that wait ────────────────────────────────────────────────────────────────────────────

RULE = Appeals(within=10, decided=20, remind=3, again=7, assumed="a test")
DUE = date(2026, 5, 20)


@pytest.mark.parametrize(
    ("today", "told", "wanted"),
    [
        (date(2026, 5, 16), None, False), (date(2026, 5, 17), None, True), (date(2026, 5, 18), date(2026, 5, 17), False),
        (DUE, date(2026, 5, 17), False), (date(2026, 5, 21), date(2026, 5, 17), True), (date(2026, 5, 21), DUE, True),
        (date(2026, 5, 27), date(2026, 5, 21), False), (date(2026, 5, 28), date(2026, 5, 21), True),
        (date(2026, 7, 1), None, True),
    ],
)  # fmt: skip
def test_when_deciders_are_reminded(today: date, told: date | None, wanted: bool) -> None:
    assert rules.is_reminder_due(RULE, DUE, told, today) is wanted


def test_an_appeal_that_nobody_decides_stays_open_and_is_shown_as_late(cast: Any) -> None:
    world(cast)
    row = published(cast, Q1, 甲=59, 乙=90)
    services.appeal(cast.li_grid_worker.actor, subject=subject(row), words="那天停电")
    for days, touched, late in (
        (16, 0, False),
        (17, 1, False),
        (18, 0, False),
        (21, 1, True),
        (22, 0, True),
        (28, 1, True),
    ):
        with clock.frozen(datetime(2026, 11, 2, 1, 0, tzinfo=clock.ZONE) + timedelta(days=days)):
            assert services.keep_time() == touched, days
            assert selectors.public_result(subject(row).pk).is_late is late
            assert selectors.appeals_page(cast.wu_leader.actor, None)[1] == int(late)
    told = audit.events_about(subject(row), ["scorecards.appeal_due", "scorecards.appeal_late"])
    assert sorted(line.code for line in told) == ["scorecards.appeal_due", *["scorecards.appeal_late"] * 2]
    assert Appeal.objects.get().state == "waiting"
    services.decide_appeal(cast.wu_leader.actor, appeal_=Appeal.objects.get(), upheld=False, words="不成立")
    with clock.frozen(clock.now() + timedelta(days=60)):
        assert services.keep_time() == 0
        assert not selectors.public_result(subject(row).pk).is_late


def test_late_appeals_are_listed_first(cast: Any) -> None:
    world(cast)
    decided, waiting = published(cast, Q1, 甲=59, 乙=90), published(cast, date(2026, 4, 5), 甲=59, 乙=90)
    for row in (decided, waiting):
        services.appeal(cast.li_grid_worker.actor, subject=subject(row), words="那天停电")
    services.decide_appeal(
        cast.wu_leader.actor, appeal_=Appeal.objects.get(subject__round=decided), upheld=False, words="不成立"
    )
    with clock.frozen(clock.now() + timedelta(days=21)):
        rows, late = selectors.appeals_page(cast.wu_leader.actor, None)
        assert [(one.appeal.subject.round_id, one.is_late) for one in rows] == [(waiting.pk, True), (decided.pk, False)]
        only, _ = selectors.appeals_page(cast.wu_leader.actor, None, late=True)
        assert (late, [one.appeal.subject.round_id for one in only]) == (1, [waiting.pk])


# ── Who is told ──────────────────────────────────────────────────────────────────────────────────


def test_those_who_answer_are_told_and_nobody_before_publication(cast: Any) -> None:
    world(cast)
    row = making.closed(cast, Q1, 甲=59, 乙=90)
    li, wu = cast.li_grid_worker.card_id, cast.wu_leader.card_id
    assert li in selectors.rated_of_round(row.pk)
    assert selectors.rated_of_result(subject(row).pk) == []
    services.publish_round(cast.chen_centre.actor, round_=row)
    assert li in selectors.rated_of_result(subject(row).pk)
    assert cast.qian_other_town.card_id not in selectors.rated_of_result(subject(row).pk)
    deciders = selectors.deciders_of(subject(row).pk)
    assert wu in deciders and li not in deciders


def test_a_person_that_is_rated_is_told_and_an_organization_by_its_people(cast: Any) -> None:
    world(cast)
    making.STALLS[:] = [
        making.Rated("甲", "甲摊", cast.grid.pk, cast.grid.path, None, cast.he_building.card_id),
        making.Rated("乙", "乙摊", cast.grid.pk, cast.grid.path, cast.zhou_department.actor.grants[0].organization_id),
    ]
    row = published(cast, Q1, 甲=59, 乙=90)
    assert selectors.rated_of_result(subject(row).pk) == [cast.he_building.card_id]
    assert cast.zhou_department.card_id in selectors.rated_of_result(subject(row, "乙").pk)
