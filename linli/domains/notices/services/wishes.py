"""Who doesn't want messages, by which way; and the mailbox that somebody gives. What waits already is looked at again before it goes."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils.translation import gettext

from linli.domains.notices import events, rules
from linli.domains.notices.method import Channel
from linli.domains.notices.models import Message, Recipient, Refusal
from linli.domains.notices.selectors.wishes import proof_of
from linli.domains.notices.services import _base
from linli.domains.notices.services.direct import put
from linli.domains.notices.states import CHANGE, CONTACT, REFUSAL, WAYS, Direct
from linli.foundation.audit.services import record
from linli.foundation.residents.rules import clean_phone
from linli.kernel import clock, crypto
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

#: Who wrote a wish down where nobody of the staff did.
BY_THEMSELVES = ""

#: A mailbox that nobody confirms is forgotten after that (assumed).
PROVE_WITHIN = timedelta(days=3)
#: So often in a day is one mailbox asked, whoever types it in (assumed).
MOST_QUESTIONS = 3
A_DAY = timedelta(hours=24)


@_base.changes
def choose(recipient: Recipient, *, wanted: dict[Channel, bool]) -> None:
    """What somebody chose on the page behind the link of a message: which ways they want. Ways without a contact are left out."""
    for channel, wish in wanted.items():
        contact = _base.contact_at(recipient, channel)
        if contact and (channel is not Channel.MAIL or recipient.mail_proven_at):
            _set(recipient.county_id, channel, contact, wanted=wish, by=BY_THEMSELVES)


@_base.changes
def set_mail(recipient: Recipient, *, address: str) -> None:
    """The mailbox in which somebody wants to be told; "" takes it away. A new one is asked first whether it is theirs, and gets
    nothing else until then.

    Raises RuleBroken notices.bad_mail, notices.mail_stopped (its owner wants nothing), notices.mail_too_often.
    """
    plain = address.strip()
    if plain:
        _check_mail(plain)
    row = Recipient.unscoped.select_for_update(of=("self",)).select_related("county").get(pk=recipient.pk)
    if plain and row.mail_proven_at and _base.contact_at(row, Channel.MAIL) == plain:
        return
    row.mail_sealed = crypto.seal(plain, purpose=CONTACT)
    row.mail_index = _base.index_of(plain)
    row.mail_masked = rules.mask_mail(plain)[:120] if plain else ""
    row.mail_asked_at, row.mail_proven_at = clock.now() if plain else None, None
    row.save(update_fields=["mail_sealed", "mail_index", "mail_masked", "mail_asked_at", "mail_proven_at"])
    if plain:
        _ask_mailbox(row, plain)


@_base.changes
def prove_mail(recipient: Recipient) -> None:
    """Whoever reads the mailbox says that it is theirs: from now on it is told. Raises RuleBroken notices.mail_gone where another
    one was given meanwhile.
    """
    row = Recipient.unscoped.select_for_update(of=("self",)).get(pk=recipient.pk)
    if not row.mail_index or row.mail_index != recipient.mail_index:
        raise RuleBroken("notices.mail_gone")
    if row.mail_proven_at is None:
        row.mail_proven_at = clock.now()
        row.save(update_fields=["mail_proven_at"])
        _set(row.county_id, Channel.MAIL, _base.contact_at(row, Channel.MAIL), wanted=True, by=BY_THEMSELVES)


def _ask_mailbox(row: Recipient, address: str) -> None:
    """The one mail that an unproven mailbox gets. Whoever types in strangers' addresses is stopped soon."""
    if _base.is_refused(row.county_id, Channel.MAIL, address):
        raise RuleBroken("notices.mail_stopped")
    asked = Message.unscoped.filter(
        occasion=Direct.CONFIRM, recipient__mail_index__in=_base.indexes_of(address), made_at__gt=clock.now() - A_DAY
    )
    if asked.count() >= MOST_QUESTIONS:
        raise RuleBroken("notices.mail_too_often")
    link = settings.LINLI_ADDRESS + reverse("notices:prove", args=[proof_of(row)])
    place = row.county.label
    text = gettext(
        "{place}: somebody gave this mailbox to hear about a report. If it was you, please confirm it here: {link} If it "
        "wasn't you, you need do nothing: no further mail will come."
    ).format(place=place, link=link)
    subject = gettext("{place}: please confirm your mailbox").format(place=place)
    key = f"confirm:{secrets.token_hex(8)}"
    put(row, Direct.CONFIRM, Channel.MAIL, key=key, text=text, subject=subject, until=clock.now() + PROVE_WITHIN)


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
