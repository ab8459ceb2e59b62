"""Organizations: create, change, close; the temporary ones end by themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext

from linli.foundation.audit.services import record
from linli.foundation.organizations import events
from linli.foundation.organizations.models import Duty, Organization, Post
from linli.foundation.organizations.permissions import CHANGE
from linli.foundation.organizations.selectors import due_to_end
from linli.foundation.organizations.selectors.duties import known_duties
from linli.foundation.organizations.services import _checks
from linli.foundation.organizations.states import FACT_LABELS
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import keep_in_scope

if TYPE_CHECKING:
    from linli.foundation.territory.models import Area


@transaction.atomic
def create_organization(
    actor: Actor, *, area: Area, kind: str, name: str, serves: Iterable[Area] = (), **facts: Any
) -> Organization:
    """A new organization with its seat in `area`. `facts` are those of `FACT_LABELS`; `serves` are areas of the same county."""
    _checks.may_change(actor, area)
    row = Organization(
        county_id=area.county_id, area=area, kind=kind, name=name.strip(), valid_from=clock.today(), **_known(facts)
    )
    row.uscc = row.uscc.strip().upper()
    areas = list(serves)
    _checks.check_organization(row)
    _checks.check_served(row, areas)
    row.save(force_insert=True)
    row.serves.set(areas)
    record(actor, events.OrganizationCreated(row.name), subject=row, county_id=row.county_id)
    keep_in_scope(actor, row, CHANGE)
    return row


@transaction.atomic
def change_organization(
    actor: Actor, *, organization: Organization, serves: Iterable[Area] | None = None, **facts: Any
) -> Organization:
    """Change facts of an organization (those of `FACT_LABELS`), and the areas it serves when given. No change, no history."""
    row = _fresh(actor, organization)
    words = [_words(row, key, value) for key, value in _known(facts).items() if getattr(row, key) != value]
    for key, value in facts.items():
        setattr(row, key, value)
    _checks.check_organization(row)
    if serves is not None and (change := _serve(row, list(serves))):
        words.append(change)
    if words:
        row.save(update_fields=list(facts) or None)
        known_duties.changed()
        record(actor, events.OrganizationChanged("；".join(words)), subject=row, county_id=row.county_id)
    return row


@transaction.atomic
def move_organization(actor: Actor, *, organization: Organization, area: Area) -> Organization:
    """Give an organization another seat in its county; its posts go with it. Where it is seated there already, nothing happens.

    Raises RuleBroken organizations.closed, organizations.other_county; OutOfScope at either end.
    """
    row = _fresh(actor, organization)
    _checks.may_change(actor, area)
    _checks.check_served(row, [area])
    if row.area_id != area.pk:
        words = f"{gettext('Seat')} {row.area.name} → {area.name}"
        row.area = area
        row.save(update_fields=["area"])
        Post.unscoped.filter(organization=row).update(area=area)
        known_duties.changed()
        record(actor, events.OrganizationChanged(words), subject=row, county_id=row.county_id)
    return row


@transaction.atomic
def close_organization(actor: Actor, *, organization: Organization) -> Organization:
    """End an organization. Refused while people hold its posts, organizations stand under it or it leads for a category."""
    row = _fresh(actor, organization)
    held = sum(Post.unscoped.filter(organization=row, valid_to=None).values_list("filled", flat=True))
    parts = Organization.unscoped.filter(parent=row, valid_to=None).count()
    leads = Duty.unscoped.filter(lead=row, valid_to=None).count()
    if held:
        raise RuleBroken("organizations.has_posts", name=row.name, count=held)
    if parts:
        raise RuleBroken("organizations.has_parts", name=row.name, count=parts)
    if leads:
        raise RuleBroken("organizations.leads_duties", name=row.name, count=leads)
    _end(actor, row)
    return row


def close_ended(actor: Actor) -> int:
    """End temporary organizations whose last day has passed (L53); returns how many. Their posts end with them."""
    count = 0
    for organization in due_to_end():
        with transaction.atomic():
            row = Organization.unscoped.select_for_update().filter(pk=organization.pk, valid_to=None).first()
            if row is not None:
                _end(actor, row)
                count += 1
    return count


def _end(actor: Actor, row: Organization) -> None:
    row.valid_to = clock.today()
    row.save(update_fields=["valid_to"])
    known_duties.changed()
    Post.unscoped.filter(organization=row, valid_to=None).update(valid_to=row.valid_to)
    record(actor, events.OrganizationClosed(row.name), subject=row, county_id=row.county_id)


def _fresh(actor: Actor, organization: Organization) -> Organization:
    """The row as it is now, locked; refused when closed meanwhile or out of the actor's reach."""
    rows = Organization.unscoped.select_for_update(of=("self",)).select_related("county", "area")
    row = rows.get(pk=organization.pk)
    if row.valid_to is not None:
        raise RuleBroken("organizations.closed", name=row.name, on=row.valid_to)
    keep_in_scope(actor, row, CHANGE)
    return row


def _serve(row: Organization, areas: list[Area]) -> str:
    _checks.check_served(row, areas)
    before = set(row.serves.values_list("pk", flat=True))
    if before == {area.pk for area in areas}:
        return ""
    row.serves.set(areas)
    return f"{gettext('Serves')} " + ("、".join(area.name for area in areas) or "–")


def _known(facts: dict[str, Any]) -> dict[str, Any]:
    if unknown := set(facts) - set(FACT_LABELS):
        raise TypeError(f"an organization has no facts {sorted(unknown)}")
    return facts


def _words(row: Organization, key: str, value: Any) -> str:
    return f"{gettext(FACT_LABELS[key])} {_shown(getattr(row, key))} → {_shown(value)}"


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list):
        return ", ".join("-".join(period) for period in value) or "–"
    return str(value) if value else "–"
