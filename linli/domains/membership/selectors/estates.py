"""Compounds: check-ins of members there, and the places for new ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.http import Http404

from linli.domains.membership.models import CheckIn, Membership, Quota
from linli.domains.membership.rules import QuotaUse
from linli.domains.membership.selectors._reach import VIEW, Page, across_bodies, within_county
from linli.foundation.organizations import selectors as organizations
from linli.foundation.territory import selectors as territory
from linli.kernel.actor import Actor
from linli.kernel.scoping import paged

if TYPE_CHECKING:
    from linli.domains.membership.method import MembershipRules


@dataclass(frozen=True, slots=True)
class CompoundRow:
    """A compound with its places of a year."""

    compound: Any
    use: QuotaUse
    is_set: bool


def compounds_of(actor: Actor, permission: str = VIEW) -> Any:
    """Open compounds on the ground of the actor's organizations."""
    return territory.compounds_on(organizations.ground_of(actor.org_ids(permission)))


def compound_choices(actor: Actor) -> list[tuple[int, str]]:
    """Compounds where the actor's organizations work."""
    return [(one.pk, f"{one.name} · {one.area.name}") for one in compounds_of(actor)]


def compound_in_reach(actor: Actor, pk: int, permission: str = VIEW) -> Any:
    """One of these compounds; Http404 for any other."""
    found = compounds_of(actor, permission).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@within_county
def quota_rows(actor: Actor, rules: MembershipRules, *, year: int, number: Any = 1) -> Page[Any]:
    """Compounds with allotted, used and remaining places of a year (Q20); what isn't set has what the method asks for."""
    page = paged(compounds_of(actor), number)
    ids = [one.pk for one in page.object_list]
    kept = dict(Quota.unscoped.filter(compound__in=ids, year=year).values_list("compound", "allotted"))
    used = taken(ids, year)
    least = rules.quota.at_least if rules.quota else 0
    page.object_list = [
        CompoundRow(one, QuotaUse(kept.get(one.pk, least), used.get(one.pk, 0)), one.pk in kept)
        for one in page.object_list
    ]
    return page


def taken(compounds: list[int], year: int) -> dict[int, int]:
    """How many became members in these compounds in a year, ended memberships too: a place is taken once."""
    admitted = Membership.unscoped.filter(compound__in=compounds, admitted_on__year=year)
    with across_bodies():
        return dict(admitted.order_by().values_list("compound").annotate(found=Count("pk")))


@within_county
def checkin_counts(actor: Actor, rules: MembershipRules, *, number: Any = 1) -> Page[Any]:
    """Compounds with how many members showed up there, and how many of them work in offices (Q24); the most first."""
    office = Q(membership__kind__in=rules.office())
    found = CheckIn.scoped.visible_to(actor).order_by().values("compound", "compound__name", "area__name")
    counted = found.annotate(people=Count("membership", distinct=True), office=Count("pk", filter=office))
    return paged(counted.order_by("-people", "compound__name"), number)


def quota_of(compound: Any, year: int) -> QuotaUse | None:
    """The places of a compound in a year; None where the county has no quota. For services, within their reach."""
    rule = territory.rules_of(compound.area).membership.quota
    if rule is None:
        return None
    row = Quota.unscoped.filter(compound=compound, year=year).first()
    return QuotaUse(row.allotted if row else rule.at_least, taken([compound.pk], year).get(compound.pk, 0))
