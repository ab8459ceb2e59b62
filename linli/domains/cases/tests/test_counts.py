"""The lines of a board: each counts what a plain look at the rows counts, at the edges of its weeks and kinds too."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.domains.cases import selectors, services
from linli.domains.cases.models import Case
from linli.domains.cases.selectors.counts import lines_of_board
from linli.domains.cases.states import State
from linli.domains.cases.tests.making import MORNING, category, open_case, whistled
from linli.engines.rollups import services as rollups
from linli.kernel import clock, statements
from linli.kernel.actor import Actor
from linli.kernel.clock import ZONE

pytestmark = pytest.mark.django_db

#: A Monday in China, an hour before which it is still the week before (and Sunday afternoon in UTC).
MONDAY = datetime(2026, 11, 16, 0, 0, tzinfo=ZONE)

#: The index that the long line has to choose, and those that hold constraints.
KEPT = "_(county_opened|pkey|key)$"


def board(cast: SimpleNamespace, area: Any = None, days: int = 30) -> selectors.Board:
    rollups.count_waiting()
    return selectors.board(cast.wu_leader.actor, area or cast.county, days)


def lines(cast: SimpleNamespace, area: Any = None) -> dict[str, dict[int | None, int]]:
    found = lines_of_board(Actor.system(), area or cast.county)
    return {name: dict(counts) for name, counts in found.items()}


def test_a_week_begins_on_monday_in_china(cast: SimpleNamespace) -> None:
    for at in (MONDAY - timedelta(minutes=1), MONDAY, MONDAY + timedelta(minutes=1)):
        with clock.frozen(at):
            open_case(cast)
    with clock.frozen(MORNING):
        *_, before, this = board(cast).weeks
    assert (before, this) == (("11-9", 1, 0), ("11-16", 2, 0))


def test_ends_are_told_apart(cast: SimpleNamespace) -> None:
    with clock.frozen(MORNING):
        cases = [open_case(cast) for _ in range(6)]
        ends = [State.CONFIRMED, State.CONFIRMED, State.UNCONFIRMED, State.EXPLAINED, State.DUPLICATE, State.WITHDRAWN]
        for case, state, tier in zip(cases, ends, (0, 2, 0, 1, 0, 0), strict=True):
            Case.unscoped.filter(pk=case.pk).update(state=state, top_tier_no=tier, ended_at=clock.now())
        shown = {figure.code: figure for figure in board(cast).figures}
    figures = {code: figure.figure for code, figure in shown.items()}
    assert (figures["confirmed"], figures["duplicates"], figures["bottom"]) == ("2", "1", "50.0%")
    assert figures["received"] == "6"


def test_late_ones_are_counted_by_child_and_the_areas_own_beside(cast: SimpleNamespace) -> None:
    with clock.frozen(MORNING):
        for area in (cast.grid, cast.grid, cast.building, cast.street, cast.other_grid):
            open_case(cast, area=area)
    with clock.frozen(MORNING + timedelta(days=60)):
        at_county, at_street = lines(cast)["late"], lines(cast, cast.street)["late"]
        cells = {cell.id: cell.count for cell in board(cast).cells}
    assert at_county[cast.street.pk] == 4 and sum(at_county.values()) == 5
    assert (at_street[cast.community.pk], at_street[None]) == (3, 1)
    assert cells[cast.street.pk] == 4


def test_recurring_kinds_are_counted_by_places(cast: SimpleNamespace) -> None:
    light, waste = category("social/request/0801", "路灯"), category()
    with clock.frozen(MORNING):
        for area, kind, times in (
            (cast.grid, light, 4),
            (cast.building, light, 3),
            (cast.grid, waste, 3),
            (cast.street, waste, 2),
        ):
            for number in range(times):
                open_case(cast, area=area, category=kind, text=f"第 {number} 次，{area.name}")
        bars = board(cast).recurring
    assert [(bar.name, bar.value) for bar in bars] == [("路灯", 2), ("环境卫生", 1)]
    with clock.frozen(MORNING + timedelta(days=91)):
        assert board(cast).recurring == []


def test_the_worst_whistle_is_shown_and_all_are_counted(cast: SimpleNamespace) -> None:
    assert (board(cast).ringing, board(cast).whistle) == (0, None)
    with clock.frozen(MORNING):
        old, _ = whistled(cast)
    with clock.frozen(MORNING + timedelta(hours=1)):
        slow, whistle = whistled(cast)
    with clock.frozen(MORNING + timedelta(hours=2)):
        assert board(cast).whistle.ref == old.ref  # none or all are late: the oldest
        answer(whistle, cast)
    with clock.frozen(MORNING + timedelta(days=20)):
        shown = board(cast)
        assert (shown.ringing, shown.whistle.ref, shown.whistle.late) == (2, old.ref, 2)
        assert board(cast, cast.other_street).ringing == 0
    # The same order as the list of all whistles has.
    with clock.frozen(MORNING + timedelta(days=20)):
        listed = selectors.open_whistles(cast.wu_leader.actor)
    assert [view.ref for view in listed] == [old.ref, slow.ref]


def answer(whistle: Any, cast: SimpleNamespace) -> None:
    """One of the two reports what it did: nothing of it can be late any more."""
    call = whistle.calls.get(organization=cast.bureau)
    services.answer_call(cast.zhou_department.actor, call=call)
    services.arrive_at(cast.zhou_department.actor, call=call, place="楼下")
    services.report_call(cast.zhou_department.actor, call=call, text="已经处理")


def test_all_counts_of_rows_come_in_one_statement(cast: SimpleNamespace) -> None:
    open_case(cast)
    with CaptureQueriesContext(connection) as found:
        lines(cast)
    assert len(found) == 1


def test_the_long_line_reads_its_index_alone(cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes back is looked for among all cases of ninety days: it may not grow columns that the index hasn't."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'cases_case' AND indexname !~ %s", [KEPT])
        others = [name for (name,) in cursor.fetchall()]
        cursor.execute("SET LOCAL ROLE NONE")  # the owner's: only it may drop
        for name in others:  # on a few rows any index is as good as another
            cursor.execute(f'DROP INDEX "{name}"')
        ask = statements.ask
        asked: list[tuple[str, Any]] = []
        monkeypatch.setattr(statements, "ask", lambda sql, params: asked.append((sql, params)) or ask(sql, params))
        lines(cast)
        ((sql, params),) = asked
        plan = Counter(row[0].split(" on ")[0].strip(" ->") for row in ask(f"EXPLAIN {sql}", params))
    assert plan["Index Only Scan using cases_case_county_opened"] == 1
