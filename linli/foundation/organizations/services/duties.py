"""The duty catalogue, in versions: an entry is never edited, a new one takes over."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from linli.foundation.audit.services import record
from linli.foundation.organizations import events, rules
from linli.foundation.organizations.models import Duty, Organization
from linli.foundation.organizations.selectors.duties import known_duties
from linli.foundation.organizations.services import _checks
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

if TYPE_CHECKING:
    from linli.foundation.territory.models import Area


@transaction.atomic
def set_duty(
    actor: Actor, *, county: Area, category: str, lead: Organization, assisting: Iterable[Organization] = (),
    not_to_grid: bool = False, basis: str = "",
) -> Duty:  # fmt: skip
    """Say who leads and assists for a category ("standard/kind/code", or a prefix with "*") from today on."""
    _checks.may_change(actor, county)
    helpers = list(assisting)
    check_duty(county, category, lead, helpers)
    old = Duty.unscoped.select_for_update().filter(county=county, category=category, valid_to=None).first()
    _end(old)
    version = (
        Duty.unscoped.filter(county=county, category=category).order_by("-version").first() or Duty(version=0)
    ).version
    row = Duty.unscoped.create(
        county=county, category=category, lead=lead, not_to_grid=not_to_grid, basis=basis.strip()[:200],
        version=version + 1, valid_from=clock.today(),
    )  # fmt: skip
    row.assisting.set(helpers)
    known_duties.changed()
    record(actor, events.DutySet(category, row.version), subject=lead, county_id=county.pk)
    if old and old.lead_id != lead.pk:
        record(actor, events.DutyEnded(category), subject=old.lead, county_id=county.pk)
    return row


@transaction.atomic
def end_duty(actor: Actor, *, duty: Duty) -> None:
    """Take a category from its leading organization without naming another. Ending it twice is one."""
    _checks.may_change(actor, duty.county)
    row = Duty.unscoped.select_for_update(of=("self",)).select_related("lead").get(pk=duty.pk)
    if row.valid_to is None:
        _end(row)
        record(actor, events.DutyEnded(row.category), subject=row.lead, county_id=row.county_id)


def check_duty(county: Area, category: str, lead: Organization, helpers: Iterable[Organization]) -> None:
    """Refuse a malformed category, organizations of another county, closed ones, and a lead that assists itself."""
    if not rules.is_category(category):
        raise RuleBroken("organizations.bad_category", category=category[:80])
    for each in (lead, *helpers):
        if each.county_id != county.pk:
            raise RuleBroken("organizations.other_county", name=each.name)
        if each.valid_to is not None:
            raise RuleBroken("organizations.closed", name=each.name, on=each.valid_to)
    if lead in helpers:
        raise RuleBroken("organizations.lead_assists")


def _end(row: Duty | None) -> None:
    if row is not None:
        row.valid_to = clock.today()
        row.save(update_fields=["valid_to"])
        known_duties.changed()
