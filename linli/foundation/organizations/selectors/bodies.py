"""Organizations: which there are, one of them, whom one may call, and their working time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import Http404

from linli.foundation.audit import selectors as audit
from linli.foundation.organizations import rules
from linli.foundation.organizations.models import Organization
from linli.foundation.territory import selectors as territory
from linli.kernel import clock, holidays
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import door
from linli.kernel.statements import Kept, among, hole

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from linli.foundation.territory.models import Area
    from linli.kernel.actor import Actor
    from linli.kernel.calendar import Hours, WorkCalendar


def organizations_for(
    actor: Actor, *, kind: str = "", text: str = "", within: Area | None = None, temporary: bool = False
) -> QuerySet[Organization]:
    """Open organizations that the actor may see, by kind and name; filters narrow."""
    found = Organization.scoped.visible_to(actor).filter(valid_to=None).select_related("area", "county", "parent")
    if kind:
        found = found.filter(kind=kind)
    if text:
        found = found.filter(Q(name__icontains=text) | Q(short_name__icontains=text) | Q(code=text) | Q(uscc=text))
    if within:
        found = found.filter(area__path__startswith=within.path)
    return found.filter(ends_on__isnull=False) if temporary else found


def organization_for(actor: Actor, pk: int, to: str | None = None) -> Organization:
    """The one door to an organization: Http404 when hidden, PermissionDenied when `to` isn't granted on it."""
    found: Organization = door(Organization, actor, pk, to, "area", "county", "parent", "second_superior")
    return found


def organization_names(ids: Iterable[int]) -> dict[int, str]:
    """What organizations are called, in one statement; ended ones too."""
    return dict(Organization.unscoped.filter(pk__in=list(ids)).order_by().values_list("pk", "name"))


def organization_by_id(pk: int) -> Organization:
    """An organization without scope, for services; Http404 when there is none."""
    found = Organization.unscoped.filter(pk=pk).select_related("county", "area").first()
    if found is None:
        raise Http404
    return found


def has_ended(organization: Organization) -> bool:
    """Whether it was dissolved, or the last day of a temporary one has passed."""
    return not organization.is_open or (organization.ends_on is not None and organization.ends_on < clock.today())


def alive(county_id: int, organization: Organization, app: str) -> Organization:
    """The organization as it stands now, for services of an app. Raises RuleBroken `app`.other_county, `app`.unit_ended."""
    found = organization_by_id(organization.pk)
    if found.county_id != county_id:
        raise RuleBroken(f"{app}.other_county")
    if has_ended(found):
        raise RuleBroken(f"{app}.unit_ended", name=found.name)
    return found


def organizations_in(county: Area, kinds: Iterable[str] = ()) -> list[Organization]:
    """All open organizations of a county, by name; a directory without scope (one must know whom to call)."""
    found = Organization.unscoped.filter(county=county, valid_to=None)
    return list((found.filter(kind__in=list(kinds)) if kinds else found).order_by("name", "id"))


def organization_labels(county: Area, kinds: Iterable[str]) -> list[tuple[int, str]]:
    """Id and label of all open organizations of these kinds in a county, by name, for lists to choose from; one statement."""
    rows = _LABELS.rows(county=county.pk, kinds=list(kinds))
    return [(pk, short_name or name) for pk, short_name, name in rows]


_LABELS = Kept(
    lambda: (
        Organization.unscoped.filter(Q(among("kind", hole("kinds"))), county_id=hole("county"), valid_to=None)
        .order_by("name", "id")
        .values_list("pk", "short_name", "name")
    )
)


def callable_for(area: Area, kinds: Iterable[str] = ()) -> list[Organization]:
    """Open organizations that serve an area: those that serve the county, it or an area above it, or have their seat there."""
    above = territory.ids_of(area.path)
    found = Organization.unscoped.filter(county_id=area.county_id, valid_to=None)
    found = found.filter(Q(serves_county=True) | Q(serves__in=above) | Q(area_id__in=above[1:]))
    return list((found.filter(kind__in=list(kinds)) if kinds else found).distinct().order_by("name", "id"))


def served_by(organization: Organization) -> list[Area]:
    """The areas an organization serves, by place in the tree; empty where it serves the whole county."""
    return list(organization.serves.order_by("path"))


def parts_of(organization: Organization) -> list[Organization]:
    """Open organizations directly under it, by either line of command."""
    under = Q(parent=organization) | Q(second_superior=organization)
    return list(Organization.unscoped.filter(under, valid_to=None).order_by("name", "id"))


def superiors(organization: Organization) -> list[Organization]:
    """Its one or two superiors (Q56): both may give it tasks."""
    ids = [pk for pk in (organization.parent_id, organization.second_superior_id) if pk]
    found = Organization.unscoped.in_bulk(ids)
    return [found[pk] for pk in ids]


def due_to_end(day: date | None = None) -> QuerySet[Organization]:
    """Temporary organizations whose last day has passed (L53), for the sweep."""
    return Organization.unscoped.filter(valid_to=None, ends_on__lt=day or clock.today())


def history_of(organization: Organization) -> list[audit.Line]:
    """What happened to it, newest first; the caller has fetched it through scope."""
    return audit.timeline(organization)


def work_hours(organization: Organization | None, county: Area | None = None) -> Hours:
    """Its own working hours, else those of the county's method. One of the two must be given."""
    own = rules.read_hours(organization.hours) if organization and organization.hours else None
    if own:
        return own
    root = county or organization.county  # type: ignore[union-attr]  # one of the two is given
    return territory.rules_of(root).organizations.working_hours.as_hours()


def calendar_for(organization: Organization | None = None, county: Area | None = None) -> WorkCalendar:
    """The national calendar with the hours of an organization, or of a county."""
    return holidays.national_calendar(work_hours(organization, county))


def kinds_of(county: Area) -> list[tuple[str, str]]:
    """(kind, label) of the kinds that the county's method knows, in its order."""
    return [(kind, rule.label) for kind, rule in territory.rules_of(county).organizations.kinds.items()]
