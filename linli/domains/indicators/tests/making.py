"""Cases and figures for tests, by the services that people use."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from linli.domains.cases import services
from linli.domains.cases.tests import making
from linli.domains.indicators import selectors
from linli.domains.indicators import services as rating
from linli.domains.indicators.rules import period_of
from linli.kernel import clock
from linli.kernel.actor import Actor

SYSTEM = Actor.system()
MORNING = making.MORNING
TODAY = MORNING.date()
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
    """Whoever has it takes it up after ten minutes and has done it after a day; the result is checked an hour later."""
    with clock.frozen(at + timedelta(minutes=10)):
        services.accept_case(SYSTEM, case=again(case))
    with clock.frozen(at + timedelta(hours=25)):
        services.resolve_case(SYSTEM, case=again(case), text="垃圾已经全部清走", public_words="垃圾已经清走")
    with clock.frozen(at + timedelta(hours=26)):
        services.verify_case(SYSTEM, case=again(case))
    return again(case)


def reporter_of(case: Any) -> Any:
    """Who reported it."""
    return case.reporters.select_related("case").order_by("id").first()


def page(
    member: Any, *, table: str = "", by: str = "", kind: str = "month", day: date = TODAY, area: Any = None
) -> Any:
    """The page of figures as somebody of the cast gets it."""
    here = area or selectors.here_for(member.actor)
    wanted = selectors.Wanted(period_of(kind, day), table=table, by=by)
    return selectors.figure_page(member.actor, here, wanted)


def figure(row: Any, code: str) -> tuple[int, int]:
    """What is counted and of what."""
    return next((one.counted, one.of) for one in row.figures if one.code == code)


def repeated(cast: Any, *, phone: str = "10000006666", times: int = 5, at: datetime | None = None) -> Any:
    """Somebody reports again and again; the first reporter's row."""
    for day in range(times):
        with clock.frozen((at or clock.now()) - timedelta(days=day)):
            case = making.open_case(cast, contact_phone=phone, contact_name="周桂香", called="周女士")
    with clock.frozen(at or clock.now()):
        return case.reporters.model.objects.filter(phone_index=reporter_of(case).phone_index).order_by("id").first()


def theme(cast: Any, title: str = "物业收费公开") -> Any:
    """A theme of November that Chen sets."""
    return rating.set_theme(
        cast.chen_centre.actor, county=cast.county, month=date(2026, 11, 17), title=title, why="来电最多"
    )


def problem(cast: Any, of: Any = None, title: str = "收支不公示") -> Any:
    """A problem of it, led by the bureau."""
    making.category()
    return rating.set_problem(
        cast.chen_centre.actor, theme=of or theme(cast), title=title, lead=cast.bureau,
        categories=["social/request/0701"], measure="resolution",
    )  # fmt: skip


def task(cast: Any, of: Any = None, words: str = "每季度公示一次") -> Any:
    """A task of it, due at the end of the month."""
    return rating.add_task(cast.chen_centre.actor, problem=of or problem(cast), words=words, due_on=date(2026, 11, 30))
