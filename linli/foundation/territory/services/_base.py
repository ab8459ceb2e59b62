"""What every change of the tree shares: one change per county at a time, closed paths, checks with words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from linli.foundation.territory import rules
from linli.foundation.territory.models import Area
from linli.foundation.territory.permissions import CHANGE
from linli.foundation.territory.scoping import SEPARATOR
from linli.foundation.territory.selectors import rules_of
from linli.foundation.territory.states import GridKind, Kind
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken
from linli.kernel.scoping import keep_in_scope

#: First key of the advisory locks of this app ("terr" in ASCII); the second is the county.
_LOCK = 0x74657272


@dataclass(frozen=True, slots=True)
class Outcome:
    """A changed area and what looks odd about it (sizes, codes): shown, never refused."""

    area: Area
    warnings: tuple[str, ...] = ()


def lock_tree(county_id: int) -> None:
    """Let one transaction at a time change a county's tree; the others wait, so that two moves can't make a cycle."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, county_id % 2**31])


def fresh(area: Area) -> Area:
    """The area as it is now, its row locked. Raises RuleBroken when it was closed meanwhile."""
    found = Area.unscoped.select_for_update(of=("self",)).select_related("county", "parent", "compound").get(pk=area.pk)
    if found.valid_to is not None:
        raise RuleBroken("territory.closed", area=found.name, on=found.valid_to)
    return found


def begin(actor: Actor, *areas: Area) -> list[Area]:
    """Lock the tree, read the areas afresh, and see that the actor may change each of them."""
    counties = {area.county_id for area in areas}
    if len(counties) != 1:
        raise RuleBroken("territory.other_county")
    lock_tree(counties.pop())
    current = [fresh(area) for area in areas]
    for area in current:
        keep_in_scope(actor, area, CHANGE)
    return current


def never_the_root(*areas: Area) -> None:
    """Refuse what would tear a county out of its place."""
    if any(area.parent_id is None for area in areas):
        raise RuleBroken("territory.root")


def parent_of(area: Area) -> Area:
    """The parent; RuleBroken for a county, which has none."""
    if area.parent is None:
        raise RuleBroken("territory.root")
    return area.parent


def check_parent(kind: str, parent: Area) -> None:
    """Refuse a kind that the method doesn't know or doesn't allow under this parent."""
    territory = rules_of(parent).territory
    level = territory.level(kind)
    if level is None:
        raise RuleBroken("territory.unknown_kind", kind=kind)
    if not territory.may_stand_under(kind, parent.kind):
        raise RuleBroken("territory.wrong_parent", kind=level.label, parent=parent.name)


def check_name(name: str) -> str:
    """The name trimmed; RuleBroken when it can't be one."""
    found = rules.clean_name(name)
    if found is None:
        raise RuleBroken("territory.bad_name")
    return found


def check_code(county_id: int, code: str, *, but: Iterable[int] = ()) -> str:
    """The code trimmed; RuleBroken when malformed or held by another open area of the county."""
    trimmed = code.strip()
    if not rules.is_code(trimmed):
        raise RuleBroken("territory.bad_code", value=trimmed[:40])
    held = Area.unscoped.filter(county_id=county_id, code=trimmed, valid_to=None).exclude(pk__in=list(but))
    if trimmed and (holder := held.first()):
        raise RuleBroken("territory.code_taken", value=trimmed, area=holder.name)
    return trimmed


def check_facts(area: Area) -> None:
    """Refuse a grid kind, position or boundary that can't be."""
    if area.grid_kind and (area.kind != Kind.GRID or area.grid_kind not in rules_of(area).territory.grid_kinds):
        raise RuleBroken("territory.bad_grid_kind", kind=area.grid_kind)
    if not rules.is_position(area.lat, area.lng):
        raise RuleBroken("territory.bad_position")
    if area.boundary is not None and (wrong := rules.boundary_problem(area.boundary)):
        raise RuleBroken(wrong, **rules.BOUNDARY_LIMITS)


def default_grid_kind(kind: str) -> str:
    """Grids are ordinary unless said otherwise; other areas have no grid kind."""
    return GridKind.ORDINARY if kind == Kind.GRID else ""


def next_ids(count: int) -> list[int]:
    """Ids taken from the sequence ahead of the insert, since a path holds the row's own id."""
    with connection.cursor() as cursor:
        sql = "SELECT nextval(pg_get_serial_sequence('territory_area', 'id')) FROM generate_series(1, %s)"
        cursor.execute(sql, [count])
        return [row[0] for row in cursor.fetchall()]


def insert(parent: Area, **facts: Any) -> Area:
    """Write a row under `parent` with its path closed over its own id."""
    pk = next_ids(1)[0]
    path = f"{parent.path}{pk}{SEPARATOR}"
    return Area.unscoped.create(
        pk=pk, county_id=parent.county_id, parent=parent, path=path, depth=parent.depth + 1, **facts
    )


@dataclass(frozen=True, slots=True)
class Hung:
    """A subtree that hangs elsewhere now: its root, and the root's path before and after."""

    area_id: int
    old_path: str
    new_path: str


def hang(area: Area, parent: Area) -> Hung:
    """Put a subtree under another parent: the row, then all paths below it in one statement."""
    old, new = area.path, f"{parent.path}{area.pk}{SEPARATOR}"
    Area.unscoped.filter(pk=area.pk).update(parent=parent)
    below = Area.unscoped.filter(path__startswith=old)
    below.update(
        path=Concat(Value(new), Substr("path", len(old) + 1)), depth=F("depth") + (parent.depth + 1 - area.depth)
    )
    area.refresh_from_db(fields=["parent", "path", "depth"])
    return Hung(area.pk, old, new)


def keep_both(actor: Actor, *areas: Area) -> None:
    """After a change: each area must still be where the actor may change it, else all is rolled back (net 5)."""
    for area in areas:
        keep_in_scope(actor, area, CHANGE)


def may_import(actor: Actor, permission: str, county: Area) -> None:
    """Refuse a bulk change of a county to whoever doesn't hold `permission` for the whole of it."""
    if not actor.reaches(permission, county.path):
        raise OutOfScope(f"{permission} at {county.path}")
