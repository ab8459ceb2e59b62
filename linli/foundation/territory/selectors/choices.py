"""What the forms of the console offer: kinds, parents, neighbours, found areas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from linli.foundation.territory.models import AddressRange, Area
from linli.foundation.territory.permissions import CHANGE, VIEW
from linli.foundation.territory.selectors.facts import addresses_of
from linli.foundation.territory.selectors.tree import areas_for, in_order, rules_of
from linli.foundation.territory.states import Kind

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from linli.kernel.actor import Actor

#: A list of radio buttons longer than that is no help: the search field narrows it.
MOST_CHOICES = 40


def kind_labels(county: Area) -> dict[str, str]:
    """What the county calls its kinds of areas."""
    return {level.kind: level.label for level in rules_of(county).territory.levels}


def child_kinds(area: Area) -> list[tuple[str, str]]:
    """(kind, label) of what may stand under an area by the county's method."""
    levels = rules_of(area).territory.levels
    return [(level.kind, level.label) for level in levels if area.kind in level.parents]


def grid_kinds(area: Area) -> list[tuple[str, str]]:
    """(kind, label) of the grids that the county's method knows."""
    return [(kind, rule.label) for kind, rule in rules_of(area).territory.grid_kinds.items()]


def community_types(area: Area) -> list[tuple[str, str]]:
    """(code, label) of the community types of the county's method; often none."""
    return [(code, rule.label) for code, rule in rules_of(area).territory.community_types.items()]


def compound_types(area: Area) -> list[tuple[str, str]]:
    """(code, label) of the compound types of the county's method; often none."""
    return [(code, rule.label) for code, rule in rules_of(area).territory.compound_types.items()]


def find_areas(actor: Actor, text: str) -> QuerySet[Area]:
    """Open areas that the actor may see, by a part of the name or by code, highest first."""
    found = areas_for(actor).filter(Q(name__contains=text) | Q(short_name=text) | Q(code__startswith=text))
    return found.select_related("parent", "county").order_by("depth", "path")


def parents_for(actor: Actor, area: Area, text: str = "") -> list[Area]:
    """Where an area may be moved: places of a fitting kind that the actor may change, the nearest ones without `text`."""
    level = rules_of(area).territory.level(area.kind)
    kinds = list(level.parents) if level else []
    found = areas_for(actor, kinds=kinds or [""], permission=CHANGE).filter(county_id=area.county_id)
    found = found.exclude(path__startswith=area.path).exclude(pk=area.parent_id or 0)
    if text:
        found = found.filter(Q(name__contains=text) | Q(code__startswith=text))
    elif area.parent and area.parent.parent_id:
        found = found.filter(parent_id=area.parent.parent_id)
    return list(found.select_related("parent").order_by("path")[:MOST_CHOICES])


def neighbours_of(actor: Actor, area: Area) -> list[Area]:
    """Open areas of the same kind under the same parent that the actor may change: what a merge may take in."""
    found = areas_for(actor, kinds=[area.kind], permission=CHANGE).filter(parent_id=area.parent_id).exclude(pk=area.pk)
    return list(found.order_by("order", "code", "id"))


def split_children(area: Area) -> list[Area]:
    """The open children that a split has to share out."""
    return sorted(Area.unscoped.filter(parent=area, valid_to=None).defer("boundary"), key=in_order)


def split_ranges(area: Area) -> list[AddressRange]:
    """The house numbers that a split has to share out."""
    return addresses_of(area)


def stickers_below(actor: Actor, area: Area) -> QuerySet[Area]:
    """Open buildings and stairwells in an area (itself included) that the actor may see, for a sheet of QR codes."""
    found = areas_for(actor, kinds=[Kind.BUILDING, Kind.STAIRWELL], permission=VIEW).filter(path__startswith=area.path)
    return found.select_related("compound", "parent").order_by("path")
