"""Days away and who stands in, so that what falls due meanwhile finds somebody."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from linli.foundation.audit import services as audit
from linli.foundation.people import events
from linli.foundation.people.models import Absence, StaffCard
from linli.foundation.people.services.watching import rights_changed
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import keep_in_scope

CHANGE = "people.change"


@transaction.atomic
def record_absence(
    actor: Actor, *, card: StaffCard, first: date, last: date, substitute: StaffCard | None = None
) -> Absence:
    """Somebody is away from `first` to `last` (both included); the substitute has their rights meanwhile.

    One may record one's own absence. Raises RuleBroken: people.ends_before_start, people.own_substitute,
    people.other_county, people.absent_already.
    """
    if actor.person_id != card.pk:
        keep_in_scope(actor, card, CHANGE)
    StaffCard.unscoped.select_for_update(of=("self",)).get(pk=card.pk)
    _check(card, first, last, substitute)
    made = Absence.objects.create(card=card, starts_on=first, ends_on=last, substitute=substitute)
    name = substitute.name if substitute else "—"
    happened = events.AbsenceRecorded(first.isoformat(), last.isoformat(), name)
    audit.record(actor, happened, subject=card, county_id=card.county_id)
    rights_changed([made.substitute_id])
    return made


@transaction.atomic
def end_absence(actor: Actor, *, absence: Absence) -> None:
    """Back early: the absence ended yesterday, or never was when it had only begun today or lies ahead."""
    if actor.person_id != absence.card_id:
        keep_in_scope(actor, absence.card, CHANGE)
    today = clock.today()
    if absence.ends_on < today:
        raise RuleBroken("people.already_ended", day=absence.ends_on.isoformat())
    if absence.starts_on >= today:
        absence.delete()
    else:
        absence.ends_on = today - timedelta(days=1)
        absence.save(update_fields=["ends_on"])
    happened = events.AbsenceEnded(today.isoformat())
    audit.record(actor, happened, subject=absence.card, county_id=absence.card.county_id)
    rights_changed([absence.substitute_id])


def _check(card: StaffCard, first: date, last: date, substitute: StaffCard | None) -> None:
    if last < first:
        raise RuleBroken("people.ends_before_start")
    if substitute is not None and substitute.pk == card.pk:
        raise RuleBroken("people.own_substitute")
    if substitute is not None and substitute.county_id != card.county_id:
        raise RuleBroken("people.other_county", name=substitute.name)
    other = card.absences.filter(starts_on__lte=last, ends_on__gte=first).first()
    if other is not None:
        raise RuleBroken("people.absent_already", name=card.name, first=other.starts_on, last=other.ends_on)
