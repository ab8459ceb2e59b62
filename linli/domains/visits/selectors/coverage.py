"""How far visits have come: figures by area that open the rows behind them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page
from django.db.models import CharField, Count, F, Func, Q, Value
from django.utils.translation import gettext as _

from linli.domains.visits.models import Stop, Visit
from linli.domains.visits.permissions import FIGURES, PLACES, VIEW
from linli.domains.visits.selectors.doors import name_of
from linli.domains.visits.states import LATE, SOON_DAYS, TODAY, mark_of
from linli.foundation.privacy import rls
from linli.foundation.residents import selectors as residents
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.scoping import paged

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

ROWS = 50
#: Figures of what was given are of so many days.
HELP_DAYS = 365


@dataclass(frozen=True, slots=True)
class Row:
    """An area's figures: what is planned there, what of it isn't late, late, due today, never visited."""

    area: Any
    total: int
    late: int
    today: int
    never: int
    is_last: bool

    @property
    def kept(self) -> int:
        """What isn't late."""
        return self.total - self.late

    @property
    def percent(self) -> int:
        """The share that isn't late, in whole percent, rounded down; 0 of nothing."""
        return self.kept * 100 // self.total if self.total else 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """Areas one step below `area`, and their sum."""

    area: Any
    above: list[Any]
    rows: list[Row]
    sum: Row


def coverage(actor: Actor, *, area: int | None = None, kind: str = "") -> Coverage | None:
    """Figures one step below an area that the actor sees (default: the top of what the actor sees); None without ground."""
    here = _here(actor, area)
    if here is None:
        return None
    with rls.reaching(actor, FIGURES):
        found = _planned(actor, FIGURES, kind).filter(area__path__startswith=here.path).order_by()
        child = Func(
            F("area__path"), Value("."), Value(here.depth + 2), function="split_part", output_field=CharField()
        )
        counted = {row["child"]: row for row in found.annotate(child=child).values("child").annotate(**_figures())}
    children = territory.children_of(actor, here) if any(counted) else []
    rows = [_row(child, counted[str(child.pk)]) for child in children if str(child.pk) in counted]
    own = [_row(here, counted[""], is_last=True)] if "" in counted else []
    whole = {name: sum(row[name] for row in counted.values()) for name in _figures()}
    above = [each for each in territory.ancestors(here) if actor.reaches(FIGURES, each.path)]
    return Coverage(here, above, own + rows, _row(here, whole))


def table_of(found: Coverage) -> list[list[str | int]]:
    """The same as rows of a file: a head, the areas, their sum."""
    head = [_("Area"), _("Planned"), _("In time"), _("Late"), _("Due today"), _("Never visited")]
    rows = [(one.area.name, one) for one in found.rows] + [(found.area.name, found.sum)]
    return [list(head), *([name, one.total, f"{one.percent}%", one.late, one.today, one.never] for name, one in rows)]


@dataclass(frozen=True, slots=True)
class Line:
    """A door or place in a list."""

    pk: int
    name: str
    kind: str
    due_on: Any
    last_on: Any
    mark: str
    tries: int
    own: bool
    who: str = ""


def stops_page(actor: Actor, *, area: int, which: str = LATE, kind: str = "", number: Any = 1) -> tuple[Any, Page[Any]]:
    """Doors and places of an area, those due first on top; counted exactly, fifty to a page. Http404 for a hidden area."""
    here = territory.area_for(actor, area, to=VIEW)
    with rls.reaching(actor, VIEW):
        found = _planned(actor, VIEW, kind).filter(_LISTS[which](), area__path__startswith=here.path)
        rows = found.select_related("area", "compound", "household__dwelling").order_by("due_on", "area", "pk")
        page = paged(rows, number)
        page.object_list = list(page.object_list)
    rules = territory.rules_of(here).visits
    heads = {stop.household.head_id for stop in page.object_list if stop.household is not None}
    people = residents.visible_people(actor, [pk for pk in heads if pk])
    page.object_list = [_line(stop, rules, people) for stop in page.object_list]
    return here, page


def places_piece(
    actor: Actor, *, area: int | None = None, which: str = "all", after: int = 0, size: int = ROWS
) -> list[Line]:
    """Compounds and places that are visited by a plan, behind a stop's number, by their numbers; of the actor's whole ground where
    no area is named. No household is among them. Http404 for a hidden area.
    """
    here = territory.area_for(actor, area, to=PLACES) if area is not None else None
    with rls.reaching(actor, PLACES):
        found = _planned(actor, PLACES, "").filter(_LISTS[which](), household=None, pk__gt=after)
        if here is not None:
            found = found.filter(area__path__startswith=here.path)
        rows = list(found.select_related("area__county", "compound").order_by("pk")[:size])
    rules = territory.rules_of(rows[0].area.county).visits if rows else None
    return [_line(stop, rules, {}) for stop in rows]


def helps_given(actor: Actor, area: Any) -> list[tuple[str, int]]:
    """Helping services given in a year below an area that was fetched in scope (L42), by the method's words, most first."""
    since = clock.today() - timedelta(days=HELP_DAYS)
    with rls.reaching(actor, FIGURES):
        found = Visit.scoped.visible_to(actor, FIGURES).filter(on__gte=since, area__path__startswith=area.path)
        code = Func(F("services"), function="unnest", output_field=CharField())
        counted = found.order_by().annotate(code=code).values_list("code").annotate(count=Count("pk"))
        rows = list(counted)
    table = territory.rules_of(area).visits.services
    named = [(table[code].label if code in table else code, count) for code, count in rows]
    return sorted(named, key=lambda pair: (-pair[1], pair[0]))


def kind_choices(actor: Actor) -> list[tuple[str, str]]:
    """Kinds of visits of the actor's county."""
    roots = territory.roots_for(actor)
    if not roots:
        return []
    return [(code, kind.label) for code, kind in territory.rules_of(roots[0]).visits.kinds.items()]


def _here(actor: Actor, area: int | None) -> Any:
    if area is not None:
        return territory.area_for(actor, area, to=FIGURES)
    granted = territory.granted_area(actor, FIGURES)
    return granted[0] if granted else None


def _planned(actor: Actor, permission: str, kind: str) -> Any:
    found = Stop.scoped.visible_to(actor, permission).present().filter(due_on__isnull=False)
    return found.filter(kind=kind) if kind else found


def _figures() -> dict[str, Any]:
    today = clock.today()
    return {
        "total": Count("pk"),
        "late": Count("pk", filter=Q(due_on__lt=today)),
        "today": Count("pk", filter=Q(due_on=today)),
        "never": Count("pk", filter=Q(last_on=None)),
    }


def _row(area: Any, found: Any, *, is_last: bool = False) -> Row:
    figures = {name: found[name] for name in ("total", "late", "today", "never")}
    return Row(area, **figures, is_last=is_last or area.kind in ("grid", "grid_unit", "building", "stairwell"))


_LISTS: dict[str, Callable[[], Q]] = {
    LATE: lambda: Q(due_on__lt=clock.today()),
    TODAY: lambda: Q(due_on=clock.today()),
    "soon": lambda: Q(due_on__gt=clock.today(), due_on__lte=clock.today() + timedelta(days=SOON_DAYS)),
    "never": lambda: Q(last_on=None),
    "all": lambda: ~Q(due_on=None),
}


def _line(stop: Stop, rules: Any, people: dict[int, Any]) -> Line:
    head = people.get(stop.household.head_id) if stop.household is not None and stop.household.head_id else None
    return Line(
        stop.pk, name_of(stop), rules.label_of(stop.kind), stop.due_on, stop.last_on,
        mark_of(stop.due_on, clock.today()), stop.tries, bool(stop.own_cycle),
        f"{head.name[:1]}**" if head else "",
    )  # fmt: skip
