"""Party organizations: what lies below them, on what ground they work, and which one is nearest to a place. Without scope."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from linli.foundation.organizations.method import PARTY_KINDS
from linli.foundation.territory.scoping import below

if TYPE_CHECKING:
    from linli.foundation.organizations.models import Organization
    from linli.foundation.territory.models import Area

#: Committee of the county, of the street, general branch, branch, group: no line of command is longer.
_DEPTH = 4


def with_parts(bodies: Iterable[int]) -> Any:
    """Ids of these organizations and of all below them by either line of command, for use in a condition."""
    ids = list(bodies)
    wanted = Q(pk__in=ids) | Q(second_superior__in=ids)
    for depth in range(1, _DEPTH + 1):
        wanted |= Q(**{"__".join(["parent"] * depth) + "__in": ids})
    return _table().unscoped.filter(wanted).order_by().values("pk")


def families(county_id: int, bodies: Iterable[int]) -> dict[int, frozenset[int]]:
    """Each of these organizations with all open ones below it by either line of command, itself among them: one statement for all."""
    links: dict[int, list[int]] = {}
    found = _table().unscoped.filter(county_id=county_id, kind__in=PARTY_KINDS, valid_to=None).order_by()
    for pk, first, second in found.values_list("pk", "parent", "second_superior"):
        for above in filter(None, (first, second)):
            links.setdefault(above, []).append(pk)
    return {body: _family(body, links) for body in bodies}


def _family(body: int, links: dict[int, list[int]]) -> frozenset[int]:
    """Ends on a ring that slipped in."""
    seen, waiting = {body}, [body]
    while waiting:
        fresh = set(links.get(waiting.pop(), ())) - seen
        seen |= fresh
        waiting.extend(fresh)
    return frozenset(seen)


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
    return next((one for one in party_bodies_at(area) if one.kind != "party_group"), None)


def party_bodies_at(area: Area) -> list[Organization]:
    """Party organizations that work for a place, groups too, the nearest first: seated in it or in an area above it, below the county."""
    line = [int(part) for part in area.path.split(".") if part][1:]
    near = _of_the_place() & (Q(area_id__in=line) | Q(serves__in=line))
    found = _table().unscoped.filter(near, county_id=area.county_id, valid_to=None).select_related("area").distinct()
    rank = {pk: place for place, pk in enumerate(line)}
    return sorted(found.order_by("-pk"), key=lambda one: -rank.get(one.area_id, -1))


def is_of_the_place(body: Organization) -> bool:
    """Whether a party organization works for a place, as `ground_of` has it; its parent and its seat are read."""
    free = body.parent is None or body.parent.kind in PARTY_KINDS
    seated = body.area.depth > 0 or body.kind == "party_committee"
    return body.kind in PARTY_KINDS and body.has_ground and free and seated


def within_unit(unit: Any) -> Any:
    """Open party organizations directly within a unit (its id, or what gives it), for use in a condition."""
    return _table().unscoped.filter(parent=unit, kind__in=PARTY_KINDS, valid_to=None)


def units_without(county_id: int, kinds: Iterable[str]) -> Any:
    """Open organizations of these kinds within which there is no party organization, by name; to be narrowed further."""
    found = _table().unscoped.filter(county_id=county_id, kind__in=list(kinds), valid_to=None)
    return found.filter(~Exists(within_unit(OuterRef("pk")))).select_related("area").order_by("name", "pk")


def _of_the_place() -> Q:
    """Party organizations that work for a place: not those within a unit, on a site or a fleet (Q38), nor branches without any place
    of their own.
    """
    free = Q(parent=None) | Q(parent__kind__in=PARTY_KINDS)
    return Q(kind__in=PARTY_KINDS, has_ground=True) & free & (Q(area__depth__gt=0) | Q(kind="party_committee"))


def _table() -> Any:
    """Asked late, since models of upper apps name these conditions."""
    return apps.get_model("organizations", "Organization")
