"""Past cases coming in: what they become, what stays out and why, and that nothing comes in twice."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from linli.domains.cases import selectors as cases
from linli.domains.cases.models import Case, Category, ClockState, Deadline, Origin, Reporter
from linli.domains.cases.services import PastCase, bring_in, sweep_once
from linli.domains.cases.states import State
from linli.domains.history.rules import ZONE
from linli.domains.history.tests.making import HEAD, ROWS, brought_in, case, checked
from linli.domains.notices.models import Notice
from linli.domains.rosters import services
from linli.domains.rosters.models import Roster
from linli.domains.rosters.selectors import pieces, sorting_of
from linli.domains.rosters.tests.making import again, work
from linli.foundation.audit.models import Event, Outbox
from linli.foundation.methods import selectors as methods
from linli.foundation.territory import selectors as territory
from linli.kernel.errors import OutOfScope

pytestmark = pytest.mark.django_db


def reasons(row: Roster) -> dict[int, str]:
    return {line: reason for line, _cells, reason in pieces.wrong_rows(row, 100)}


def test_cases_come_in_as_they_ended(cast: Any) -> None:
    row = brought_in(cast, ROWS)
    assert (row.state, row.added, row.known, row.wrong) == ("finished", 5, 0, 0), reasons(row)
    assert [case(f"A-{n}").state for n in range(1, 6)] == [
        State.CONFIRMED, State.UNCONFIRMED, State.UNCONFIRMED, State.WITHDRAWN, State.RECEIVED,
    ]  # fmt: skip
    first = case("A-1")
    assert (first.category.key, first.stars, first.source) == ("gbt47678_5_2026/matter/06010", 4, "past")
    assert first.ref.split("-")[1] == "240305", "its number says the day on which it was opened"
    assert first.opened_at == datetime(2024, 3, 5, 14, 30, tzinfo=ZONE)
    assert first.ended_at == first.resolved_at == datetime(2024, 3, 12, 14, 30, tzinfo=ZONE)


def test_promises_are_kept_or_broken_to_the_second(cast: Any) -> None:
    second = ["B", "2024-03-05 14:30", "垃圾", "暴露垃圾", "办结", "2024-03-12 14:30:00"]
    brought_in(
        cast,
        [[*second, "2024-03-12 14:30:00", ""], ["C", *second[1:], "2024-03-12 14:30:01", ""], ["D", *second[1:5], "2024-03-12", "2024-03-12", ""]],
    )  # fmt: skip
    found = {one.case.origin.number: one.state for one in Deadline.objects.all()}
    assert found == {"B": ClockState.MET, "C": ClockState.LATE, "D": ClockState.MET}
    assert not Deadline.objects.exclude(act_at=None).exists(), "what is over asks nobody for anything"


def test_what_isnt_over_goes_to_the_desk_with_both_clocks(cast: Any) -> None:
    brought_in(cast, ROWS[4:])
    one = case("A-5")
    kinds = dict(Deadline.objects.filter(case=one).values_list("kind", "state"))
    assert kinds == {"promise": "running", "answer": "running"}
    assert one.due_at == datetime(2024, 3, 20, 23, 59, 59, tzinfo=ZONE)
    assert (one.handler_id, one.handler_org_id, one.tier_no) == (None, None, 0)
    sweep_once()
    assert Deadline.objects.get(case=one, kind="promise").next_step > 0


def test_nobody_is_told_and_no_reporter_comes_along(cast: Any) -> None:
    brought_in(cast, ROWS)
    assert not Reporter.objects.exists()
    assert not Notice.objects.exists()
    assert not Outbox.objects.exists()
    lines = Event.objects.filter(subject_kind="cases.case")
    assert set(lines.values_list("code", "actor_label")) == {("cases.brought_in", cast.chen_centre.actor.label)}
    assert lines.count() == 5


def test_strangers_never_see_them(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    brought_in(cast, ROWS)
    rules = methods.current_rules(cast.county.method_slug)
    assert rules.cases.publishing is not None
    category = case("A-1").category
    publishing = rules.cases.publishing.model_copy(update={"keys": (category.key,)})
    open_to_all = rules.cases.model_copy(update={"publishing": publishing})
    told = cases.published(cast.county, _With(rules, open_to_all), cases.Wanted())
    assert told == []
    Origin.objects.all().delete()
    assert {one.ref for one in cases.published(cast.county, _With(rules, open_to_all), cases.Wanted())} != set()


class _With:
    """Rules of a county under another section of cases."""

    def __init__(self, rules: Any, cases: Any) -> None:
        self.rules, self.cases = rules, cases

    def __getattr__(self, name: str) -> Any:
        return getattr(self.rules, name)


def test_the_same_file_twice_brings_nothing_twice(cast: Any) -> None:
    rows = [*ROWS, ["", *ROWS[0][1:]], ["null", *ROWS[0][1:]]]
    first, second = brought_in(cast, rows), brought_in(cast, rows)
    assert (first.added, first.known) == (6, 1)
    assert (second.added, second.known) == (0, 7)
    assert Case.unscoped.count() == 6


def test_columns_in_any_order_and_gbk(cast: Any) -> None:
    turned = [list(reversed(row)) for row in ROWS]
    row = brought_in(cast, turned, list(reversed(HEAD)), encoding="gb18030")
    assert (row.added, row.wrong) == (5, 0)


def test_wrong_rows_stay_out_with_their_reasons(cast: Any) -> None:
    good = ROWS[0]

    def row(number: str, **changes: str) -> list[str]:
        names = {"opened": 1, "text": 2, "category": 3, "state": 4, "due": 5, "done": 6, "satisfied": 7}
        made = [number, *good[1:]]
        for name, word in changes.items():
            made[names[name]] = word
        return made

    rows = [
        row("1", opened="昨天"), row("2", opened=""), row("3", category="飞碟"), row("4", state="已飞走"),
        row("5", satisfied="呵呵"), row("6", done=""), row("7", state="处理中"), row("8", done="2024-03-04"),
        row("9", opened="2031-01-01", due="", done="2031-01-02"), row("10", text=""),
    ]  # fmt: skip
    found = checked(cast, rows)
    assert (found.added, found.wrong) == (0, 10)
    said = list(reasons(found).values())
    assert [
        "昨天" in said[0],
        "什么时候" in said[1] or "受理" in said[1],
        "飞碟" in said[2],
        "已飞走" in said[3],
        "呵呵" in said[4],
    ] == [True] * 5
    assert said[5] == said[6] != said[7] != said[8]
    assert not Case.unscoped.exists(), "a check writes nothing"


def test_categories_that_nobody_knows_are_sorted_once(cast: Any) -> None:
    rows = [
        [f"S-{n}", *ROWS[0][1:3], word, *ROWS[0][4:]] for n, word in enumerate(["飞碟", "飞碟", "外星人", "暴露垃圾"])
    ]
    row = checked(cast, rows)
    assert (row.added, row.wrong) == (1, 3)
    sorting = sorting_of(row)
    assert (sorting.words, sorting.total) == ((("飞碟", 2), ("外星人", 1)), 2)
    assert "gbt47678_5_2026/matter/06010" in sorting.choices
    services.sort_words(cast.chen_centre.actor, roster=row, words={"飞碟": "gbt47678_5_2026/matter/06012"})
    work()
    row = again(row)
    assert (row.added, row.wrong, sorting_of(row).words) == (3, 1, (("外星人", 1),))
    services.sort_words(cast.chen_centre.actor, roster=row, words={"外星人": "social/request/03"})
    work()
    services.start_run(cast.chen_centre.actor, roster=again(row))
    work()
    assert again(row).added == 4, "what was said before stays said"
    assert case("S-0").category.key == "gbt47678_5_2026/matter/06012"
    with pytest.raises(OutOfScope):
        services.sort_words(cast.wang_community.actor, roster=row, words={})


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("暴露垃圾", "gbt47678_5_2026/matter/06010"),  # by its name
        ("gbt47678_5_2026/matter/06010", "gbt47678_5_2026/matter/06010"),  # by its key
        ("06010", "gbt47678_5_2026/matter/06010"),  # by its code, which is of one table only
        ("0508", "gbt47678_5_2026/matter/06028"),  # by the code of 2013
        ("占道废品收购", "gbt47678_5_2026/matter/09004"),  # by the name of 2013
        ("", "social/request/03"),  # what says nothing goes where the county's hotline puts it
    ],
)
def test_categories_by_whatever_they_are_called(cast: Any, word: str, key: str) -> None:
    brought_in(cast, [["K", *ROWS[0][1:3], word, *ROWS[0][4:]]])
    assert case("K").category.key == key


def test_places_by_name_and_by_position(cast: Any) -> None:
    head = [*HEAD, "社区", "纬度", "经度", "坐标系"]
    cast.grid.lat, cast.grid.lng = 36.8, 116.75
    cast.grid.save()
    named = [*ROWS[0], cast.community.name, "", "", ""]
    spot = ["G", *ROWS[0][1:], "", "36.8001", "116.7501", "WGS84"]
    sea = ["H", *ROWS[0][1:], "", "38.5", "120.9", ""]
    swapped = ["I", *ROWS[0][1:], "", "116.7", "36.8", ""]
    unknown = ["J", *ROWS[0][1:], "没有的社区", "", "", ""]
    datum = ["L", *ROWS[0][1:], "", "36.8", "116.75", "bd09"]
    row = brought_in(cast, [named, spot, sea, swapped, unknown, datum], head)
    assert (row.added, row.wrong) == (2, 4), reasons(row)
    assert case("A-1").area_id == cast.community.pk
    assert case("G").area_id == cast.grid.pk, "the ground under its position"
    assert (case("G").lat, case("G").lng) == (36.8001, 116.7501)


def test_only_the_centre_and_within_its_reach(cast: Any) -> None:
    file = [ROWS[0]]
    for member in (cast.wang_community, cast.li_grid_worker, cast.zhou_department):
        with pytest.raises(OutOfScope):
            brought_in_by(cast, member, file)


def brought_in_by(cast: Any, member: Any, rows: Any) -> None:
    from linli.domains.rosters.tests.making import csv_file

    services.send_list(member.actor, area=cast.county, file=csv_file(rows, HEAD), about="cases")


def test_the_service_itself_keeps_to_the_actors_reach(cast: Any) -> None:
    category = Category.objects.get(standard="gbt47678_5_2026", kind="matter", code="06010")
    at = datetime(2024, 3, 5, 14, 30, tzinfo=ZONE)

    def row(number: str, area: Any) -> PastCase:
        return PastCase(1, number, category, area.pk, at, State.RECEIVED, text="垃圾")

    rows = [row("own", cast.grid), row("theirs", cast.other_county_grid)]
    done = bring_in(cast.chen_centre.actor, county=cast.county, rows=rows)
    assert (done.added, len(done.problems)) == (1, 1)
    done = bring_in(cast.wang_community.actor, county=cast.county, rows=[row("hers", cast.grid)])
    assert (done.added, len(done.problems)) == (0, 1)


def test_nothing_comes_in_in_the_middle_of_its_way(cast: Any) -> None:
    category = Category.objects.get(standard="gbt47678_5_2026", kind="matter", code="06010")
    with pytest.raises(ValueError, match="handling"):
        PastCase(1, "x", category, cast.grid.pk, datetime(2024, 3, 5, tzinfo=ZONE), State.HANDLING, text="垃圾")


def test_the_ground_of_a_piece_is_asked_once(cast: Any, django_assert_max_num_queries: Any) -> None:
    """Three statements for a piece, however many positions it has; the ground is the one that a single row would get."""
    for number, one in enumerate((cast.grid, cast.second_grid, cast.other_grid)):
        type(one).unscoped.filter(pk=one.pk).update(lat=36.60 + number / 100, lng=116.70 + number / 50)
    positions = [(36.59 + step / 1000, 116.69 + (step * 7 % 60) / 1000) for step in range(40)]
    with django_assert_max_num_queries(3):
        found = territory.grounds_at(cast.county, positions)
    assert found == {one: territory.ground_at(cast.county, *one) for one in positions}
    assert {one.pk for one in found.values() if one} == {cast.grid.pk, cast.second_grid.pk, cast.other_grid.pk}
    assert territory.grounds_at(cast.county, [(30.0, 110.0)]) == {(30.0, 110.0): None}
    assert territory.grounds_at(cast.county, []) == {}
