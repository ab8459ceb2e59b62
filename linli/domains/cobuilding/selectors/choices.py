"""What forms offer: places, compounds, people, units and sides, each only as far as the actor reaches."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from linli.domains.cobuilding.method import CobuildingRules, Named, PairingKind, ProjectLevel
from linli.domains.cobuilding.permissions import ACT, RUN, VIEW
from linli.domains.cobuilding.selectors.reach import is_side
from linli.foundation.organizations import selectors as organizations
from linli.foundation.people import selectors as people
from linli.foundation.territory import selectors as territory

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

Choices = list[tuple[Any, str]]
COMMUNITIES = ("community", "village")
_ABOVE = ("street", "town", "zone")
MOST = 500


def county_rules(actor: Actor) -> CobuildingRules:
    """The section of the actor's county; an empty one for accounts without a county."""
    county = organizations.county_for(actor)
    return territory.rules_of(county).cobuilding if county is not None else CobuildingRules()


def kind_choices(table: dict[str, Named] | dict[str, PairingKind] | dict[str, ProjectLevel]) -> Choices:
    """(code, label) of a table of the method."""
    return [(code, one.label) for code, one in table.items()]


def area_choices(actor: Actor, permission: str = RUN, *, above: bool = False) -> Choices:
    """Communities where the actor holds a permission by area; with `above` also streets and towns."""
    if not (actor.is_system or actor.paths(permission)):
        return []
    kinds = (*_ABOVE, *COMMUNITIES) if above else COMMUNITIES
    found = territory.areas_for(actor, kinds=kinds, permission=permission).order_by("path")[:MOST]
    return [(one.pk, one.name) for one in found]


def area_in_reach(actor: Actor, pk: int, permission: str = RUN) -> Any:
    """A place where the actor holds a permission by area; Http404 for a hidden one, PermissionDenied for others."""
    area = territory.area_for(actor, pk)
    if not actor.reaches(permission, area.path):
        raise PermissionDenied
    return area


def place_for(actor: Actor, pk: int) -> Any:
    """A community of the actor's own county, whoever acts there; Http404 for others."""
    area = territory.area_by_id(pk)
    if not actor.is_system and area.county_id != actor.county_id:
        raise Http404
    return area


def compound_choices(actor: Actor, permission: str = RUN) -> Choices:
    """Compounds of communities where the actor holds a permission, by name."""
    below = territory.areas_for(actor, permission=permission).order_by().values("pk")
    return [
        (one.pk, f"{one.name} · {one.area.name}") for one in territory.compounds_on(below).select_related("area")[:MOST]
    ]


def open_places(actor: Actor, ground: str) -> Choices:
    """Communities (or compounds) of the whole county, with which any of its units may register."""
    county = organizations.county_for(actor)
    if county is None:
        return []
    below = territory.descendants(county).filter(kind__in=COMMUNITIES)
    if ground == "compound":
        found = territory.compounds_on(below.order_by().values("pk")).select_related("area")[:MOST]
        return [(one.pk, f"{one.name} · {one.area.name}") for one in found]
    return [(one.pk, one.name) for one in below.order_by("path")[:MOST]]


def open_compound(actor: Actor, pk: int) -> Any:
    """A compound of the actor's own county; Http404 for others."""
    county = organizations.county_for(actor)
    places = territory.descendants(county).order_by().values("pk") if county is not None else ()
    found = territory.compounds_on(places).filter(pk=pk).select_related("area__county").first()
    if found is None:
        raise Http404
    return found


def compounds_in_reach(actor: Actor, ids: Iterable[int]) -> list[Any]:
    """Compounds that the actor may see, in the order of the ids; Http404 for a hidden one."""
    return [territory.compound_for(actor, pk) for pk in ids]


def card_choices(actor: Actor) -> Choices:
    """Staff that the actor sees."""
    return [(one.pk, f"{one.name} · {one.area.name}") for one in people.staff_for(actor).select_related("area")[:MOST]]


def card_in_reach(actor: Actor, pk: int) -> Any:
    """One of the staff that the actor sees; Http404 else."""
    return people.staff_card_for(actor, pk)


def unit_choices(actor: Actor, *, own: bool = False) -> Choices:
    """Bodies that register by the county's method; with `own` only those for which the actor acts."""
    county = organizations.county_for(actor)
    if county is None:
        return []
    rule = territory.rules_of(county).cobuilding.registration
    found = organizations.organizations_in(county, rule.bodies if rule else ())
    mine = actor.org_ids(ACT)
    return [(one.pk, one.name) for one in found if not own or one.pk in mine][:MOST]


def unit_in_reach(actor: Actor, pk: int) -> Any:
    """A body of the actor's own county (a directory is open to its staff); Http404 for others."""
    found = organizations.organization_by_id(pk)
    if not actor.is_system and found.county_id != actor.county_id:
        raise Http404
    return found


def claimant_choices(actor: Actor, entry: Any) -> Choices:
    """For whom the actor may claim a part of an entry: "o7" a unit, "a12" a community; never for who posted it."""
    units = [(f"o{pk}", label) for pk, label in unit_choices(actor, own=True) if pk != entry.organization_id]
    places = area_choices(actor, ACT) if actor.paths(ACT) else []
    own = entry.area_id if entry.organization_id is None else None
    return [*units, *((f"a{pk}", label) for pk, label in places if pk != own)]


def claimant_for(actor: Actor, code: str) -> dict[str, Any]:
    """`organization` or `claimant` of a code of `claimant_choices`; PermissionDenied where the actor isn't that side."""
    pk = int(code[1:])
    if code.startswith("o"):
        unit = unit_in_reach(actor, pk)
        if not is_side(actor, unit.area, unit.pk):
            raise PermissionDenied
        return {"organization": unit}
    return {"claimant": area_in_reach(actor, pk, ACT)}


def ground_of(actor: Actor) -> Any:
    """Ids of the places that the actor may look at, as a query."""
    return territory.areas_for(actor, permission=VIEW).order_by().values("pk")
