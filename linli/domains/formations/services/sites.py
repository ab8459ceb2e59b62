"""Sites are put on the list, move, and are taken off (Q38, X9)."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from linli.domains.formations import events
from linli.domains.formations.models import Formation, Site
from linli.domains.formations.selectors.choices import SUPERIORS
from linli.domains.formations.selectors.reach import rules_at
from linli.domains.formations.services import _base
from linli.domains.formations.services.caring import end_open_care
from linli.foundation.audit.services import record
from linli.foundation.organizations import services as organizations
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken


@transaction.atomic
def list_site(actor: Actor, *, area: Any, kind: str, name: str, host: Any = None) -> Site:
    """Put a workplace, a fleet or a firm on the list. `host` is the firm or platform behind it.

    Raises RuleBroken: formations.unknown (kind), .site_exists, .other_county, .unit_ended (host), .words_needed; OutOfScope.
    """
    _base.may(actor, area)
    if kind not in rules_at(area).sites:
        raise RuleBroken("formations.unknown")
    row = Site(county_id=area.county_id, area=area, kind=kind, name=_base.line(name, 80), listed_on=clock.today())
    row.host = _base.alive(row.county_id, host) if host is not None else None
    _save(row, force_insert=True)
    record(actor, events.SiteListed(), subject=row, county_id=row.county_id)
    return row


@transaction.atomic
def move_site(actor: Actor, *, site: Site, area: Any, superior: Any = None) -> Site:
    """A site or fleet is somewhere else from now on. What is set up on it moves with its people: it gets the new seat and, where it is said,
    another `superior`; nobody's membership changes. Who looked after it doesn't any more when the place isn't theirs.

    Raises RuleBroken: formations.site_closed, .other_county, .site_exists, .not_a_superior, .unit_ended; OutOfScope at either end.
    """
    row = _base.hold_site(actor, site)
    _base.may(actor, area)
    if area.county_id != row.county_id:
        raise RuleBroken("formations.other_county")
    if row.area_id == area.pk and superior is None:
        return row
    before, row.area = row.area, area
    _save(row, update_fields=["area"])
    for formation in Formation.unscoped.filter(site=row, organization__valid_to=None).select_related("organization"):
        _seat(actor, formation, area, superior)
    if before.pk != area.pk:
        end_open_care(actor, row, f"{before.name} → {area.name}", unless_at=area)
        record(actor, events.SiteMoved(before.name, area.name), subject=row, county_id=row.county_id)
    return row


@transaction.atomic
def close_site(actor: Actor, *, site: Site, reason: str) -> Site:
    """The site isn't there any more. What is set up on it has to be dissolved first.

    Raises RuleBroken: formations.site_closed, .has_own, .words_needed; OutOfScope.
    """
    row = _base.hold_site(actor, site)
    if Formation.unscoped.filter(site=row, organization__valid_to=None).exists():
        raise RuleBroken("formations.has_own", name=row.name)
    words = _base.line(reason, 200)
    row.closed_on = clock.today()
    row.save(update_fields=["closed_on"])
    end_open_care(actor, row, words)
    record(actor, events.SiteClosed(words), subject=row, county_id=row.county_id)
    return row


def _seat(actor: Actor, formation: Formation, area: Any, superior: Any) -> None:
    organizations.move_organization(_base.SYSTEM, organization=formation.organization, area=area)
    if superior is not None:
        above = check_superior(formation.county_id, superior)
        organizations.change_organization(_base.SYSTEM, organization=formation.organization, parent=above)
    before, formation.area = formation.area, area
    formation.save(update_fields=["area"])
    record(actor, events.SiteMoved(before.name, area.name), subject=formation, county_id=formation.county_id)


def check_superior(county_id: int, superior: Any) -> Any:
    """Who may stand above a party organization on a site. Raises RuleBroken formations.not_a_superior, .unit_ended, .other_county."""
    found = _base.alive(county_id, superior)
    if found.kind not in SUPERIORS:
        raise RuleBroken("formations.not_a_superior", name=found.name)
    return found


def _save(row: Site, **how: Any) -> None:
    try:
        with transaction.atomic():
            row.save(**how)
    except IntegrityError as error:
        if "formations_site_once" not in str(error):
            raise
        raise RuleBroken("formations.site_exists", name=row.name) from None
