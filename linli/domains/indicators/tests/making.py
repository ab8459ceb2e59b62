"""Cases and figures for tests, by the services that people use."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from linli.domains.cases import services
from linli.domains.cases.tests import making
from linli.domains.indicators import selectors
from linli.domains.indicators.rules import period_of
from linli.kernel import clock

MORNING = making.MORNING
again = making.again


def solved(cast: Any, at: datetime = MORNING, *, stars: int | None = 5, **facts: Any) -> Any:
    """A resident's report in Li's grid that Li takes up, solves, has checked, and that the resident confirms, all within two days."""
    with clock.frozen(at):
        case = making.open_case(cast, **facts)
    finished(cast, case, at)
    with clock.frozen(at + timedelta(hours=30)):
        services.confirm_case(reporter_of(case), solved=True, stars=stars)
    return again(case)


def finished(cast: Any, case: Any, at: datetime) -> Any:
    """Li takes it up after ten minutes, has done it after a day, and the leader of the grid has checked it."""
    with clock.frozen(at + timedelta(minutes=10)):
        services.accept_case(cast.li_grid_worker.actor, case=again(case))
    with clock.frozen(at + timedelta(hours=25)):
        services.resolve_case(cast.li_grid_worker.actor, case=again(case), text="垃圾已经全部清走", public_words="垃圾已经清走")
    with clock.frozen(at + timedelta(hours=26)):
        services.verify_case(cast.wang_community.actor, case=again(case))
    return again(case)


def reporter_of(case: Any) -> Any:
    """Who reported it."""
    return case.reporters.select_related("case").order_by("id").first()


def page(member: Any, *, table: str = "", by: str = "", kind: str = "month", day: date = MORNING.date(), area: Any = None) -> Any:
    """The page of figures as somebody of the cast gets it."""
    here = area or selectors.here_for(member.actor)
    wanted = selectors.Wanted(period_of(kind, day), table=table, by=by)
    return selectors.figure_page(member.actor, here, wanted)


def figure(row: Any, code: str) -> tuple[int, int]:
    """What is counted and of what."""
    return next((one.counted, one.of) for one in row.figures if one.code == code)
