"""Checks that several services of the app share, with words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

from linli.foundation.organizations import rules
from linli.foundation.organizations.models import Organization
from linli.foundation.organizations.permissions import CHANGE
from linli.foundation.territory import selectors as territory
from linli.foundation.territory.scoping import root_id
from linli.kernel import clock
from linli.kernel.errors import OutOfScope, RuleBroken

if TYPE_CHECKING:
    from linli.foundation.organizations.method import OrganizationRules
    from linli.foundation.territory.models import Area
    from linli.kernel.actor import Actor

NAME_MAX = 120
#: First key of the advisory locks of this app ("orgs" in ASCII); the second is the county.
_LOCK = 0x6F726773


def may_change(actor: Actor, area: Area) -> None:
    """Raise OutOfScope unless the actor may change organizations at this place."""
    if not actor.reaches(CHANGE, area.path):
        raise OutOfScope(f"{CHANGE} at {area.path}")


def lock_county(county_id: int) -> None:
    """Let one table of organizations at a time be loaded into a county, so that the second finds what the first wrote."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, county_id % 2**31])


def method_of(area: Area) -> OrganizationRules:
    """The organization rules of an area's county."""
    return territory.rules_of(area).organizations


def check_organization(organization: Organization) -> None:
    """Refuse what can't be: kind, name, codes, hours, dates, superiors. Reads the database for codes and superiors."""
    rule = method_of(organization.county).kinds.get(organization.kind)  # type: ignore[call-overload]
    if rule is None:
        raise RuleBroken("organizations.unknown_kind", kind=organization.kind)
    check_name(organization)
    if organization.hours and rules.read_hours(organization.hours) is None:
        raise RuleBroken("organizations.bad_hours")
    check_end(organization, rule)
    check_codes(organization)
    check_superiors(organization)


def check_name(organization: Organization) -> None:
    """1 to 120 characters, none of them a control character."""
    if not 1 <= len(organization.name) <= NAME_MAX or not organization.name.isprintable():
        raise RuleBroken("organizations.bad_name")


def check_end(organization: Organization, rule: Any) -> None:
    """A temporary kind needs its last day (L53); a last day may not have passed."""
    if rule.temporary and organization.ends_on is None:
        raise RuleBroken("organizations.needs_end", kind=rule.label)
    if organization.ends_on and organization.ends_on < clock.today():
        raise RuleBroken("organizations.ends_in_past")


def check_codes(organization: Organization) -> None:
    """The credit code must be right, and both codes free in the county."""
    if organization.uscc and not rules.is_uscc(organization.uscc):
        raise RuleBroken("organizations.bad_uscc", value=organization.uscc)
    others = Organization.unscoped.filter(county_id=organization.county_id, valid_to=None).exclude(pk=organization.pk)
    if organization.uscc and others.filter(uscc=organization.uscc).exists():
        raise RuleBroken("organizations.uscc_taken", value=organization.uscc)
    if organization.code and others.filter(code=organization.code).exists():
        raise RuleBroken("organizations.code_taken", value=organization.code)


def check_superiors(organization: Organization) -> None:
    """Both superiors are of the same county, differ, and neither stands (by either line) under the organization."""
    first, second = organization.parent, organization.second_superior
    if second and second == first:
        raise RuleBroken("organizations.same_superior")
    for superior in filter(None, (first, second)):
        if superior.county_id != organization.county_id:
            raise RuleBroken("organizations.other_county", name=superior.name)
        if organization.pk and organization.pk in _chain(superior):
            raise RuleBroken("organizations.cycle", name=organization.name)


def check_served(organization: Organization, areas: list[Area]) -> None:
    """An organization serves areas of its own county."""
    for area in areas:
        if root_id(area.path) != organization.county_id:
            raise RuleBroken("organizations.other_county", name=area.name)


def _chain(start: Organization) -> set[int]:
    """Ids of an organization and all above it by both lines; ends on a ring that slipped in."""
    links = {
        pk: [above for above in (first, second) if above]
        for pk, first, second in Organization.unscoped.filter(county_id=start.county_id).values_list(
            "pk", "parent_id", "second_superior_id"
        )
    }
    seen: set[int] = set()
    waiting = [start.pk]
    while waiting:
        pk = waiting.pop()
        if pk not in seen:
            seen.add(pk)
            waiting.extend(links.get(pk, ()))
    return seen
