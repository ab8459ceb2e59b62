"""Couriers: reporting in, the branch's answer, and the end; what is of no use any more is emptied (Q39)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext

from linli.domains.membership import events
from linli.domains.membership.method import COURIER_FIELD, COURIER_TEXT
from linli.domains.membership.models import Courier
from linli.domains.membership.rules import CourierSaid
from linli.domains.membership.selectors import across_bodies
from linli.domains.membership.selectors.couriers import branch_near, courier_rules
from linli.domains.membership.services import _base
from linli.domains.membership.services.members import check_body
from linli.domains.membership.states import COURIER, COURIER_HOLDS, COURIER_STATES, COURIERS, CourierState
from linli.domains.notices import services as notices
from linli.foundation.audit.services import record, redact
from linli.foundation.privacy import rls
from linli.foundation.privacy import services as privacy
from linli.foundation.residents import rules as register
from linli.foundation.territory import selectors as territory
from linli.kernel import clock, crypto
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

_WORDS = ("name_sealed", "phone_sealed", "home_sealed")


def checked_courier(area: Any, said: CourierSaid) -> CourierSaid:
    """What was said, with every field as it is kept.

    Raises RuleBroken: membership.couriers_unknown, membership.no_branch_near, residents.bad_name, residents.bad_phone,
    membership.group_unknown, membership.home_needed.
    """
    rules = courier_rules(area)
    if rules is None:
        raise RuleBroken("membership.couriers_unknown")
    if branch_near(area) is None:
        raise RuleBroken("membership.no_branch_near")
    name, phone = register.clean_name(said.name), register.clean_phone(said.phone)
    if not name:
        raise RuleBroken("residents.bad_name")
    if not phone:
        raise RuleBroken("residents.bad_phone")
    if said.group not in rules.groups:
        raise RuleBroken("membership.group_unknown")
    return CourierSaid(name, phone, said.group, _base.words(said.home, "membership.home_needed", most=100))


@rls.changing_all
def report_in(actor: Actor, *, area: Any, said: CourierSaid) -> Courier:
    """Keep a courier with the branch nearest to `area`. `actor` is the person, whose phone is proven. Who waits already says it
    anew, perhaps at another place; whom a branch keeps in touch with already stays there.

    Raises as `checked_courier`. The caller lets one at a time through for each phone.
    """
    kept = checked_courier(area, said)
    marks = crypto.blind_indexes(kept.phone, purpose=COURIER)
    held = Courier.unscoped.select_for_update(of=("self",)).select_related("organization", "area", "county")
    row = held.filter(county_id=area.county_id, phone_index__in=marks, state__in=COURIER_HOLDS).first()
    if row is not None and row.state == CourierState.CONFIRMED:
        there: Courier = row
        return there
    row = row or Courier(county_id=area.county_id)
    text = territory.rules_of(area).privacy.consent(COURIER_TEXT)
    row.area, row.organization, row.group = area, branch_near(area), kept.group
    row.name_sealed = crypto.seal(kept.name, purpose=COURIER)
    row.phone_sealed, row.phone_index = crypto.seal(kept.phone, purpose=COURIER), marks[0]
    row.home_sealed = crypto.seal(kept.home, purpose=COURIER)
    row.consent_version, row.consent_text, row.reported_at = text.version, text.text, clock.now()
    row.save()
    record(actor, events.CourierReported(row.organization.name), subject=row, county_id=row.county_id)
    return row


@_base.changes(_base.CHANGE)
def confirm_courier(actor: Actor, *, courier: Courier) -> Courier:
    """The branch keeps in touch from now on; the courier is told that there is an answer.

    Raises RuleBroken membership.courier_answered, membership.body_closed; OutOfScope.
    """
    row = _held(actor, courier)
    check_body(row.organization)
    _move(row, "confirm")
    record(actor, events.CourierConfirmed(row.organization.name), subject=row, county_id=row.county_id)
    _tell(row)
    return row


@_base.changes(_base.CHANGE)
def decline_courier(actor: Actor, *, courier: Courier, reason: str) -> Courier:
    """Not taken in, and why; the courier reads it. Raises RuleBroken membership.reason_needed, membership.courier_answered."""
    row = _held(actor, courier)
    row.reason = _base.words(reason)
    _move(row, "decline")
    record(actor, events.CourierDeclined(row.reason), subject=row, county_id=row.county_id)
    _tell(row)
    return row


@_base.changes(_base.CHANGE)
def pass_on_courier(actor: Actor, *, courier: Courier, target: Any) -> Courier:
    """Another branch of the county is the right one: it sees the courier from now on, and the former one does no more.

    Raises RuleBroken: membership.not_a_party_body, membership.body_closed, membership.other_county, membership.courier_there,
    membership.courier_answered.
    """
    row = _held(actor, courier)
    check_body(target)
    if target.county_id != row.county_id:
        raise RuleBroken("membership.other_county")
    if target.pk == row.organization_id:
        raise RuleBroken("membership.courier_there")
    if row.state != CourierState.WAITING:
        raise RuleBroken("membership.courier_answered")
    row.organization = target
    with across_bodies():  # the row leaves the actor's reach with this
        row.save(update_fields=["organization"])
        record(actor, events.CourierPassedOn(target.name), subject=row, county_id=row.county_id)
    return row


@_base.changes(_base.CHANGE)
def end_courier(actor: Actor, *, courier: Courier) -> Courier:
    """The courier works here no more. Raises RuleBroken membership.courier_answered where nobody had been taken in."""
    row = _held(actor, courier)
    _move(row, "end")
    _ended(actor, row)
    return row


@_base.changes(_base.CONTACT)
def reveal_courier_phone(actor: Actor, *, courier: Courier, reason: str) -> str:
    """The phone in clear, "" once it is emptied; the look and its reason are written down for the person to see.

    Raises RuleBroken membership.reason_needed; OutOfScope.
    """
    _base.check(actor, courier, _base.CONTACT)
    why = _base.words(reason)
    record(actor, events.CourierPhoneSeen(why), subject=courier, county_id=courier.county_id)
    path = courier.area.path
    privacy.look(actor, subject=courier, part=COURIER_FIELD, county_id=courier.county_id, path=path, reason=why)
    return crypto.unseal(bytes(courier.phone_sealed), purpose=COURIER)


@rls.changing_all
def withdraw_courier(actor: Actor, *, courier: Courier) -> Courier:
    """The person takes it back: what they said is gone at once. `actor` is the person; the caller has seen that the row is theirs.
    Of who was declined or has ended the words go too; twice is once.
    """
    row: Courier = Courier.unscoped.select_for_update(of=("self",)).select_related("county").get(pk=courier.pk)
    if row.emptied_at is not None:
        return row
    if row.state in COURIER_HOLDS:
        _move(row, "withdraw")
        _ended(actor, row)
    _empty(row)
    return row


@rls.changing_all
def forget_couriers(county: Any, most: int) -> int:
    """Empty rows whose time of keeping is over, and those that nobody answered in time; returns how many, `most` at a time."""
    rules, now = territory.rules_of(county), clock.now()
    rows = (
        Courier.unscoped.select_for_update(of=("self",)).select_related("county").filter(county=county, emptied_at=None)
    )
    over = now - rules.privacy.fields[COURIER_FIELD].keep.length
    old = list(rows.filter(ended_at__lt=over).order_by("pk")[:most])
    if couriers := courier_rules(county):
        since = now - timedelta(days=couriers.unanswered_days)
        waiting = rows.filter(state=CourierState.WAITING, reported_at__lt=since).order_by("pk")[: most - len(old)]
        for row in waiting:
            _move(row, "lapse")
            _ended(Actor.system(), row)
            old.append(row)
    for row in old:
        _empty(row)
    return len(old)


def _held(actor: Actor, courier: Courier) -> Courier:
    _base.check(actor, courier, _base.CHANGE)
    held = Courier.unscoped.select_for_update(of=("self",)).select_related("organization", "area", "county")
    row: Courier | None = held.filter(pk=courier.pk).first()
    if row is None:  # passed on while this page was open
        raise RuleBroken("membership.courier_answered")
    return row


def _move(row: Courier, verb: str) -> None:
    state = COURIERS.move(CourierState(row.state), verb)
    if state is None:
        raise RuleBroken("membership.courier_answered")
    row.state, now = state, clock.now()
    if verb in ("confirm", "decline"):
        row.answered_at = now
    if verb != "confirm":
        row.ended_at = now
    row.save(update_fields=["state", "answered_at", "ended_at", "reason"])


def _ended(actor: Actor, row: Courier) -> None:
    label = gettext(COURIER_STATES[CourierState(row.state)].label)
    record(actor, events.CourierEnded(label), subject=row, county_id=row.county_id)


def _empty(row: Courier) -> None:
    """What was said goes, and what history says in words; that somebody came, and when, stays for the counts."""
    Courier.unscoped.filter(pk=row.pk).update(
        **dict.fromkeys(_WORDS, b""), phone_index="", reason="", emptied_at=clock.now()
    )
    notices.take_back(Courier._meta.label_lower, row.pk)
    redact(row)


def _tell(row: Courier) -> None:
    notices.tell_of_answer(row, crypto.unseal(bytes(row.phone_sealed), purpose=COURIER))
