"""Who keeps an alliance, whose side somebody is on, and what of the protected rows a question reaches."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from linli.domains.alliances.method import AllianceRules
from linli.domains.alliances.permissions import ACT, RUN
from linli.foundation.organizations import selectors as organizations
from linli.foundation.privacy import rls
from linli.foundation.territory import selectors as territory

if TYPE_CHECKING:
    from linli.domains.alliances.models import Alliance, Member
    from linli.kernel.actor import Actor


def in_county(actor: Actor) -> AbstractContextManager[None]:
    """Rows of the actor's county, since members of all posts answer for themselves; everything for the system."""
    return rls.in_county(actor)


#: A selector that asks inside `in_county`. It must not return a lazy queryset.
within_county = rls.asking(in_county)


def rules_at(area: Any) -> AllianceRules:
    """The section in force at a place."""
    found: AllianceRules = territory.rules_of(area).alliances
    return found


def county_rules(actor: Actor) -> AllianceRules:
    """The section of the actor's county; an empty one for accounts without a county."""
    county = organizations.county_for(actor)
    return rules_at(county) if county is not None else AllianceRules()


def may_run(actor: Actor, alliance: Alliance) -> bool:
    """Whether the actor is the alliance's office: by its area, or for the organization that keeps it (S22)."""
    return actor.reaches(RUN, alliance.area.path) or alliance.office_id in actor.org_ids(RUN)


def is_own(actor: Actor, member: Member) -> bool:
    """Whether the actor is the member, or acts for the unit that is."""
    if member.card_id is not None:
        return member.card_id == actor.person_id
    return member.organization_id in actor.org_ids(ACT)
