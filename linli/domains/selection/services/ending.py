"""The result: on public notice first, then carried out as an appointment."""

from __future__ import annotations

from datetime import date
from typing import Any

from linli.domains.selection import events
from linli.domains.selection.models import Candidate, Selection
from linli.domains.selection.selectors.pinned import rules_of
from linli.domains.selection.services import _base
from linli.domains.selection.services.objecting import check_answered
from linli.domains.selection.states import Standing, State
from linli.foundation.audit.services import record
from linli.foundation.organizations import selectors as organizations
from linli.foundation.people import selectors as staff
from linli.foundation.people import services as people
from linli.foundation.residents import selectors as residents
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken


def publish(actor: Actor, row: Selection) -> None:
    """Put the result on notice, inside the caller's transaction. Without a meeting all who stand are chosen, if there are seats."""
    if row.entitled is None:
        there = _base.standing(row)
        if len(there) > row.seats:
            raise RuleBroken("selection.too_many_chosen", seats=row.seats)
        for one in there:
            _base.move_candidate(one, "choose")
    row.notice_from = clock.now()
    calendar = organizations.calendar_for(county=row.county)
    row.notice_until = calendar.add(row.notice_from, rules_of(row).notice.runs).at
    row.save(update_fields=["state", "notice_from", "notice_until"])
    until = row.notice_until.astimezone(clock.ZONE).date().isoformat()
    record(actor, events.ResultPublished(until), subject=row, county_id=row.county_id)


@_base.changes
def appoint_chosen(
    actor: Actor, *, selection: Selection, cards: dict[int, Any] | None = None, starts_on: date | None = None
) -> Selection:
    """Give the chosen the post, once the notice has run. `cards` names staff cards by candidate where somebody has one already;
    for others a card is made. The source of the candidate becomes that of the appointment.

    Raises RuleBroken: selection.notice_running, selection.objection_open, selection.not_now, and whatever `people.services.appoint` refuses.
    """
    row = _base.lock(actor, selection)
    if row.state != State.NOTICE or row.notice_until is None:
        raise RuleBroken("selection.not_now", stage=_base.label_of(row))
    if clock.now() < row.notice_until:
        until = row.notice_until.astimezone(clock.ZONE).date().isoformat()
        raise RuleBroken("selection.notice_running", until=until)
    check_answered(row)
    post = organizations.post_by_id(row.post_id)
    for one in Candidate.unscoped.filter(selection=row, standing=Standing.CHOSEN).order_by("pk"):
        _appoint(actor, row, one, post, (cards or {}).get(one.pk), starts_on)
    _base.move(row, "appoint")
    row.save(update_fields=["state", "ended_at"])
    return row


def _appoint(actor: Actor, row: Selection, one: Candidate, post: Any, card: Any, starts_on: date | None) -> None:
    card = (
        staff.card_by_id(card.pk)
        if card
        else people.add_staff(actor, area=post.area, name=one.name, born_on=_birthday(one))
    )
    source = rules_of(row).sources.get(one.source)
    people.appoint(actor, card=card, post=post, starts_on=starts_on, source=source.label if source else "")
    one.card = card
    one.save(update_fields=["card"])
    record(actor, events.CandidateAppointed(one.name), subject=row, county_id=row.county_id)


def _birthday(one: Candidate) -> date | None:
    """The day of birth from the register, for posts with a condition on it (L17)."""
    person = residents.person_by_id(one.person_id) if one.person_id else None
    return person.born_on if person else None
