"""Party organizations: what lies below them, on what ground they work, and which one is nearest to a place. Without scope."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Q

from linli.foundation.territory.scoping import below

if TYPE_CHECKING:
    from linli.foundation.organizations.models import Organization
    from linli.foundation.territory.models import Area

#: Kinds of organizations that have members.
PARTY_KINDS = ("party_committee", "general_branch", "party_branch", "party_group")

#: Committee of the county, of the street, general branch, branch, group: no line of command is longer.
_DEPTH = 4


def with_parts(bodies: Iterable[int]) -> Any:
    """Ids of these organizations and of all below them by either line of command, for use in a condition."""
    ids = list(bodies)
    wanted = Q(pk__in=ids) | Q(second_superior__in=ids)
    for depth in range(1, _DEPTH + 1):
        wanted |= Q(**{"__".join(["parent"] * depth) + "__in": ids})
    return _table().unscoped.filter(wanted).order_by().values("pk")


def party_bodies(county: Area) -> list[Organization]:
    """Open party organizations of a county, by name."""
    found = _table().unscoped.filter(county=county, kind__in=PARTY_KINDS, valid_to=None)
    return list(found.select_related("area").order_by("name", "pk"))


def ground_of(bodies: Iterable[int]) -> Any:
    """Ids of the areas on which these party organizations work: what lies below their seats, and what they serve.

    Branches within a unit (a bureau's, a company's) have no ground of their own, wherever they are seated.
    """
    found = _table().unscoped.filter(_of_the_place(), pk__in=list(bodies), valid_to=None)
    paths = [path for pair in found.values_list("area__path", "serves__path") for path in pair if path]
    area: Any = apps.get_model("territory", "Area")
    return area.unscoped.filter(below(dict.fromkeys(paths))).order_by().values("pk")


def has_seat_above(bodies: Iterable[int], area: Area) -> bool:
    """Whether any of these party organizations works for a place above `area`: its street, its county."""
    line = [int(part) for part in area.path.split(".") if part][:-1]
    found = _table().unscoped.filter(_of_the_place(), pk__in=list(bodies), valid_to=None, area_id__in=line)
    return bool(found.exists())


def party_body_at(area: Area) -> Organization | None:
    """The party organization nearest to a place: seated in it, or in the lowest area above it; None below the county."""
    line = [int(part) for part in area.path.split(".") if part][1:]
    near = _of_the_place() & ~Q(kind="party_group") & (Q(area_id__in=line) | Q(serves__in=line))
    found = _table().unscoped.filter(near, county_id=area.county_id, valid_to=None).select_related("area").distinct()
    rank = {pk: place for place, pk in enumerate(line)}
    best: Organization | None = max(found.order_by("-pk"), key=lambda one: rank.get(one.area_id, -1), default=None)
    return best


def _of_the_place() -> Q:
    """Party organizations that work for a place: not those within a unit, nor branches without any place of their own."""
    free = Q(parent=None) | Q(parent__kind__in=PARTY_KINDS)
    return Q(kind__in=PARTY_KINDS) & free & (Q(area__depth__gt=0) | Q(kind="party_committee"))


def _table() -> Any:
    """Asked late, since models of upper apps name these conditions."""
    return apps.get_model("organizations", "Organization")
