"""Certificates of hours (志愿服务记录与证明出具办法): true, complete and free, by whoever keeps the record."""

from __future__ import annotations

import secrets
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from linli.domains.volunteering import events, rules
from linli.domains.volunteering.models import Certificate, Service, Volunteer
from linli.domains.volunteering.services import _base
from linli.foundation.audit.services import record
from linli.kernel import clock
from linli.kernel.errors import RuleBroken

#: Signs that aren't mistaken for each other on paper.
_SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_LENGTH = 8
#: Two at once may draw the same number.
_TRIES = 20


@_base.changes
def issue_certificate(*, person: Any, first_on: date, last_on: date) -> Certificate:
    """A certificate of the hours that were confirmed of a person between two days in China (both included), of whoever has them kept:
    present volunteers and those who left with their hours. What was taken back isn't in it.

    Raises RuleBroken volunteering.not_a_volunteer, volunteering.no_hours.
    """
    mine: Volunteer | None = (
        Volunteer.unscoped.filter(person=person).select_related("county", "area").order_by("-pk").first()
    )
    if mine is None:
        raise RuleBroken("volunteering.not_a_volunteer")
    found = list(_services(mine, first_on, last_on))
    if not found:
        raise RuleBroken("volunteering.no_hours")
    lines = [[f"{one.starts_at.astimezone(clock.ZONE):%Y-%m-%d}", one.title, one.minutes] for one in found]
    made = Certificate(
        county_id=mine.county_id, area_id=mine.area_id, volunteer=mine, masked_name=rules.masked_name(person.name),
        issuer=mine.county.label, first_on=first_on, last_on=last_on, minutes=sum(one.minutes for one in found), lines=lines,
        issued_at=clock.now(), code="".join(secrets.choice(_SIGNS) for _ in range(_LENGTH)),
    )  # fmt: skip
    _number(made)
    record(_base.resident(mine.county_id), events.Certified(made.number), subject=made, county_id=made.county_id)
    return made


def _services(mine: Volunteer, first_on: date, last_on: date) -> Any:
    begin = datetime.combine(first_on, time.min, clock.ZONE)
    end = datetime.combine(last_on + timedelta(days=1), time.min, clock.ZONE) if last_on < date.max else clock.now()
    rows = Service.unscoped.filter(volunteer__person=mine.person_id, taken_back_at=None, hours_entry__reversed_by=None)
    return rows.filter(starts_at__gte=begin, starts_at__lt=end).order_by("starts_at", "pk")


def _number(made: Certificate) -> None:
    """Save under the next number of the county and year."""
    head = f"{made.county.slug.upper()}-{clock.today().year}-"
    for _ in range(_TRIES):
        there = Certificate.unscoped.filter(number__startswith=head).count()
        made.number = f"{head}{there + 1:06d}"
        try:
            with transaction.atomic():
                made.save(force_insert=True)
        except IntegrityError:
            continue
        return
    raise RuleBroken("ledger.key_taken")
