"""Recruiting calls: an office calls, people apply without an account, the office decides, and whoever is taken gets a post (L50)."""

from __future__ import annotations

from datetime import date
from typing import Any

from linli.domains.guidance import events
from linli.domains.guidance.method import RECRUIT_TEXT
from linli.domains.guidance.models import Applicant, Call
from linli.domains.guidance.permissions import RECRUIT
from linli.domains.guidance.selectors import rules_at
from linli.domains.guidance.services import _base
from linli.domains.guidance.states import APPLICANT_LABELS, APPLICANTS, ApplicantState
from linli.foundation.audit.services import record
from linli.foundation.people import services as people
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken
from linli.kernel.lines import one_line
from linli.kernel.scoping import keep_in_scope

_PUBLIC = Actor.public()


@_base.changes
def open_call(
    actor: Actor, *, area: Any, post_kind: str, title: str, places: int, until: date, words: str = ""
) -> Call:
    """Call for people for a kind of post. Raises RuleBroken: guidance.not_recruited, guidance.words_needed, guidance.past_day; OutOfScope."""
    rules = rules_at(area)
    if rules is None or rules.recruiting is None or post_kind not in rules.recruiting.posts:
        raise RuleBroken("guidance.not_recruited")
    if until < clock.today():
        raise RuleBroken("guidance.past_day")
    row: Call = Call.unscoped.create(
        county_id=area.county_id, area=area, post_kind=post_kind, title=_base.line(title, 60), words=one_line(words, 500),
        places=max(places, 1), until=until, opened_at=clock.now(),
    )  # fmt: skip
    keep_in_scope(actor, row, RECRUIT)
    record(actor, events.CallOpened(row.title, row.places), subject=row, county_id=row.county_id)
    return row


@_base.changes
def close_call(actor: Actor, *, call: Call) -> Call:
    """Nobody may apply any more; those who wait can still be answered. Twice is once."""
    row = _held_call(call.pk)
    keep_in_scope(actor, row, RECRUIT)
    if row.closed_at is None:
        row.closed_at = clock.now()
        row.save(update_fields=["closed_at"])
        record(actor, events.CallClosed(), subject=row, county_id=row.county_id)
    return row


@_base.changes_of_one
def apply_to(call: Call, *, name: str, phone: str, group: str, agreed: bool) -> tuple[Applicant, str]:
    """Apply to a call that is open. Returns the row and the secret of its link.

    Raises RuleBroken: guidance.call_over, guidance.unknown (a group that the method doesn't name), and as `_base.left_with_us`.
    """
    found = _held_call(call.pk)
    if not found.is_open:
        raise RuleBroken("guidance.call_over")
    rules = rules_at(found.county)
    if rules is None or group not in rules.groups:
        raise RuleBroken("guidance.unknown")
    row = Applicant(county=found.county, area=found.area, call=found, group=group)
    token = _base.left_with_us(row, text=RECRUIT_TEXT, name=name, phone=phone, agreed=agreed)
    row.save()
    record(_PUBLIC, events.Applied(found.title), subject=row, county_id=row.county_id)
    return row, token


@_base.changes
def take_on(actor: Actor, *, applicant: Applicant, post: Any) -> Applicant:
    """Take somebody on: they get a card of the staff and the post. Name and phone go from here into the card at once.

    Raises RuleBroken: guidance.not_now, guidance.no_place_left, guidance.wrong_post, and as `people.appoint`; OutOfScope.
    """
    call = _held_call(applicant.call_id)
    row = _held(actor, applicant)
    _base.move(APPLICANTS, row, "take", APPLICANT_LABELS)
    if Applicant.unscoped.filter(call=call, state=ApplicantState.TAKEN).count() >= call.places:
        raise RuleBroken("guidance.no_place_left", places=call.places)
    if post.kind != call.post_kind or not post.area.path.startswith(call.area.path):
        raise RuleBroken("guidance.wrong_post")
    row.card = people.add_staff(actor, area=post.area, name=row.name, phone=row.phone)
    people.appoint(actor, card=row.card, post=post)
    row.ended_at = clock.now()
    row.save(update_fields=["state", "card", "ended_at"])
    record(actor, events.ApplicantTaken(post.title), subject=row, county_id=row.county_id)
    _base.empty(row)
    return row


@_base.changes
def decline_applicant(actor: Actor, *, applicant: Applicant, reason: str) -> Applicant:
    """Not taken on, and why; they read it. Raises RuleBroken guidance.words_needed, guidance.not_now; OutOfScope."""
    row = _held(actor, applicant)
    row.reason = _base.line(reason, 200)
    _base.move(APPLICANTS, row, "decline", APPLICANT_LABELS)
    row.ended_at = clock.now()
    row.save(update_fields=["state", "reason", "ended_at"])
    record(actor, events.ApplicantDeclined(row.reason), subject=row, county_id=row.county_id)
    return row


@_base.changes
def reveal_applicant_phone(actor: Actor, *, applicant: Applicant, reason: str) -> str:
    """The phone of somebody who applied, in clear. Raises RuleBroken guidance.words_needed; OutOfScope. See `_base.reveal`."""
    keep_in_scope(actor, applicant, RECRUIT)
    return _base.reveal(actor, applicant, reason)


@_base.changes_of_one
def withdraw_applicant(applicant: Applicant) -> Applicant:
    """They take it back: what they said is gone at once. Of who was declined the words go too; twice is once. Whoever was taken on is
    one of the staff: nothing of them is here any more.
    """
    row: Applicant = Applicant.unscoped.select_for_update(of=("self",)).get(pk=applicant.pk)
    if row.emptied_at is not None:
        return row
    if row.state == ApplicantState.WAITING:
        end(row, "withdraw", _PUBLIC)
    _base.empty(row)
    return row


def end(row: Applicant, verb: str, actor: Actor) -> None:
    """An application comes to its end without an answer of the office."""
    label = _base.move(APPLICANTS, row, verb, APPLICANT_LABELS)
    row.ended_at = clock.now()
    row.save(update_fields=["state", "ended_at"])
    record(actor, events.ApplicantEnded(label), subject=row, county_id=row.county_id)


def _held_call(pk: int) -> Call:
    """The call, held until the transaction ends: two at once can't take its last place. Raises OutOfScope where there is none."""
    held = Call.unscoped.select_for_update(of=("self",)).select_related("area", "county")
    row: Call | None = held.filter(pk=pk).first()
    if row is None:
        raise OutOfScope(f"call {pk}")
    return row


def _held(actor: Actor, applicant: Applicant) -> Applicant:
    held = Applicant.unscoped.select_for_update(of=("self",)).select_related("area", "county").filter(pk=applicant.pk)
    row: Applicant | None = held.first()
    if row is None:
        raise OutOfScope(repr(applicant))
    keep_in_scope(actor, row, RECRUIT)
    return row
