"""Units and people in service register with a community; it answers, and writes down what they do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from linli.domains.cobuilding import events
from linli.domains.cobuilding.method import RegistrationRule
from linli.domains.cobuilding.models import Activity, Registration
from linli.domains.cobuilding.permissions import ACT
from linli.domains.cobuilding.services import _base
from linli.domains.cobuilding.states import ENROLMENT_LABELS, ENROLMENTS, Enrolment
from linli.foundation.audit.services import record
from linli.foundation.people import selectors as people
from linli.foundation.territory.method import RANK_OF
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken


@_base.changes
def register_unit(
    actor: Actor, *, organization: Any, area: Any = None, compound: Any = None, kinds: Iterable[str] = (),
    capacity: int = 1, starts_on: date | None = None, ends_on: date | None = None,
) -> Registration:  # fmt: skip
    """A unit registers with a community or compound, as the method says (Q30, S16); the community confirms.

    Raises RuleBroken: cobuilding.not_used, cobuilding.unknown (a kind of body that doesn't register, of entries that isn't known),
    cobuilding.wrong_ground, cobuilding.unit_ended, cobuilding.other_county, cobuilding.registered_already; OutOfScope.
    """
    place = _base.place_in(actor, area, compound)
    rule = _rule(place)
    body = _base.alive(place.county_id, organization)
    if not (actor.is_system or body.pk in actor.org_ids(ACT) or actor.reaches(ACT, place.path)):
        raise OutOfScope(repr(organization))
    if body.kind not in rule.bodies:
        raise RuleBroken("cobuilding.unknown")
    _check_ground(place, compound, rule.units)
    return _asked(actor, place, compound, kinds, capacity, (starts_on, ends_on), organization=body)


@_base.changes
def register_member(
    actor: Actor, *, area: Any = None, compound: Any = None, kinds: Iterable[str] = (), capacity: int = 1,
    starts_on: date | None = None, ends_on: date | None = None, card: Any = None,
) -> Registration:  # fmt: skip
    """Somebody in service registers themselves (`card` is for the system alone: demonstrations). Raises as `register_unit`."""
    place = _base.place_in(actor, area, compound)
    _check_ground(place, compound, _rule(place).members)
    own = card if actor.is_system else people.card_by_id(actor.person_id) if actor.person_id else None
    if own is None or own.county_id != place.county_id:
        raise OutOfScope(repr(actor))
    return _asked(actor, place, compound, kinds, capacity, (starts_on, ends_on), card=own)


@_base.changes
def confirm(actor: Actor, *, registration: Registration) -> Registration:
    """The community takes it. Raises RuleBroken cobuilding.not_now, cobuilding.unit_ended."""
    row = _lock(actor, registration)
    if row.organization is not None:
        _base.alive(row.county_id, row.organization)
    return _moved(actor, row, "confirm", "")


@_base.changes
def refuse(actor: Actor, *, registration: Registration, reason: str) -> Registration:
    """The community doesn't take it, and says why."""
    return _moved(actor, _lock(actor, registration), "refuse", _base.line(reason, 200))


@_base.changes
def end_registration(actor: Actor, *, registration: Registration, reason: str) -> Registration:
    """It doesn't hold any more."""
    return _moved(actor, _lock(actor, registration), "end", _base.line(reason, 200))


@_base.changes
def add_activity(actor: Actor, *, registration: Registration, words: str, on: date | None = None) -> Activity:
    """The community writes down that somebody was active. Raises RuleBroken cobuilding.not_confirmed, cobuilding.future."""
    row = _lock(actor, registration)
    if row.state != Enrolment.CONFIRMED:
        raise RuleBroken("cobuilding.not_confirmed")
    day = _base.past_day(on)
    made: Activity = Activity.objects.create(
        registration=row, on=day, words=_base.line(words, 200), written_by=actor.label[:120]
    )
    record(actor, events.WasActive(day.isoformat()), subject=row, county_id=row.county_id)
    return made


def _rule(place: Any) -> RegistrationRule:
    rule = _base.rules_of(place).registration
    if rule is None:
        raise RuleBroken("cobuilding.not_used")
    return rule


def _check_ground(place: Any, compound: Any, ground: str) -> None:
    if (compound is not None) != (ground == "compound") or RANK_OF[place.kind] != "community":
        raise RuleBroken("cobuilding.wrong_ground")


def _asked(
    actor: Actor, place: Any, compound: Any, kinds: Iterable[str], capacity: int, days: tuple[date | None, date | None],
    **who: Any,
) -> Registration:  # fmt: skip
    starts = days[0] or clock.today()
    _base.in_order(starts, days[1])
    rules = _base.rules_of(place)
    row = Registration(
        county_id=place.county_id, area=place, compound=compound, capacity=max(1, capacity), starts_on=starts,
        ends_on=days[1], asked_at=clock.now(), kinds=_base.known(kinds, rules.entry_kinds), **who,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if "cobuilding_registered_once" not in str(error):
            raise
        raise RuleBroken("cobuilding.registered_already", name=row.who) from None
    record(actor, events.Registered(row.place), subject=row, county_id=row.county_id)
    return row


def _lock(actor: Actor, registration: Registration) -> Registration:
    held = Registration.unscoped.select_for_update(of=("self",)).select_related("area", "organization")
    row: Registration | None = held.filter(pk=registration.pk).first()
    if row is None:  # the database hides those of other places
        raise OutOfScope(repr(registration))
    _base.run_at(actor, row.area)
    return row


def _moved(actor: Actor, row: Registration, verb: str, reason: str) -> Registration:
    _base.move(ENROLMENTS, row, verb, ENROLMENT_LABELS)
    row.reason, row.answered_at = reason, clock.now()
    row.save(update_fields=["state", "reason", "answered_at"])
    label = gettext(ENROLMENT_LABELS[Enrolment(row.state)])
    record(actor, events.RegistrationMoved(label, reason), subject=row, county_id=row.county_id)
    return row
