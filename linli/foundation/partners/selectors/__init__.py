"""Every question about partners: as administrators see them, and as whom a partner acts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext

from linli.foundation.audit import selectors as audit
from linli.foundation.organizations import selectors as organizations
from linli.foundation.partners import registry
from linli.foundation.partners.models import KeyUse, Partner, PartnerKey
from linli.foundation.partners.states import ACTOR_KIND
from linli.foundation.territory import selectors as territory
from linli.kernel import clock, policy
from linli.kernel.actor import Actor, Grant
from linli.kernel.policy import Reach
from linli.kernel.whether import Whether

#: Lines of the log of use that a page shows.
USES = 50


def partners_for(actor: Actor) -> QuerySet[Partner]:
    """Partners that the actor looks after, by name; `live_keys` counts keys that hold now, `used_at` is their last use."""
    now = clock.now()
    holds = Q(keys__revoked_at=None, keys__starts_at__lte=now, keys__expires_at__gt=now)
    rows = Partner.scoped.visible_to(actor).select_related("organization", "county").defer("county__boundary")
    found: QuerySet[Partner] = rows.annotate(live_keys=Count("keys", filter=holds), used_at=Max("keys__last_used_at"))
    return found


def partner_for(actor: Actor, pk: int, to: str | None = None) -> Partner:
    """One partner; Http404 when hidden, PermissionDenied when it may be seen but not `to` (a permission)."""
    found = partners_for(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    if to and not Partner.scoped.visible_to(actor, to).filter(pk=pk).exists():
        raise PermissionDenied
    return found


def key_for(actor: Actor, pk: int) -> PartnerKey:
    """One key of a partner that the actor looks after; Http404 else."""
    seen = Partner.scoped.visible_to(actor).order_by().values("pk")
    found = PartnerKey.objects.filter(pk=pk, partner__in=seen).select_related("partner").first()
    if found is None:
        raise Http404
    return found


def partner_by_id(pk: int) -> Partner:
    """One partner without scope, for services and jobs; Http404 when there is none."""
    found = Partner.unscoped.filter(pk=pk).select_related("county").first()
    if found is None:
        raise Http404
    return found


def ids_speaking_for(organization_id: int) -> list[int]:
    """Partners that are switched on and speak for an organization, by id."""
    return list(
        Partner.unscoped.filter(organization=organization_id, active=True).order_by("pk").values_list("pk", flat=True)
    )


#: Whether other systems work with a county at all: if not, what happens there needn't be told to any. Ten seconds of memory are far less
#: than it takes to give a new system its first key.
has_partners = Whether(lambda county_id: Partner.unscoped.filter(county_id=county_id).exists())


def facts_of(partner: Partner) -> dict[str, Any]:
    """What a partner's page shows beside the partner itself, which was fetched in scope."""
    keys = list(PartnerKey.objects.filter(partner=partner).defer("secret_sealed", "secret_hash"))
    uses = KeyUse.objects.filter(key__partner=partner).select_related("key").defer("key__secret_sealed")
    return {
        "keys": [(key, scope_labels(key.scopes)) for key in keys],
        "uses": [(use, *scope_labels([use.scope])) for use in uses[:USES]],
        "history": audit.timeline(partner),
    }


def scope_labels(codes: Iterable[str]) -> list[str]:
    """Scopes in words; one that no app declares any more shows its code."""
    known = registry.scopes()
    return [gettext(known[code].label) if code in known else code for code in codes]


def scope_choices() -> list[tuple[str, str]]:
    """What a key may be for."""
    return [(one.code, gettext(one.label)) for one in registry.scopes().values()]


def add_choices(actor: Actor) -> dict[str, list[tuple[Any, str]]]:
    """What the form for a new partner offers: counties of the actor, and organizations."""
    return {
        "counties": [(area.pk, area.name) for area in territory.areas_for(actor, kinds=("county",))],
        "organizations": [(body.pk, body.name) for body in organizations.organizations_for(actor)],
    }


def place_for(actor: Actor, county: str, organization: str) -> dict[str, Any]:
    """The county and the organization that a form named, as far as the actor may see them; Http404 for others."""
    return {
        "county": territory.area_for(actor, int(county)),
        "organization": organizations.organization_for(actor, int(organization)) if organization else None,
    }


def actor_of(partner: Partner, scopes: Iterable[str]) -> Actor:
    """As whom a partner acts with a key for `scopes`: under its own name, in the roles that the scopes bring, in its county or for
    its organization. No statement where the county is at hand.
    """
    known = registry.scopes()
    body = partner.organization_id
    roles = [known[code].role_of(body) for code in scopes if code in known]
    grants = [grant for role in roles if (grant := _grant(partner, role))]
    return Actor(
        account_id=None, label=partner.name, county_id=partner.county_id, grants=tuple(dict.fromkeys(grants)),
        organizations=frozenset({body} if body else ()), kind=ACTOR_KIND,
    )  # fmt: skip


def _grant(partner: Partner, role: str) -> Grant | None:
    if policy.role(role).reach is Reach.AREA:
        return Grant(role, path=partner.county.path)
    return Grant(role, organization_id=partner.organization_id) if partner.organization_id else None
