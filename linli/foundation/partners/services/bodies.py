"""Adding partners, and switching them off and on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from linli.foundation.audit import services as audit
from linli.foundation.partners import events
from linli.foundation.partners.models import Partner
from linli.foundation.partners.selectors import has_partners
from linli.foundation.partners.states import MANAGE, PartnerKind
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import one_line
from linli.kernel.scoping import keep_in_scope

if TYPE_CHECKING:
    from linli.foundation.territory.models import Area


@transaction.atomic
def add_partner(
    actor: Actor, *, county: Area, name: str, kind: str = PartnerKind.OTHER, organization: Any = None
) -> Partner:
    """Write a system down; it comes in with keys only. `organization`: the body for which it speaks, of the same county.

    Raises RuleBroken partners.name_taken, partners.other_county; OutOfScope where the actor doesn't look after partners.
    """
    name = one_line(name, 60)
    if organization is not None and organization.county_id != county.pk:
        raise RuleBroken("partners.other_county")
    if Partner.unscoped.filter(county=county, name=name).exists():
        raise RuleBroken("partners.name_taken", name=name)
    made = Partner.unscoped.create(
        county=county, area=county, name=name, kind=PartnerKind(kind), organization=organization, added_at=clock.now()
    )
    keep_in_scope(actor, made, MANAGE)
    has_partners.is_so(county.pk)
    audit.record(actor, events.PartnerAdded(name), subject=made, county_id=county.pk)
    return made


@transaction.atomic
def switch_partner(actor: Actor, *, partner: Partner, active: bool) -> Partner:
    """Switch a system off, so that none of its keys holds, or on again; harmless when it stands so already."""
    row: Partner = Partner.unscoped.select_for_update().get(pk=partner.pk)
    keep_in_scope(actor, row, MANAGE)
    if row.active != active:
        row.active = active
        row.save(update_fields=["active"])
        happened = events.PartnerStarted() if active else events.PartnerStopped()
        audit.record(actor, happened, subject=row, county_id=row.county_id)
    return row
