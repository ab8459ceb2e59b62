"""Who doesn't want messages, by which way; and the mailbox that somebody gives. What waits already is looked at again before it goes."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from linli.domains.notices import events, rules
from linli.domains.notices.method import Channel
from linli.domains.notices.models import Recipient, Refusal
from linli.domains.notices.services import _base
from linli.domains.notices.states import CHANGE, CONTACT, REFUSAL, WAYS
from linli.foundation.audit.services import record
from linli.foundation.residents.rules import clean_phone
from linli.kernel import clock, crypto
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

#: Who wrote a wish down where nobody of the staff did.
BY_THEMSELVES = ""


@_base.changes
def choose(recipient: Recipient, *, wanted: dict[Channel, bool]) -> None:
    """What somebody chose on the page behind the link of a message: which ways they want. Ways without a contact are left out."""
    for channel, wish in wanted.items():
        contact = _base.contact_at(recipient, channel)
        if contact:
            _set(recipient.county_id, channel, contact, wanted=wish, by=BY_THEMSELVES)


@_base.changes
def set_mail(recipient: Recipient, *, address: str) -> None:
    """The mailbox in which somebody wants to be told; "" takes it away. Raises RuleBroken notices.bad_mail."""
    plain = address.strip()
    if plain:
        _check_mail(plain)
    row = Recipient.unscoped.select_for_update(of=("self",)).get(pk=recipient.pk)
    row.mail_sealed = crypto.seal(plain, purpose=CONTACT)
    row.mail_index = _base.index_of(plain)
    row.mail_masked = rules.mask_mail(plain)[:120] if plain else ""
    row.save(update_fields=["mail_sealed", "mail_index", "mail_masked"])
    if plain:
        _set(row.county_id, Channel.MAIL, plain, wanted=True, by=BY_THEMSELVES)


@_base.changes
def set_phone_wish(county: Any, *, phone: str, wanted: bool) -> None:
    """Whether the owner of a proven phone wants text messages about their reports in a county."""
    _set(county.pk, Channel.SMS, phone, wanted=wanted, by=BY_THEMSELVES)


@_base.changes
def set_by_staff(actor: Actor, *, county: Any, contact: str, wanted: bool) -> None:
    """What somebody asks for on the phone: no messages any more to this number or address, or again; written down with who did it.

    Raises RuleBroken notices.bad_contact, notices.not_yours.
    """
    if not actor.reaches(CHANGE, county.path):
        raise RuleBroken("notices.not_yours")
    channel, plain = _understood(contact)
    row = _set(county.pk, channel, plain, wanted=wanted, by=actor.label[:120])
    happened = (events.Allowed if wanted else events.Stopped)(WAYS[channel], _masked(channel, plain))
    record(actor, happened, subject=row or county, county_id=county.pk)


def _understood(contact: str) -> tuple[Channel, str]:
    text = contact.strip()
    if "@" in text:
        _check_mail(text, "notices.bad_contact")
        return Channel.MAIL, text
    phone = clean_phone(text)
    if not phone:
        raise RuleBroken("notices.bad_contact")
    return Channel.SMS, phone


def _check_mail(address: str, code: str = "notices.bad_mail") -> None:
    try:
        validate_email(address)
    except ValidationError as error:
        raise RuleBroken(code) from error
    if len(address) > 120 or not address.isascii():
        raise RuleBroken(code)


def _set(county_id: int, channel: Channel, contact: str, *, wanted: bool, by: str) -> Refusal | None:
    """Write a wish down; the same twice changes nothing. Returns the refusal where there is one now."""
    indexes = _base.indexes_of(contact)
    held = Refusal.unscoped.filter(county=county_id, channel=channel, contact_index__in=indexes)
    if wanted:
        held.delete()
        return None
    found: Refusal | None = held.first()
    if found is None:
        facts = {
            "area_id": county_id, "contact_sealed": crypto.seal(contact, purpose=REFUSAL), "by": by, "at": clock.now(),
            "contact_masked": _masked(channel, contact),
        }  # fmt: skip
        found, _new = Refusal.unscoped.get_or_create(
            county_id=county_id, channel=channel, contact_index=indexes[0], defaults=facts
        )
    return found


def _masked(channel: Channel, contact: str) -> str:
    return crypto.mask_phone(contact) if channel is Channel.SMS else rules.mask_mail(contact)[:120]
