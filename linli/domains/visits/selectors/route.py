"""Today's walk: doors and places that are due, in the order in which one comes by them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q

from linli.domains.visits.models import Stop
from linli.domains.visits.permissions import PLACES, RECORD
from linli.domains.visits.rules import room_order
from linli.domains.visits.selectors.doors import is_open_to, name_of, room_behind
from linli.domains.visits.states import SOON_DAYS, mark_of
from linli.foundation.privacy import rls
from linli.foundation.residents import selectors as residents
from linli.foundation.territory import selectors as territory
from linli.foundation.territory.method import RANK_OF
from linli.foundation.territory.scoping import ids_of
from linli.kernel import clock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linli.kernel.actor import Actor

#: No walk is longer; a grid with more due has its plan set too tight.
MOST = 400
#: Above the grids one chooses a grid first; so many are offered.
MOST_GRIDS = 60
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Door:
    """A door or place on the walk. `room` only where it was opened today; `who` is the head's surname."""

    pk: int
    name: str
    kind: str
    mark: str
    due_on: date
    room: str = ""
    who: str = ""
    is_home: bool = True
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """Exact counts of the ground, shown or not: late, due today, due within a week, tried or done today."""

    late: int = 0
    today: int = 0
    soon: int = 0
    done: int = 0

    @property
    def due(self) -> int:
        """What is on the walk."""
        return self.late + self.today


@dataclass(frozen=True, slots=True)
class Block:
    """Doors of one building or stairwell; `count` with those that aren't shown."""

    name: str
    count: int
    doors: list[Door]


@dataclass(frozen=True, slots=True)
class Pick:
    """A grid to choose, and how much is due there."""

    pk: int
    name: str
    due: int


@dataclass(frozen=True, slots=True)
class Route:
    """A walk through one grid; `picks` instead where the actor's ground is wider."""

    name: str = ""
    grid: int | None = None
    counts: Counts = field(default_factory=Counts)
    places: list[Door] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    picks: list[Pick] = field(default_factory=list)
    shown: int = 0
    left: int = 0
    more: int = 0
    closed: int = 0


def route_for(actor: Actor, *, grid: int | None = None, most: int = 0) -> Route:
    """The actor's walk of today in the own grid, or in `grid`; an empty one for who has no ground. At most ten statements."""
    granted = territory.granted_area(actor, PLACES)
    if granted is None:
        return Route()
    here, rules = granted
    if RANK_OF[here.kind] in ("county", "district", "township", "community"):
        chosen = (
            territory.areas_for(actor, kinds=("grid",), permission=PLACES).filter(pk=grid).first() if grid else None
        )
        if chosen is None:
            return Route(name=here.label, picks=_picks(actor, here))
        here = chosen
    first = rules.visits.route.first
    return _walk(actor, here, min(max(most, first), MOST), first, rules.visits)


def doors_to_open(actor: Actor, *, grid: int | None = None, most: int = 0) -> list[Stop]:
    """Doors that the walk shows and that aren't open to the actor today."""
    shown = [
        door.pk for block in route_for(actor, grid=grid, most=most).blocks for door in block.doors if not door.room
    ]
    with rls.reaching(actor, RECORD):
        return list(Stop.scoped.visible_to(actor, RECORD).filter(pk__in=shown).select_related("household__dwelling"))


def _walk(actor: Actor, here: Any, most: int, step: int, rules: Any) -> Route:
    permission = RECORD if actor.reaches(RECORD, here.path) else PLACES
    with rls.reaching(actor, permission):
        ground = Stop.scoped.visible_to(actor, permission).present().filter(area__path__startswith=here.path)
        counts = _counts(ground)
        due = ground.filter(_due())
        places = [_door(stop, rules, actor) for stop in _places(due)[:most]]
        per_area = _per_area(due.filter(household__isnull=False))
        rows = _rows(due, per_area, most - len(places))
    blocks = _blocks(actor, rows, per_area, rules)
    shown = len(places) + sum(len(block.doors) for block in blocks)
    left = counts.due - shown
    return Route(
        name=here.label, grid=here.pk, counts=counts, places=places, blocks=blocks, shown=shown, left=left,
        more=min(most + step, MOST) if left and most < MOST else 0,
        closed=sum(not door.room for block in blocks for door in block.doors),
    )  # fmt: skip


def _due() -> Q:
    """Late or due today, and not tried today."""
    today = clock.today()
    return Q(due_on__lte=today) & (Q(tried_on=None) | Q(tried_on__lt=today))


def _counts(ground: Any) -> Counts:
    today = clock.today()
    fresh = Q(tried_on=None) | Q(tried_on__lt=today)
    found = ground.aggregate(
        late=Count("pk", filter=fresh & Q(due_on__lt=today)),
        today=Count("pk", filter=fresh & Q(due_on=today)),
        soon=Count("pk", filter=Q(due_on__gt=today, due_on__lte=today + timedelta(days=SOON_DAYS))),
        done=Count("pk", filter=Q(tried_on=today)),
    )
    return Counts(**found)


def _places(due: Any) -> Any:
    return due.filter(household=None).select_related("area", "compound").order_by("due_on", "pk")


def _per_area(due: Any) -> list[tuple[Any, int]]:
    """Areas with doors that are due, in the order of a walk, and how many."""
    found = due.order_by().annotate(path=F("area__path")).values_list("path").annotate(count=Count("pk"))
    counted = dict(found)
    areas = territory.areas_on(counted)
    by_path = [(areas[ids_of(path)[-1]], count) for path, count in counted.items()]
    return sorted(by_path, key=lambda pair: _walk_order(pair[0]))


def _walk_order(area: Any) -> tuple[Any, ...]:
    """Building before building, and in it stairwell after stairwell; figures by their size."""
    line = []
    while area is not None:
        line.append(tuple((int(part), "") if part.isdecimal() else (0, part) for part in _DIGITS.split(area.name)))
        area = area.parent
    return tuple(reversed(line))


def _rows(due: Any, per_area: list[tuple[Any, int]], most: int) -> dict[int, list[Stop]]:
    """All doors of the first areas that fill the walk, by area, in the order of their rooms, cut to `most`."""
    wanted: list[int] = []
    total = 0
    for area, count in per_area:
        if total >= most:
            break
        wanted.append(area.pk)
        total += count
    found: dict[int, list[Stop]] = {pk: [] for pk in wanted}
    for stop in due.filter(area__in=wanted, household__isnull=False).select_related("household__dwelling"):
        found[stop.area_id].append(stop)
    left = most
    for pk, stops in found.items():
        found[pk] = sorted(stops, key=lambda stop: (room_order(room_behind(stop)), stop.pk))[: max(left, 0)]
        left -= len(stops)
    return found


def _blocks(actor: Actor, rows: dict[int, list[Stop]], per_area: Iterable[tuple[Any, int]], rules: Any) -> list[Block]:
    heads = {stop.household.head_id for stops in rows.values() for stop in stops if stop.household}
    people = residents.visible_people(actor, [pk for pk in heads if pk])
    blocks = []
    for area, count in per_area:
        doors = [_door(stop, rules, actor, people) for stop in rows.get(area.pk, ())]
        if doors:
            blocks.append(Block(doors[0].name, count, doors))
    return blocks


def _door(stop: Stop, rules: Any, actor: Actor, people: Any = None) -> Door:
    head = (people or {}).get(stop.household.head_id) if stop.household is not None else None
    assert stop.due_on is not None
    return Door(
        stop.pk, name_of(stop), rules.label_of(stop.kind), mark_of(stop.due_on, clock.today()), stop.due_on,
        room=room_behind(stop) if is_open_to(actor, stop) else "", who=f"{head.name[:1]}**" if head else "",
        is_home=stop.household_id is not None, tries=stop.tries,
    )  # fmt: skip


def _picks(actor: Actor, here: Any) -> list[Pick]:
    """Grids of a wider ground by what is due in them, the most first."""
    permission = RECORD if actor.can(RECORD) else PLACES
    with rls.reaching(actor, permission):
        due = Stop.scoped.visible_to(actor, permission).present().filter(_due(), area__path__startswith=here.path)
        counted = due.order_by().annotate(path=F("area__path")).values_list("path").annotate(count=Count("pk"))
        found = list(counted)
    grids = territory.areas_for(actor, kinds=("grid",), permission=PLACES).order_by("path")[:MOST_GRIDS]
    picks = [Pick(grid.pk, grid.name, sum(n for path, n in found if path.startswith(grid.path))) for grid in grids]
    return sorted(picks, key=lambda pick: -pick.due)
