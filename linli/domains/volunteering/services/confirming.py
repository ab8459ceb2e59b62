"""Confirmed hours: booked in the ledger with their points in one transaction, once; taken back by reversal. And honour hours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from linli.domains.volunteering import entries, events, rules
from linli.domains.volunteering.models import Service, Shift, SignUp, Volunteer
from linli.domains.volunteering.permissions import KEEP, RUN
from linli.domains.volunteering.services import _base
from linli.domains.volunteering.states import HOURS, POINTS, WAS_THERE, Source
from linli.engines.ledger import rules as amounts
from linli.engines.ledger import services as ledger
from linli.engines.ledger.registry import VOLUNTEER_POINTS
from linli.foundation.audit.services import record
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import keep_in_scope

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Line:
    """What is confirmed for one on the list: whole minutes; not `good` (bad conduct, a founded complaint) earns no points, with why."""

    sign_up: int
    minutes: int
    good: bool = True
    reason: str = ""


@_base.changes
def confirm_shift(actor: Actor, *, shift: Shift, lines: Sequence[Line], quantities: Mapping[str, int]) -> list[Service]:
    """Confirm hours of people who were there, all in one step, up to what has passed of the shift. What is confirmed already stays as it is, so that a second tab, a second
    keeper and a second tap change nothing. `quantities` (by code, for all together) replace what was told before.

    Raises RuleBroken volunteering.not_ended, volunteering.bad_minutes, volunteering.bad_quantity, volunteering.was_absent,
    volunteering.has_left, volunteering.overlaps, volunteering.reason_needed, and what the ledger refuses; OutOfScope.
    """
    keep_in_scope(actor, shift, KEEP)
    row = _base.held_shift(shift.pk)
    if row.starts_at > clock.now():
        raise RuleBroken("volunteering.not_ended")
    _count(row, quantities)
    wanted = {line.sign_up: line for line in lines}
    found = SignUp.unscoped.select_for_update(of=("self",)).select_related(
        "volunteer__area__county", "volunteer__person", "area"
    )
    there = found.filter(shift=row, pk__in=wanted).order_by("volunteer_id")
    return [_confirmed(actor, row, one, wanted[one.pk]) for one in there]


@_base.changes
def add_honour(actor: Actor, *, volunteer: Volunteer, title: str, minutes: int, on: datetime, reason: str) -> Service:
    """Hours of earlier years, back-filled: they count as hours and earn no points (DS§7). Raises RuleBroken volunteering.bad_minutes,
    volunteering.day_ahead, volunteering.reason_needed, volunteering.has_left. The caller fetched the volunteer in scope.
    """
    most = rules.MOST_HONOUR_MINUTES
    if not rules.is_whole(minutes, 1, most):
        raise RuleBroken("volunteering.bad_minutes", most=f"{most:,}")
    if on > clock.now():
        raise RuleBroken("volunteering.day_ahead")
    if volunteer.left_at is not None:
        raise RuleBroken("volunteering.has_left")
    made = _service(
        actor, volunteer, source=Source.HONOUR, title=title.strip(), starts_at=on, ends_at=on, minutes=minutes,
        reason=_base.reason_of(reason), area_id=volunteer.area_id,
    )  # fmt: skip
    _book(actor, made, "", entries.HONOUR.code)
    return made


@_base.changes
def take_back(actor: Actor, *, service: Service, reason: str) -> Service:
    """A confirmation was wrong: hours and points are reversed, also where points were spent already; they are owed then and come first
    from what is earned later. It may be confirmed anew.

    Raises RuleBroken volunteering.reason_needed, volunteering.taken_back_already; OutOfScope.
    """
    keep_in_scope(actor, service, RUN)
    words = _base.reason_of(reason)
    held = Service.unscoped.select_for_update(of=("self",)).select_related("hours_entry", "points_entry")
    row: Service = held.get(pk=service.pk)
    if row.taken_back_at is not None:
        raise RuleBroken("volunteering.taken_back_already")
    row.taken_back_at, row.taken_back_by, row.taken_back_for = clock.now(), actor.label, words
    row.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_for"])
    record(actor, events.TakenBack(words), subject=row, county_id=row.county_id)
    for entry in filter(None, (row.hours_entry, row.points_entry)):
        ledger.reverse_entry(actor, entry=entry, reason=words, may_owe=True)
    return row


def _confirmed(actor: Actor, shift: Shift, one: SignUp, line: Line) -> Service:
    """What stands already, or a new confirmation with its entries."""
    before: Service | None = Service.unscoped.filter(sign_up=one, taken_back_at=None).first()
    if before is not None:
        return before
    _check(shift, one, line)
    begin = max(shift.starts_at, one.came_at or shift.starts_at)
    made = _service(
        actor, one.volunteer, source=Source.SHIFT, sign_up=one, title=shift.activity.title, starts_at=begin,
        ends_at=min(shift.ends_at, begin + timedelta(minutes=line.minutes)), minutes=line.minutes, good=line.good,
        reason="" if line.good else _base.reason_of(line.reason), area_id=shift.area_id,
    )  # fmt: skip
    _book(actor, made, f"volunteering:{shift.activity_id}", entries.SERVICE.code)
    return made


def _check(shift: Shift, one: SignUp, line: Line) -> None:
    most = rules.length(shift.starts_at, min(shift.ends_at, clock.now()))
    if not rules.is_whole(line.minutes, 1, most):
        raise RuleBroken("volunteering.bad_minutes", most=f"{most:,}")
    if one.state not in WAS_THERE:
        raise RuleBroken("volunteering.was_absent")
    left = one.volunteer.left_at  # in the middle of the shift: what was served before counts, where it is wanted
    if left is not None and (one.volunteer.person_id is None or one.came_at is None or left < one.came_at):
        raise RuleBroken("volunteering.has_left")
    others = Service.unscoped.filter(volunteer=one.volunteer_id, source=Source.SHIFT, taken_back_at=None)
    begin = max(shift.starts_at, one.came_at or shift.starts_at)
    if others.filter(starts_at__lt=begin + timedelta(minutes=line.minutes), ends_at__gt=begin).exists():
        raise RuleBroken("volunteering.overlaps", name=one.volunteer.person.name if one.volunteer.person else "—")


def _service(actor: Actor, volunteer: Volunteer, **facts: Any) -> Service:
    row: Service = Service.unscoped.create(
        county_id=volunteer.county_id,
        volunteer=volunteer,
        confirmed_by=actor.label[:120],
        confirmed_at=clock.now(),
        **facts,
    )
    return row


def _book(actor: Actor, row: Service, activity: str, kind: str) -> None:
    """Hours, and the points that they are worth, in the caller's transaction: both or neither."""
    volunteer = row.volunteer
    in_use = territory.rules_of(volunteer.area).ledger.units
    worth = _worth(row)
    hours = ledger.open_account(area=volunteer.area, kind=entries.VOLUNTEER.code, owner_id=volunteer.pk, unit=HOURS)
    row.hours_entry = ledger.earn(
        actor, account=hours, amount=row.minutes, kind=kind, key=f"volunteering.hours:{row.pk}",
        effective_at=row.starts_at, activity=activity,
    ).entry  # fmt: skip
    if worth and POINTS in in_use and in_use[POINTS].in_use:
        points = ledger.open_account(
            area=volunteer.area, kind=entries.VOLUNTEER.code, owner_id=volunteer.pk, unit=POINTS
        )
        earned = ledger.earn(
            actor, account=points, amount=worth, kind=entries.POINTS.code, key=f"volunteering.points:{row.pk}",
            effective_at=row.starts_at, activity=activity,
        )  # fmt: skip
        row.points, row.points_entry = earned.given, earned.entry
    row.save(update_fields=["hours_entry", "points", "points_entry"])
    shown = VOLUNTEER_POINTS.shown(row.points)
    record(actor, events.Confirmed(row.minutes, shown), subject=row, county_id=row.county_id)


def _worth(row: Service) -> int:
    """Tenths of points before the caps: none for honour hours and for bad conduct."""
    if row.source == Source.HONOUR or not row.good:
        return 0
    rate = _base.rules_at(row.volunteer.area).earning.points_per_hour * VOLUNTEER_POINTS.scale
    return amounts.worth(row.minutes, rate, 60)


def _count(row: Shift, quantities: Mapping[str, int]) -> None:
    """What all together delivered; a code of the method each."""
    known = _base.rules_at(row.area).quantities
    most = rules.MOST_QUANTITY
    if set(quantities) - set(known) or not all(rules.is_whole(one, 0, most) for one in quantities.values()):
        raise RuleBroken("volunteering.bad_quantity", most=f"{most:,}")
    if quantities:
        row.quantities = {code: amount for code, amount in quantities.items() if amount}
        row.save(update_fields=["quantities"])
