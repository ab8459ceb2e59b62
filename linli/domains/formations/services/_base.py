"""What all changes share: locks, who may, organizations as they stand now."""

from __future__ import annotations

from typing import Any

from linli.domains.formations.models import Formation, Site
from linli.domains.formations.permissions import RUN
from linli.foundation.organizations import selectors as organizations
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken
from linli.kernel.lines import required

#: The directory is written by Linli itself: who may set up, move and dissolve is asked here, by the rights of this app.
SYSTEM = Actor.system()


def may(actor: Actor, area: Any) -> None:
    """Raise OutOfScope unless the actor keeps sites and organizations at this place."""
    if not actor.reaches(RUN, area.path):
        raise OutOfScope(repr(area))


def hold_site(actor: Actor, site: Site) -> Site:
    """The open site, held until the transaction ends, for whoever keeps it. Raises OutOfScope, RuleBroken formations.site_closed."""
    held = Site.unscoped.select_for_update(of=("self",)).select_related("area", "county", "host")
    row: Site = held.get(pk=site.pk)
    may(actor, row.area)
    if row.closed_on is not None:
        raise RuleBroken("formations.site_closed")
    return row


def hold_formation(actor: Actor, formation: Formation) -> Formation:
    """The formation of an organization that still exists, held. Raises OutOfScope, RuleBroken formations.unit_ended."""
    held = Formation.unscoped.select_for_update(of=("self",)).select_related("area", "county", "organization", "site")
    row: Formation = held.get(pk=formation.pk)
    may(actor, row.area)
    alive(row.county_id, row.organization)
    return row


def alive(county_id: int, organization: Any) -> Any:
    """The organization as it stands now. Raises RuleBroken formations.other_county, formations.unit_ended."""
    return organizations.alive(county_id, organization, "formations")


def line(text: str, most: int) -> str:
    """One line, cut; raises RuleBroken formations.words_needed."""
    return required(text, most, "formations.words_needed")
