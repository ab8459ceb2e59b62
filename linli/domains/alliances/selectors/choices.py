"""What forms offer: areas, units, people, alliances, members, rows of the table; each only as far as the actor reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from linli.domains.alliances.method import AllianceRules
from linli.domains.alliances.models import Alliance, Member
from linli.domains.alliances.permissions import FOUND
from linli.domains.alliances.selectors.reach import in_county, rules_at, within_county
from linli.domains.alliances.states import Membership
from linli.foundation.organizations import selectors as organizations
from linli.foundation.people import selectors as people
from linli.foundation.territory import selectors as territory
from linli.foundation.territory.method import RANK_OF

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

Choices = list[tuple[Any, str]]
MOST = 500
#: Kinds of areas in which some alliance may stand; buildings are too many to be offered before somebody says a name.
_KINDS = tuple(kind for kind, rank in RANK_OF.items() if rank in ("county", "district", "township", "community"))


def options(table: dict[str, Any]) -> Choices:
    """(code, label) of a table of the method."""
    return [(code, one.label) for code, one in table.items()]


def area_choices(actor: Actor, text: str = "") -> Choices:
    """Areas where the actor founds alliances: those from the county down to communities, or with `text` all of that name."""
    words = text.strip()[:40]
    kinds = (*_KINDS, "building") if words else _KINDS
    found = territory.areas_for(actor, kinds=kinds, permission=FOUND).filter(name__icontains=words).order_by("path")
    return [(one.pk, one.name) for one in found[:MOST]]


def area_in_reach(actor: Actor, pk: int) -> Any:
    """An area where the actor founds alliances; Http404 for a hidden one, PermissionDenied for others."""
    area = territory.area_for(actor, pk)
    if not actor.reaches(FOUND, area.path):
        raise PermissionDenied
    return area


def unit_choices(actor: Actor) -> Choices:
    """All open organizations of the county: a directory."""
    county = organizations.county_for(actor)
    return [(one.pk, one.name) for one in organizations.organizations_in(county)] if county is not None else []


def unit_in_county(actor: Actor, pk: int | None) -> Any:
    """An organization of the actor's county; None for None, Http404 for others."""
    if pk is None:
        return None
    found = organizations.organization_by_id(pk)
    if not actor.is_system and found.county_id != actor.county_id:
        raise Http404
    return found


def card_choices(actor: Actor) -> Choices:
    """Staff that the actor sees."""
    return [(one.pk, f"{one.name} · {one.area.name}") for one in people.staff_for(actor).select_related("area")[:MOST]]


def card_in_reach(actor: Actor, pk: int | None) -> Any:
    """One of the staff that the actor sees; None for None, Http404 else."""
    return people.staff_card_for(actor, pk) if pk is not None else None


def parent_choices(actor: Actor, rules: AllianceRules) -> Choices:
    """Open alliances of which another may be a branch."""
    kinds = {one.parent for one in rules.kinds.values() if one.parent}
    found = Alliance.scoped.visible_to(actor).filter(kind__in=kinds, closed_on=None).order_by("name", "pk")[:MOST]
    return [(one.pk, one.name) for one in found]


@within_county
def member_choices(actor: Actor, alliance: Alliance) -> Choices:
    """Confirmed member units of an alliance that was fetched in scope."""
    found = Member.unscoped.filter(alliance=alliance, state=Membership.CONFIRMED, organization__isnull=False)
    return [
        (one.pk, one.who) for one in found.select_related("organization").order_by("organization__name", "pk")[:MOST]
    ]


def member_of(actor: Actor, alliance: Alliance, pk: int) -> Member:
    """A member of an alliance that was fetched in scope; Http404 else."""
    with in_county(actor):
        found: Member | None = (
            Member.unscoped.filter(pk=pk, alliance=alliance).select_related("alliance__area", "organization").first()
        )
    if found is None:
        raise Http404
    return found


def score_rows(area: Any) -> Choices:
    """Rows of the method's table: "activity/level" with its points."""
    rule = rules_at(area).points
    if rule is None:
        return []
    return [
        (f"{code}/{level}", f"{one.label} · {rule.levels[level].label} · {points:g}")
        for code, one in rule.activities.items()
        for level, points in one.points.items()
    ]


def deliberation_topics(area: Any) -> Choices:
    """Topics of deliberation that are in its scope at a place."""
    found = territory.rules_of(area).deliberation.topics
    return [(code, one.label) for code, one in found.items() if one.in_scope]
