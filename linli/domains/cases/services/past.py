"""Cases of earlier systems, a batch at a time: what is over stays as it ended, what isn't goes to the office that sorts.

Nobody is told, nobody is asked, and strangers don't see what people once wrote elsewhere. No reporter comes along: whoever wrote
years ago was promised nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from django.db import connection, transaction

from linli.domains.cases import events
from linli.domains.cases import rules as decide
from linli.domains.cases.method import Limits
from linli.domains.cases.models import Case, Category, ClockKind, ClockState, Deadline, Origin, Urgency
from linli.domains.cases.permissions import BRING_IN
from linli.domains.cases.selectors.pinned import calendar_of
from linli.domains.cases.services import clocks, intake
from linli.domains.cases.services.texts import words_within
from linli.domains.cases.states import Kind, State
from linli.foundation.audit import services as audit
from linli.foundation.methods import selectors as methods
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.durations import Unit
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import one_line

#: What a case may come in as. Solved is only what the resident called so.
STATES = (State.RECEIVED, State.CONFIRMED, State.UNCONFIRMED, State.EXPLAINED, State.REDIRECTED, State.WITHDRAWN)
#: Before that no such system was there: a day that somebody mistyped.
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
#: Rows of one statement; a case has some thirty values, and PostgreSQL takes 65,535.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class PastCase:
    """A row of an earlier system. `line` is its line in the file; `number` what that system called it; `due_at` its promise, where
    one is known; `done_at` its end, None for what isn't over. `lat`/`lng` are WGS 84. ValueError for a state outside of `STATES`.
    """

    line: int
    number: str
    category: Category
    area_id: int
    opened_at: datetime
    state: State
    text: str = ""
    title: str = ""
    source: str = "past"
    urgency: str = Urgency.NORMAL
    request_kind: str = ""
    place_words: str = ""
    lat: float | None = None
    lng: float | None = None
    due_at: datetime | None = None
    done_at: datetime | None = None
    stars: int | None = None
    organization_id: int | None = None

    def __post_init__(self) -> None:
        if self.state not in STATES:
            raise ValueError(f"no past case comes in as {self.state}")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that stays out, and why."""

    line: int
    words: str


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """How a batch went: cases added, cases that were there already, rows that were left out."""

    added: int
    known: int
    problems: tuple[LeftOut, ...]


@transaction.atomic
def bring_in(actor: Actor, *, county: Any, rows: Sequence[PastCase], dry_run: bool = False) -> BroughtIn:
    """Write a batch of past cases (2,000 are good); a number that is there already is left out, however often it is sent.

    Needs `cases.bring_in` at each row's place; other rows, and those that can't have been so, come back with their reasons.
    `dry_run` only checks and counts. Two importers of one county take turns, a batch each.
    """
    if not dry_run:
        _take_turn(county.pk)
    rules = methods.current_rules(county.method_slug)
    reached = _reached(actor, {row.area_id for row in rows})
    good: list[PastCase] = []
    problems: list[LeftOut] = []
    for row in rows:
        try:
            good.append(_checked(row, reached, rules.cases.limits))
        except RuleBroken as refused:
            problems.append(LeftOut(row.line, refused.message))
    fresh = _unknown(county.pk, good)
    if fresh and not dry_run:
        _write(actor, county, rules, fresh)
    return BroughtIn(len(fresh), len(good) - len(fresh), tuple(problems))


def _take_turn(county_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('linli.past', %s))", [county_id])


def _reached(actor: Actor, areas: set[int]) -> frozenset[int]:
    """Those of some places that the actor may bring cases to."""
    found = territory.areas_for(actor, permission=BRING_IN).filter(pk__in=areas)
    return frozenset(found.order_by().values_list("pk", flat=True))


def _checked(row: PastCase, reached: frozenset[int], limits: Limits) -> PastCase:
    """The row, which can have been so. Raises RuleBroken: cases.not_yours, cases.category_gone, cases.past_time, cases.past_end,
    cases.bad_place, what `words_within` refuses.
    """
    now = clock.now()
    if row.area_id not in reached:
        raise RuleBroken("cases.not_yours")
    if row.category.retired:
        raise RuleBroken("cases.category_gone", name=row.category.name)
    moments = [moment for moment in (row.opened_at, row.done_at) if moment is not None]
    if not all(EARLIEST <= moment <= now for moment in moments):
        raise RuleBroken("cases.past_time")
    if any(moment < row.opened_at for moment in (row.done_at, row.due_at) if moment is not None):
        raise RuleBroken("cases.past_order")
    if (row.state.kind is Kind.OPEN) is (row.done_at is not None):
        raise RuleBroken("cases.past_end")
    intake.check_place(row.lat, row.lng)
    words_within(row.text, limits, least=0 if row.title else 1)
    return row


def _unknown(county_id: int, rows: Sequence[PastCase]) -> list[PastCase]:
    """Rows whose number neither the county nor an earlier row of the batch has."""
    numbers = [row.number for row in rows]
    there = Origin.objects.filter(county_id=county_id, number__in=numbers)
    seen = set(there.values_list("number", flat=True))
    fresh = []
    for row in rows:
        if row.number not in seen:
            fresh.append(row)
        seen.add(row.number)
    return fresh


def _write(actor: Actor, county: Any, rules: Any, rows: Sequence[PastCase]) -> None:
    refs = _refs(rules.county.ref_prefix, [row.opened_at for row in rows])
    bottom = rules.cases.tiers[0].code
    release_id = cast("int", rules.release_id)
    cases = [
        _planned(row, county=county, ref=ref, release_id=release_id, tier=bottom)
        for row, ref in zip(rows, refs, strict=True)
    ]
    pairs = list(zip(rows, cases, strict=True))
    planned = [_clocks(row, case, rules.cases) for row, case in pairs]
    for case, live in zip(cases, planned, strict=True):
        case.due_at = min((one.due_at for one in live if one.state == ClockState.RUNNING), default=None)
    Case.unscoped.bulk_create(cases, batch_size=_AT_ONCE)
    Deadline.objects.bulk_create([one for live in planned for one in live], batch_size=_AT_ONCE)
    Origin.objects.bulk_create(Origin(case=case, county_id=county.pk, number=row.number) for row, case in pairs)
    audit.record_each(actor, ((events.CaseBroughtIn(row.number), case) for row, case in pairs), county_id=county.pk)


def _refs(prefix: str, moments: Iterable[datetime]) -> list[str]:
    """Numbers of ours, under the day on which each case was opened."""
    days = [f"{moment.astimezone(clock.ZONE):%y%m%d}" for moment in moments]
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('cases_ref') FROM generate_series(1, %s)", [len(days)])
        return [f"{prefix}-{day}-{number:04d}" for day, (number,) in zip(days, cursor.fetchall(), strict=True)]


def _planned(row: PastCase, *, county: Any, ref: str, release_id: int, tier: str) -> Case:
    text = row.text.strip()
    title = (one_line(row.title) or decide.title_from(text))[:80]
    solved = row.done_at if row.state in (State.CONFIRMED, State.UNCONFIRMED) else None
    return Case(
        ref=ref, title=title, text=text, category=row.category, county=county, area_id=row.area_id, source=row.source,
        urgency=row.urgency, request_kind=row.request_kind or row.category.request_kind,
        place_words=one_line(row.place_words, 120), lat=row.lat, lng=row.lng, release_id=release_id, state=row.state,
        tier=tier, handler_org_id=row.organization_id, opened_at=row.opened_at,
        state_since=row.done_at or clock.now(), ended_at=row.done_at, resolved_at=solved, stars=row.stars,
    )  # fmt: skip


def _clocks(row: PastCase, case: Case, rules: Any) -> list[Deadline]:
    """The promise that the earlier system made, kept or not; what isn't over is sorted within our own time as well."""
    found = [] if row.due_at is None else [_promise(row, row.due_at, case)]
    if row.done_at is not None:
        return found
    calendar = calendar_of(case)
    for one in found:
        one.act_at = clocks.next_act(one, rules, calendar)
    return [*found, clocks.sign_plan(case, rules, calendar)]


def _promise(row: PastCase, due_at: datetime, case: Case) -> Deadline:
    hours = (due_at - row.opened_at).total_seconds() / 3600
    made = Deadline(
        case=case, kind=ClockKind.PROMISE, amount=round(hours, 2), unit=Unit.HOURS, started_at=row.opened_at,
        due_at=due_at, ended_at=row.done_at,
    )  # fmt: skip
    if row.done_at is not None:
        made.state = ClockState.MET if row.done_at <= due_at else ClockState.LATE
    return made
