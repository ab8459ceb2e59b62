"""Meetings: called with an agenda and invitations, attended by a code that changes, closed with hands, confirmed by two."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from linli.domains.deliberation import events
from linli.domains.deliberation.models import Item, Matter, Meeting, Seat
from linli.domains.deliberation.permissions import RUN
from linli.domains.deliberation.rules import codes, engine
from linli.domains.deliberation.selectors.facts import present_at
from linli.domains.deliberation.selectors.pinned import form_of, level_of, plan_of, rules_of
from linli.domains.deliberation.services import _base
from linli.domains.deliberation.states import MEETINGS, Gathering, State
from linli.foundation.audit.services import record
from linli.foundation.privacy import rls
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import keep_in_scope


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody to be invited: the seat, who sits there as far as it is written down, and how they sign in."""

    label: str
    name: str = ""
    fixed: bool = True
    person_id: int | None = None
    account_id: int | None = None


@dataclass(frozen=True, slots=True)
class Hands:
    """Shown hands on a matter, and what was resolved in words."""

    agreed: int = 0
    against: int = 0
    abstained: int = 0
    words: str = ""


@_base.changes
def call_meeting(
    actor: Actor, *, matters: Sequence[Matter], title: str, where: str, starts_at: datetime, invited: Sequence[Invited],
    entitled: int | None = None,
) -> Meeting:  # fmt: skip
    """Call a meeting on matters of one form that stand before one; stages that allow it are settled together. `entitled`
    (default: the fixed seats) is how many decide.

    Raises RuleBroken deliberation.not_now, .not_yours, .nobody_invited, .merge_elsewhere.
    """
    rows = [_base.lock(actor, one) for one in matters]
    if not rows or len({(row.form, row.release_id) for row in rows}) != 1:
        raise RuleBroken("deliberation.merge_elsewhere")
    stages = [_base.turn(actor, row, "", "meet") for row in rows]
    fixed = sum(one.fixed for one in invited)
    if not fixed:
        raise RuleBroken("deliberation.nobody_invited")
    area = level_of(rows[0], stages[0])
    place = area if actor.reaches(RUN, area.path) else rows[0].area
    made: Meeting = Meeting.unscoped.create(
        county_id=rows[0].county_id, area=place, release_id=rows[0].release_id, form=rows[0].form,
        title=_base.said(title, 80), where=_base.said(where, 80), starts_at=starts_at, secret=secrets.token_hex(16),
        entitled=max(entitled or 0, fixed),
    )  # fmt: skip
    _invite(made, invited)
    for row, stage in zip(rows, stages, strict=True):
        for code in engine.together(plan_of(row), stage.code):
            Item.unscoped.create(
                county_id=row.county_id, area_id=row.area_id, meeting=made, matter=row, code=code, round=row.round
            )
        record(actor, events.MeetingCalled(made.title), subject=row, county_id=row.county_id)
    return made


def _invite(meeting: Meeting, invited: Sequence[Invited]) -> None:
    Seat.unscoped.bulk_create(
        Seat(
            county_id=meeting.county_id, area_id=meeting.area_id, meeting=meeting, label=one.label[:60], name=one.name[:40],
            fixed=one.fixed, person_id=one.person_id, account_id=one.account_id,
        )
        for one in invited
    )  # fmt: skip


@_base.changes
def open_meeting(actor: Actor, *, meeting: Meeting) -> Meeting:
    """It begins: from now on the code on the spot holds. Raises RuleBroken deliberation.meeting_over."""
    return _move(actor, meeting, "open")


@_base.changes
def cancel_meeting(actor: Actor, *, meeting: Meeting) -> Meeting:
    """It is called off before it begins. Raises RuleBroken deliberation.meeting_over."""
    return _move(actor, meeting, "cancel")


@transaction.atomic
def check_in(meeting: Meeting, code: str, *, person: Any = None, account_id: int | None = None) -> Seat:
    """Somebody is there and types in the code on the spot. Who isn't invited but lives there sits with those who are heard.

    Raises RuleBroken deliberation.wrong_code, .meeting_over, .not_concerned.
    """
    with rls.within(meeting.county.path):
        row: Meeting = Meeting.unscoped.select_for_update(of=("self",)).select_related("area").get(pk=meeting.pk)
        if row.state != Gathering.OPEN:
            raise RuleBroken("deliberation.meeting_over")
        now = int(clock.now().timestamp())
        if not codes.is_right(row.secret, code, now, rules_of(row).attendance.seconds):
            raise RuleBroken("deliberation.wrong_code")
        mine = {"person_id": person.pk} if person is not None else {"account_id": account_id}
        seat: Seat | None = Seat.unscoped.filter(meeting=row, **mine).first()
        if seat is None:
            if person is None:
                raise RuleBroken("deliberation.not_concerned")
            seat = _walk_in(row, person)
        _came(seat, by_code=True)
    return seat


def _walk_in(row: Meeting, person: Any) -> Seat:
    _base.check_concerned(person, row.area)
    body = form_of(row).body
    label = body.fixed[-1] if body is not None and body.open else "—"
    made: Seat = Seat.unscoped.create(
        county_id=row.county_id, area_id=row.area_id, meeting=row, label=label, fixed=False, person_id=person.pk
    )
    return made


def _came(seat: Seat, *, by_code: bool) -> None:
    if seat.came_at is None:
        seat.came_at, seat.by_code = clock.now(), by_code
        seat.save(update_fields=["came_at", "by_code"])


@_base.changes
def note_attendance(actor: Actor, *, meeting: Meeting, seats: Sequence[int]) -> int:
    """The office ticks who came without a phone; returns how many came now in all. Raises RuleBroken deliberation.meeting_over."""
    row = _lock(actor, meeting)
    if row.state != Gathering.OPEN:
        raise RuleBroken("deliberation.meeting_over")
    for seat in Seat.unscoped.filter(meeting=row, pk__in=list(seats)):
        _came(seat, by_code=False)
    return present_at(row)


@_base.changes
def close_meeting(actor: Actor, *, meeting: Meeting, hands: Mapping[int, Hands], minutes: str = "") -> Meeting:
    """It is over: hands by agenda item, and what else is to be said. Then two people confirm.

    Raises RuleBroken deliberation.too_many_hands, .meeting_over, .number_in_words.
    """
    row = _lock(actor, meeting)
    present = present_at(row)
    for item in Item.unscoped.filter(meeting=row).select_related("matter"):
        shown = hands.get(item.pk)
        if shown is None or not _resolves(item):
            continue
        if (
            shown.agreed + shown.against + shown.abstained > present
            or min(shown.agreed, shown.against, shown.abstained) < 0
        ):
            raise RuleBroken("deliberation.too_many_hands")
        item.agreed, item.against, item.abstained = shown.agreed, shown.against, shown.abstained
        item.words = _base.said(shown.words, least=0)
        item.save(update_fields=["agreed", "against", "abstained", "words"])
    row.minutes, row.closed_at = _base.said(minutes, 4000, least=0), clock.now()
    _step(row, "close")
    row.save(update_fields=["state", "minutes", "closed_at"])
    for item in Item.unscoped.filter(meeting=row).select_related("matter"):
        record(actor, events.MeetingHeld(present), subject=item.matter, county_id=row.county_id)
    return row


def _resolves(item: Item) -> bool:
    """Whether the stage of an item resolves anything, while its matter runs."""
    stage = form_of(item.matter).stage(item.code)
    return "resolve" in stage.verbs and item.matter.state == State.RUNNING


@_base.changes
def confirm_minutes(actor: Actor, *, meeting: Meeting) -> Meeting:
    """The chair confirms the minutes, then somebody else does; with that they hold.

    Raises RuleBroken deliberation.same_person, .meeting_over.
    """
    row = _lock(actor, meeting)
    if row.state != Gathering.CLOSED:
        raise RuleBroken("deliberation.meeting_over")
    if row.chair_id is None:
        row.chair_id, row.chair = actor.account_id, actor.label[:120]
    elif row.chair_id == actor.account_id:
        raise RuleBroken("deliberation.same_person")
    else:
        row.second_id, row.second = actor.account_id, actor.label[:120]
        _step(row, "confirm")
    row.save(update_fields=["state", "chair_id", "chair", "second_id", "second"])
    for item in Item.unscoped.filter(meeting=row).select_related("matter"):
        record(actor, events.MinutesConfirmed(), subject=item.matter, county_id=row.county_id)
    return row


def _lock(actor: Actor, meeting: Meeting) -> Meeting:
    keep_in_scope(actor, meeting, RUN)
    row: Meeting = Meeting.unscoped.select_for_update(of=("self",)).select_related("area", "county").get(pk=meeting.pk)
    return row


def _step(row: Meeting, verb: str) -> None:
    there = MEETINGS.move(Gathering(row.state), verb)
    if there is None:
        raise RuleBroken("deliberation.meeting_over")
    row.state = there


def _move(actor: Actor, meeting: Meeting, verb: str) -> Meeting:
    row = _lock(actor, meeting)
    _step(row, verb)
    row.save(update_fields=["state"])
    return row
