"""What forms offer: areas, hosts, superiors, founders, who may look after a site; each only as far as the actor reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from linli.domains.formations.models import Site
from linli.domains.formations.permissions import RUN
from linli.foundation.organizations import selectors as organizations
from linli.foundation.organizations.method import PARTY_KINDS
from linli.foundation.territory import selectors as territory
from linli.foundation.territory.method import RANK_OF

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

Choices = list[tuple[Any, str]]
MOST = 1000
#: Sites lie in grids, or above them where nobody knows better.
_KINDS = tuple(
    kind for kind, rank in RANK_OF.items() if rank in ("county", "district", "township", "community", "grid")
)
#: Kinds of organizations that may stand above a party organization on a site: party organizations, and committees of a trade.
SUPERIORS = (*PARTY_KINDS, "industry_committee")


def options(table: dict[str, Any]) -> Choices:
    """(code, label) of a table of the method."""
    return [(code, one.label) for code, one in table.items()]


def area_choices(actor: Actor) -> Choices:
    """Areas where the actor keeps sites, from the county down to grids."""
    found = territory.areas_for(actor, kinds=_KINDS, permission=RUN).order_by("path")
    return [(one.pk, one.name) for one in found[:MOST]]


def area_in_reach(actor: Actor, pk: int) -> Any:
    """An area where the actor keeps sites; Http404 for a hidden one, PermissionDenied for others."""
    area = territory.area_for(actor, pk)
    if not actor.reaches(RUN, area.path):
        raise PermissionDenied
    return area


def _directory(actor: Actor, kinds: tuple[str, ...] = ()) -> list[Any]:
    county = organizations.county_for(actor)
    return organizations.organizations_in(county, kinds) if county is not None else []


def host_choices(actor: Actor) -> Choices:
    """Firms, platforms and other units of the county that aren't party organizations."""
    return [(one.pk, one.name) for one in _directory(actor) if one.kind not in PARTY_KINDS]


def superior_choices(actor: Actor) -> Choices:
    """Organizations that may stand above a party organization on a site."""
    return [(one.pk, one.name) for one in _directory(actor, SUPERIORS)]


def founder_choices(actor: Actor) -> Choices:
    """Party organizations of the county."""
    return [(one.pk, one.name) for one in _directory(actor, PARTY_KINDS)]


def caring_choices(site: Site) -> Choices:
    """Party organizations that work for the place where a site lies, the nearest first."""
    return [(one.pk, one.name) for one in organizations.party_bodies_at(site.area)]


def organization_in_county(actor: Actor, pk: int | None) -> Any:
    """An organization of the actor's county; None for None, Http404 for others."""
    if pk is None:
        return None
    found = organizations.organization_by_id(pk)
    if not actor.is_system and found.county_id != actor.county_id:
        raise Http404
    return found
