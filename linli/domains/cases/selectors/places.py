"""Choosing a place by going down the map: street, community, compound or building. Public: nothing but names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from linli.foundation.territory import selectors as territory
from linli.foundation.territory.method import RANK_OF
from linli.kernel.actor import Actor

if TYPE_CHECKING:
    from linli.foundation.territory.models import Area

#: A report may name a place from this rank down; a whole street is too much to look for.
CHOOSABLE = ("community", "grid", "grid_unit", "building", "stairwell")
#: Below a building nothing is gained by asking on.
LAST_RANK = "building"
#: Kinds of search hits that lead to a community.
_HOMES = ("community", "village", "compound", "building")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to choose, or to go into: `key` is empty where one may only go in, `into` is None where one can't."""

    name: str
    hint: str
    key: str = ""
    into: int | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """Where the chooser stands: the way down so far, and what lies here."""

    way: tuple[Spot, ...]
    here: Spot
    spots: tuple[Spot, ...]


def level_at(county: Area, area_id: int | None) -> Level:
    """What lies in an area, compounds first; the county's own streets for an area of another county."""
    area = territory.descendants(county, include_self=True).filter(pk=area_id or county.pk).first() or county
    way = territory.ancestors(area)
    spots = [*_compounds(area), *(_spot(child) for child in _children(area))]
    return Level(tuple(_spot(each) for each in way), _spot(area), tuple(spots))


def communities_for(county: Area, *, text: str = "", at: int | None = None) -> list[territory.Place]:
    """Communities to choose as one's own: hits of a search (a compound counts as its community), or those of a street."""
    if text:
        return [place for place in territory.search_places(county, text) if place.kind in _HOMES]
    street = territory.descendants(county).filter(pk=at).first() if at else None
    if street is None:
        return []
    homes = [child for child in _children(street) if RANK_OF[child.kind] == "community"]
    return [territory.Place(f"area:{each.pk}", each.kind, each.name, "", each.pk, county.pk) for each in homes]


def community_of(county: Area, area_id: int | None) -> Area | None:
    """The community that an area is or lies in; None outside of the county, and above communities."""
    if area_id is None:
        return None
    found = territory.descendants(county).filter(pk=area_id).first()
    return territory.ancestor_of_rank(found, "community") if found else None


def _children(area: Area) -> list[Area]:
    if RANK_OF[area.kind] == LAST_RANK:
        return []
    below = territory.descendants(area).filter(parent_id=area.pk).defer("boundary")
    return list(below.select_related("compound").order_by("order", "code", "id"))


def _compounds(area: Area) -> list[Spot]:
    if RANK_OF[area.kind] != "community":
        return []
    return [Spot(each.name, "", f"compound:{each.pk}") for each in territory.compounds_in(Actor.system(), area)]


def _spot(area: Area) -> Spot:
    rank = RANK_OF[area.kind]
    name = territory.building_name(area)
    key = f"area:{area.pk}" if rank in CHOOSABLE else ""
    return Spot(name, "", key, None if rank == LAST_RANK else area.pk)
