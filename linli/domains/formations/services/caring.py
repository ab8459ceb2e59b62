"""A party organization of the place looks after a site that has none of its own (X9)."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from linli.domains.formations import events
from linli.domains.formations.models import Care, Site
from linli.domains.formations.selectors.reach import rules_at
from linli.domains.formations.selectors.sites import cover_of, covered
from linli.domains.formations.services import _base
from linli.domains.formations.states import Cover
from linli.foundation.audit.services import record
from linli.foundation.organizations import selectors as organizations
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.words import N_

_HANDED_OVER, _HAS_OWN = N_("Another one looks after it"), N_("It has one of its own")


@transaction.atomic
def look_after(actor: Actor, *, site: Site, organization: Any) -> Care:
    """A party organization of the place looks after the site from today on; whoever did until now doesn't any more.

    Raises RuleBroken: formations.no_fallback, .site_closed, .has_own, .not_its_ground, .cared_already, .unit_ended, .other_county; OutOfScope.
    """
    row = _base.hold_site(actor, site)
    if rules_at(row.county).fallback is None:
        raise RuleBroken("formations.no_fallback")
    body = _base.alive(row.county_id, organization)
    if body.pk not in {one.pk for one in organizations.party_bodies_at(row.area)}:
        raise RuleBroken("formations.not_its_ground", name=body.name)
    if cover_of(row) == Cover.OWN:
        raise RuleBroken("formations.has_own", name=row.name)
    if Care.objects.filter(site=row, organization=body, to_on=None).exists():
        raise RuleBroken("formations.cared_already", name=body.name)
    end_open_care(actor, row, gettext(_HANDED_OVER))
    made = Care.objects.create(site=row, organization=body, from_on=clock.today())
    record(actor, events.Cared(body.name), subject=row, county_id=row.county_id)
    return made


@transaction.atomic
def end_care(actor: Actor, *, site: Site, reason: str) -> Site:
    """Nobody looks after the site from now on. Raises RuleBroken formations.not_cared, .site_closed, .words_needed; OutOfScope."""
    row = _base.hold_site(actor, site)
    if not end_open_care(actor, row, _base.line(reason, 200)):
        raise RuleBroken("formations.not_cared")
    return row


def end_needless() -> int:
    """End the care of sites that have a party organization of their own by now, as one within their firm was added to the directory;
    returns how many.
    """
    system, ended = _base.SYSTEM, 0
    found = Site.unscoped.filter(cares__to_on=None, cares__isnull=False).annotate(cover=covered())
    for site in list(found.filter(cover=Cover.OWN)):
        with transaction.atomic():
            Site.unscoped.select_for_update(of=("self",)).get(pk=site.pk)
            ended += end_open_care(system, site, gettext(_HAS_OWN))
    return ended


def end_for_own(actor: Actor, site: Site) -> None:
    """What looked after a held site needn't any more: one of its own was set up."""
    end_open_care(actor, site, gettext(_HAS_OWN))


def end_open_care(actor: Actor, site: Site, reason: str, *, unless_at: Any = None) -> bool:
    """End the care of a held site, unless whoever cares works for the place `unless_at`; whether there was any to end."""
    care = Care.objects.filter(site=site, to_on=None).select_related("organization").first()
    if care is None:
        return False
    if unless_at is not None and care.organization_id in {one.pk for one in organizations.party_bodies_at(unless_at)}:
        return False
    care.to_on, care.reason = clock.today(), reason[:200]
    care.save(update_fields=["to_on", "reason"])
    record(actor, events.CareEnded(care.organization.name, care.reason), subject=site, county_id=site.county_id)
    return True
