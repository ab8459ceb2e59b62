"""Rows of the queue's look: columns read in one statement, names of places and whistles in two more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import Any, NamedTuple

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext

from linli.domains.cases.models import CallState, Case, Reporter, Whistle
from linli.domains.cases.selectors.shapes import Badge, badge_at
from linli.domains.cases.selectors.tabs import CountOf
from linli.domains.cases.selectors.where import place_parts
from linli.domains.cases.states import STATE_LABELS, State
from linli.foundation.territory import selectors as territory
from linli.kernel.statements import Kept, among, hole


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the queue; `code` is the state's own word, `state` what it is called."""

    id: int
    ref: str
    title: str
    badge: Badge
    code: str
    state: str
    source: str
    where: str
    where_below: str
    who: str
    whistle: str
    whistle_tier: str
    due_at: datetime | None
    is_late: bool
    opened_at: datetime
    category: str
    reporters: int
    supervised: bool
    reporter_kind: str


class _Read(NamedTuple):
    """The columns that a row is made of, as `columns_for_rows` reads them: whole models of six tables cost more than the page."""

    pk: int
    ref: str
    title: str
    state: str
    source: str
    supervised: bool
    due_at: datetime | None
    opened_at: datetime
    area: int
    path: str
    category: str
    person: str | None
    org_short: str | None
    org: str | None
    reporters: int
    reporter_kind: str | None


def columns_for_rows(rows: QuerySet[Case]) -> QuerySet[Case, tuple[Any, ...]]:
    """The columns of a row, in one statement: what `rows_of` is given."""
    reporters = CountOf(Reporter.objects.filter(case=OuterRef("pk")).order_by().values("pk"))
    sure = Reporter.objects.filter(case=OuterRef("pk"), kind_confirmed_at__isnull=False).exclude(kind="")
    kind = sure.order_by("pk").values("kind")[:1]
    return rows.values_list(
        "pk", "ref", "title", "state", "source", "supervised", "due_at", "opened_at", "area_id", "area__path", "category__name",
        "handler__name", "handler_org__short_name", "handler_org__name", reporters, Subquery(kind),
    )  # fmt: skip


def rows_of(found: Iterable[tuple[Any, ...]]) -> list[Row]:
    """Rows of columns; two statements more, for names of places and for whistles."""
    read = [_Read(*columns) for columns in found]
    places = territory.names_on(row.path for row in read)
    whistles = _whistles([row.pk for row in read]) if read else {}
    labels = {state: gettext(label) for state, label in STATE_LABELS.items()}
    return [_row(row, places[row.area], whistles.get(row.pk, ("", "")), labels) for row in read]


def _row(row: _Read, area: territory.Named, whistle: tuple[str, str], labels: Mapping[State, str]) -> Row:
    state = State(row.state)
    where, below = _where(area)
    badge = badge_at(state, row.due_at, labels[state])
    return Row(
        id=row.pk, ref=row.ref, title=row.title, badge=badge, code=row.state, state=labels[state], source=row.source,
        where=where, where_below=below, who=row.person or row.org_short or row.org or "",
        whistle=whistle[1], whistle_tier=whistle[0], due_at=row.due_at, opened_at=row.opened_at,
        is_late=badge.kind == "late", category=row.category, reporters=row.reporters, supervised=row.supervised,
        reporter_kind=row.reporter_kind or "",
    )  # fmt: skip


#: A building whose name begins with so many signs of its grid's isn't said twice ("和美小区网格 2号楼").
_SAID_TWICE = 3


def _where(area: territory.Named) -> tuple[str, str]:
    """The community (or whatever stands directly under the county), and the places below it down to the case's own."""
    community, below = place_parts(area)
    said: list[str] = []
    for name, _rank in below:
        same = sum(takewhile(bool, map(str.__eq__, said[-1] if said else "", name)))
        said.append(name if same < _SAID_TWICE else name[same:])
    return community, " ".join(said)


def _whistles(cases: Sequence[int]) -> dict[int, tuple[str, str]]:
    """The whistle that is out on each case: its tier, and how many of the called organizations have answered, as "2 / 3"."""
    return {case: (tier, f"{n_come} / {n_called}") for case, tier, n_come, n_called in _OUT.rows(cases=list(cases))}


def _out() -> QuerySet[Whistle, tuple[int, str, int, int]]:
    called = Count("calls", filter=~Q(calls__state=CallState.RELEASED))
    silent = (CallState.RELEASED, CallState.CALLED, CallState.RETURNING)
    come = Count("calls", filter=~Q(calls__state__in=silent))
    out = Whistle.objects.filter(Q(among("case_id", hole("cases"))), ended_at=None)
    return out.annotate(come=come, called=called).values_list("case_id", "tier", "come", "called")


_OUT = Kept(_out)
