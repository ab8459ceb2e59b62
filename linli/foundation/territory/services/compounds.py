"""Compounds over grids, and house numbers in grids."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from linli.foundation.audit.services import record
from linli.foundation.territory import events, rules
from linli.foundation.territory.models import LAST_NUMBER, AddressRange, Area, Compound, CompoundCover, Road
from linli.foundation.territory.permissions import CHANGE
from linli.foundation.territory.selectors import rules_of
from linli.foundation.territory.services import _base
from linli.foundation.territory.states import Kind, Parity
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import keep_in_scope


@transaction.atomic
def create_compound(
    actor: Actor,
    *,
    community: Area,
    name: str,
    type: str = "",
    households: int | None = None,
) -> Compound:
    """A compound in a community or village; its name is unique there."""
    (community,) = _base.begin(actor, community)
    if community.kind not in (Kind.COMMUNITY, Kind.VILLAGE):
        raise RuleBroken("territory.not_a_community", area=community.name)
    if type and type not in rules_of(community).territory.compound_types:
        raise RuleBroken("territory.unknown_type", type=type)
    name = _base.check_name(name)
    if Compound.unscoped.filter(area=community, name=name, valid_to=None).exists():
        raise RuleBroken("territory.compound_exists", community=community.name, name=name)
    compound = Compound.unscoped.create(
        county_id=community.county_id, area=community, name=name, type=type, households=households,
        valid_from=clock.today(),
    )  # fmt: skip
    record(actor, events.CompoundCreated(name), subject=community, county_id=community.county_id)
    return compound


@transaction.atomic
def cover_compound(actor: Actor, *, compound: Compound, grid: Area) -> CompoundCover:
    """Let a grid cover (a part of) a compound; several may, where the method says so (S32)."""
    (grid,) = _base.begin(actor, grid)
    keep_in_scope(actor, compound, CHANGE)
    if grid.kind != Kind.GRID:
        raise RuleBroken("territory.not_a_grid", area=grid.name)
    if compound.county_id != grid.county_id:
        raise RuleBroken("territory.other_county")
    covers = CompoundCover.unscoped.filter(compound=compound)
    if covers.filter(area=grid).exists():
        raise RuleBroken("territory.already_covered", grid=grid.name, compound=compound.name)
    if covers.exists() and not rules_of(grid).territory.compounds.many_to_many:
        raise RuleBroken("territory.one_grid_only")
    cover = CompoundCover.unscoped.create(county_id=grid.county_id, compound=compound, area=grid)
    record(actor, events.CompoundCovered(compound.name, grid.name), subject=grid, county_id=grid.county_id)
    return cover


@transaction.atomic
def uncover_compound(actor: Actor, *, compound: Compound, grid: Area) -> None:
    """Take a grid from a compound; nothing happens where it doesn't cover it."""
    (grid,) = _base.begin(actor, grid)
    if CompoundCover.unscoped.filter(compound=compound, area=grid).delete()[0]:
        record(actor, events.CompoundUncovered(compound.name, grid.name), subject=grid, county_id=grid.county_id)


@transaction.atomic
def assign_address(
    actor: Actor, *, grid: Area, road: str, first: int, last: int, parity: str = Parity.BOTH
) -> AddressRange:
    """Give house numbers of a road to a grid. Refused by the database itself where one of them has a grid already (Q16)."""
    (grid,) = _base.begin(actor, grid)
    if grid.kind != Kind.GRID:
        raise RuleBroken("territory.not_a_grid", area=grid.name)
    first, last = rules.narrowed(first, last, parity)
    if not 1 <= first <= last <= LAST_NUMBER:
        raise RuleBroken("territory.bad_range", last=LAST_NUMBER)
    street, _ = Road.unscoped.get_or_create(
        county_id=grid.county_id, name=_base.check_name(road), defaults={"area_id": grid.county_id}
    )
    row = AddressRange(county_id=grid.county_id, area=grid, road=street, first=first, last=last, parity=Parity(parity))
    _insert_range(row)
    numbers = f"{street.name} {first}–{last}"
    record(actor, events.AddressAssigned(numbers), subject=grid, county_id=grid.county_id)
    return row


@transaction.atomic
def drop_address(actor: Actor, *, address: AddressRange) -> None:
    """Take house numbers from their grid."""
    (grid,) = _base.begin(actor, address.area)
    numbers = f"{address.road.name} {address.first}–{address.last}"
    address.delete()
    record(actor, events.AddressDropped(numbers), subject=grid, county_id=grid.county_id)


def _insert_range(row: AddressRange) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise RuleBroken("territory.range_taken", grid=_holder(row)) from None


def _holder(row: AddressRange) -> str:
    held = AddressRange.unscoped.filter(road=row.road, first__lte=row.last, last__gte=row.first).select_related("area")
    other = Parity.ODD if row.parity == Parity.EVEN else Parity.EVEN
    clash = held if row.parity == Parity.BOTH else held.exclude(parity=other)
    found = clash.first()
    return found.area.name if found else "?"
