"""Entries: entered by one, confirmed by another, booked once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from linli.domains.credit import events, kinds, rules, selectors
from linli.domains.credit.models import Entry, Party, Picture, Rule, Signature
from linli.domains.credit.selectors import texts
from linli.domains.credit.services import _base
from linli.domains.credit.states import CONTRACT, ENTER, EntryState
from linli.engines.ledger import services as ledger
from linli.foundation.audit.services import record
from linli.kernel import clock
from linli.kernel import pictures as cleaning
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import keep_in_scope

if TYPE_CHECKING:
    from linli.kernel.actor import Actor
    from linli.kernel.pictures import CleanPicture


@_base.changes(ENTER)
def enter(
    actor: Actor, *, party: Party, rule: Rule, on: date, words: str, photos: Iterable[CleanPicture] = (),
    corrects: Entry | None = None,
) -> Entry:  # fmt: skip
    """Write down what a party did on a day, by a rule that held then, with words and pictures that prove it. It doesn't count yet, but
    the subject sees it.

    Raises RuleBroken credit.not_signed, .sign_again_first, .day_ahead, .before_contract, .rule_not_in_force, .not_for_kind,
    .entered_already, .about_yourself, .words_needed; OutOfScope.
    """
    keep_in_scope(actor, party, ENTER)
    hand, held = _base.account_id(actor), _base.held_party(party.pk)
    _base.not_about_oneself(actor, held)
    _check(held, rule, on)
    row = Entry(
        county_id=held.county_id, area_id=held.area_id, party=held, rule=rule, on=on, asked=rule.points,
        words_sealed=_base.sealed(_base.said(words)), entered_at=clock.now(), entered_by=actor.label[:120], entered_by_id=hand,
        corrects=_corrected(held, corrects),
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise RuleBroken("credit.entered_already") from None
    Picture.objects.bulk_create([_kept(row, one) for one in photos])
    record(actor, events.Entered(rule.label), subject=held, county_id=held.county_id)
    return row


@_base.changes(ENTER)
def confirm_entry(actor: Actor, *, entry: Entry) -> Entry:
    """A second pair of eyes: it is booked, once, by the rule as it was. A deduction takes at most what is there.

    Raises RuleBroken credit.same_person, .checked_already, .sign_again_first, .about_yourself; OutOfScope.
    """
    row = _checked(actor, entry, EntryState.BOOKED)
    _is_signed(row.party)
    booked = _booked(actor, row)
    row.given, row.booking = booked.given if row.asked > 0 else -booked.given, booked.entry.pk if booked.entry else None
    row.save(update_fields=["state", "checked_at", "checked_by", "checked_by_id", "given", "booking"])
    record(actor, events.Confirmed(row.rule.label), subject=row.party, county_id=row.county_id)
    return row


@_base.changes(ENTER)
def refuse_entry(actor: Actor, *, entry: Entry, reason: str) -> Entry:
    """A second pair of eyes doesn't confirm it; the subject reads why. Raises as `confirm_entry`, and RuleBroken credit.words_needed."""
    row = _checked(actor, entry, EntryState.REFUSED)
    row.answer_sealed = _base.sealed(_base.said(reason))
    row.save(update_fields=["state", "checked_at", "checked_by", "checked_by_id", "answer_sealed"])
    record(actor, events.Refused(row.rule.label), subject=row.party, county_id=row.county_id)
    return row


def _checked(actor: Actor, entry: Entry, state: EntryState) -> Entry:
    """The waiting entry, held, with who decided on it; the caller saves."""
    keep_in_scope(actor, entry, ENTER)
    hand, row = _base.account_id(actor), _base.held_entry(entry.pk)
    if row.state != EntryState.WAITING:
        raise RuleBroken("credit.checked_already")
    if row.entered_by_id == hand:
        raise RuleBroken("credit.same_person")
    _base.not_about_oneself(actor, row.party)
    row.state, row.checked_at = state, clock.now()
    row.checked_by, row.checked_by_id = actor.label[:120], hand
    return row


def _booked(actor: Actor, row: Entry) -> ledger.Earned:
    """The ledger comes last: its journal is held until the end."""
    party = _base.held_party(row.party_id)
    account, thanks = _base.account_of(party), row.asked > 0
    facts: dict[str, Any] = {
        "account": account, "amount": abs(row.asked), "key": f"credit:{row.pk}", "activity": f"credit:{row.pk}",
        "effective_at": datetime.combine(row.on, time.min, clock.ZONE), "reason": row.rule.label,
    }  # fmt: skip
    if thanks:
        return ledger.earn(actor, kind=kinds.THANKS.code, **facts)
    return ledger.deduct(actor, kind=kinds.DEDUCTION.code, to=_base.source_of(party), **facts)


def _check(party: Party, rule: Rule, on: date) -> None:
    if party.ended_at:
        raise RuleBroken("credit.not_signed")
    _is_signed(party)
    if on > clock.today():
        raise RuleBroken("credit.day_ahead")
    if on < party.began_at.astimezone(clock.ZONE).date():
        raise RuleBroken("credit.before_contract")
    now = selectors.table_on(party.county_id, on)
    if now is None or rule.table_id != now.pk or not rules.in_force(on, now.valid_from, now.valid_until):
        raise RuleBroken("credit.rule_not_in_force")
    if rule.kinds and party.kind not in rule.kinds:
        raise RuleBroken("credit.not_for_kind")


def _is_signed(party: Party) -> None:
    """Raise unless the contract is signed as it stands now."""
    text = texts.contract_text(party.county, party.kind)
    signed = Signature.unscoped.filter(party=party, code=CONTRACT, ended_at=None).first()
    if signed is None or text is None:
        raise RuleBroken("credit.not_signed")
    if signed.digest != text.digest:
        raise RuleBroken("credit.sign_again_first")


def _corrected(party: Party, corrects: Entry | None) -> Entry | None:
    if corrects is not None and (corrects.party_id != party.pk or corrects.state != EntryState.REVERSED):
        raise RuleBroken("credit.not_booked")
    return corrects


def _kept(row: Entry, picture: CleanPicture) -> Picture:
    path = cleaning.store("credit", str(row.pk), picture)
    return Picture(entry=row, path=path, sha256=picture.sha256, added_at=clock.now())


def clean_photos(files: Any, limits: Any) -> tuple[CleanPicture, ...]:
    """Sent pictures, checked and written anew, before any transaction. Raises as `kernel.pictures.clean`."""
    return cleaning.clean_all(cleaning.read_uploads(files, limits), limits)
