"""What somebody who is told sees of their own: messages, ways, wishes. Opened by a signed link, or by the app that knows the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext

from linli.domains.notices import gateways, registry, rules
from linli.domains.notices.method import Channel
from linli.domains.notices.models import Message, Recipient, Refusal
from linli.domains.notices.states import CONTACT, OCCASIONS
from linli.foundation.privacy import rls
from linli.kernel import crypto

_MARK = "notices.link"
#: Hex digits of a link's signature: 80 bits, short enough for a text message.
_SIGNED = 20
#: Messages that a page shows.
MOST = 30


@dataclass(frozen=True, slots=True)
class Told:
    """A message as its recipient reads it: when, what, by which way, to which masked contact, and how it stands."""

    at: datetime
    what: str
    way: str
    to: str
    label: str
    tone: str


@dataclass(frozen=True, slots=True)
class Wish:
    """A way and whether it is wanted; `contact` is masked, "" where there is none yet; a mailbox is proven once its
    owner has confirmed it.
    """

    channel: Channel
    contact: str
    wanted: bool
    is_open: bool
    is_proven: bool


def token_of(recipient: Recipient) -> str:
    """What stands in the link of a message: number and signature. It opens the page of that recipient's report, or of their wishes."""
    return f"{_short(recipient.pk)}-{_signature(str(recipient.pk))}"


def recipient_by_token(token: str) -> Recipient | None:
    """The recipient behind a link; None for one that we didn't make. Old links open as long as their key is in the ring."""
    pk, signed = _parts(token)
    return _recipient(pk) if pk and _fits(str(pk), signed) else None


def proof_of(recipient: Recipient) -> str:
    """What stands in the mail that asks whether a mailbox is theirs: it holds for this recipient with this mailbox."""
    return f"{_short(recipient.pk)}-{_signature(_mailbox(recipient))}"


def recipient_by_proof(token: str) -> Recipient | None:
    """The recipient behind such a mail; None where another mailbox was given since, and for what we didn't make."""
    pk, signed = _parts(token)
    found = _recipient(pk) if pk else None
    return found if found is not None and found.mail_index and _fits(_mailbox(found), signed) else None


def page_of(recipient: Recipient) -> str:
    """The path of what a recipient's messages are about, as the app that knows them gives it; "" where there is none (any more)."""
    return registry.page_of(recipient.subject_kind, recipient.subject_id)


def wishes_of(recipient: Recipient) -> dict[str, Wish]:
    """Which ways there are to somebody, by name, and which of them they want."""
    with rls.everywhere():
        return {way.value: _wish(recipient, way) for way in (Channel.SMS, Channel.MAIL)}


def told_to(kind: str, pk: int) -> list[Told]:
    """What somebody was told, newest first; asked by the app that knows them, of its own row."""
    with rls.everywhere():
        rows = Message.unscoped.filter(recipient__subject_kind=kind, recipient__subject_id=pk).select_related(
            "recipient"
        )
        return [_told(one) for one in rows.defer("text_sealed").order_by("-id")[:MOST]]


def phone_is_told(county: Any, phone: str) -> bool:
    """Whether a proven phone gets text messages about its reports in a county."""
    with rls.everywhere():
        return not _refused(county.pk, Channel.SMS, phone)


def _told(one: Message) -> Told:
    what = gettext(OCCASIONS[one.occasion])
    to = one.recipient.masked(one.channel)
    return Told(one.made_at, what, gettext(one.way), to, gettext(one.what.label), one.what.tone)


def _wish(recipient: Recipient, way: Channel) -> Wish:
    sealed = recipient.phone_sealed if way is Channel.SMS else recipient.mail_sealed
    contact = crypto.unseal(bytes(sealed), purpose=CONTACT)
    wanted = bool(contact) and not _refused(recipient.county_id, way, contact)
    is_proven = way is not Channel.MAIL or recipient.mail_proven_at is not None
    return Wish(way, recipient.masked(way), wanted and is_proven, gateways.is_way(way), is_proven)


def _refused(county_id: int, way: Channel, contact: str) -> bool:
    indexes = crypto.blind_indexes(rules.plain_contact(contact), purpose=CONTACT)
    return Refusal.unscoped.filter(county=county_id, channel=way, contact_index__in=indexes).exists()


def _mailbox(recipient: Recipient) -> str:
    address = crypto.unseal(bytes(recipient.mail_sealed), purpose=CONTACT)
    return f"{recipient.pk} {rules.plain_contact(address)}"


def _recipient(pk: int) -> Recipient | None:
    with rls.everywhere():
        return Recipient.unscoped.select_related("county").defer("county__boundary").filter(pk=pk).first()


def _parts(token: str) -> tuple[int, str]:
    """Number and signature of a link; (0, "") for what can't be one."""
    number, _, signed = token.partition("-")
    if not (0 < len(number) <= 12 and number.isascii() and number.isalnum() and len(signed) == _SIGNED):
        return 0, ""
    return int(number, 36), signed


def _fits(text: str, signed: str) -> bool:
    """Under any key of the ring, each compared in constant time."""
    fits = [constant_time_compare(_signature(text, key), signed) for key in crypto.ring().numbers]
    return any(fits)


def _signature(text: str, key: int | None = None) -> str:
    return crypto.mark(text, purpose=_MARK, key=key)[:_SIGNED]


def _short(number: int) -> str:
    """A number in figures and letters."""
    signs = "0123456789abcdefghijklmnopqrstuvwxyz"
    text = ""
    while number:
        number, rest = divmod(number, 36)
        text = signs[rest] + text
    return text or "0"
