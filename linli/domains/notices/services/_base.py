"""What services of messages share: lines in the course of a case, a county's rules, contacts in clear, and who doesn't want what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from linli.domains.notices import rules
from linli.domains.notices.method import Channel
from linli.domains.notices.models import Message, Recipient, Refusal
from linli.domains.notices.states import CONTACT, OCCASIONS, WAYS
from linli.foundation.audit import services as audit
from linli.foundation.privacy import rls
from linli.foundation.territory import selectors as territory
from linli.kernel import crypto
from linli.kernel.actor import Actor

#: Makes a service one transaction that sees all rows: it asks itself what its caller may touch.
changes = rls.changing_all


def note(message: Message, event: Callable[..., Any], *, actor: Actor | None = None, **more: str) -> None:
    """Write what became of a message into the course of what it is about, in the language of the place."""
    if message.channel == Channel.SITE or message.is_direct:
        return
    about = apps.get_model(message.about_kind)(pk=message.about_id)
    with translation.override(settings.LANGUAGE_CODE):
        said = {
            "way": gettext(WAYS[message.channel]),
            "to": message.recipient.masked(message.channel),
            "what": gettext(OCCASIONS[message.occasion]),
        }
        happened = event(**said, **{name: gettext(words) if words else "" for name, words in more.items()})
    audit.record(actor or Actor.system(), happened, subject=about, county_id=message.county_id)


def rules_of(county: Any) -> Any:
    """The county's section; None where its rules are older than it."""
    found = territory.rules_of(county)
    return found.notices if "notices" in found.sections else None


def index_of(contact: str) -> str:
    """The blind index of a phone number or address; "" for ""."""
    return crypto.blind_index(rules.plain_contact(contact), purpose=CONTACT)


def indexes_of(contact: str) -> list[str]:
    """The same under every key of the ring: in the middle of a rotation a wish still counts."""
    return crypto.blind_indexes(rules.plain_contact(contact), purpose=CONTACT)


def is_refused(county_id: int, channel: str, contact: str) -> bool:
    """Whether the owner of a contact (in clear) doesn't want messages by a channel."""
    held = Refusal.unscoped.filter(county=county_id, channel=channel, contact_index__in=indexes_of(contact))
    return held.exists()


def contact_at(recipient: Recipient, channel: str) -> str:
    """The number or address in clear, for the gateway and for finding wishes; "" where there is none."""
    sealed = {Channel.SMS: recipient.phone_sealed, Channel.MAIL: recipient.mail_sealed}.get(Channel(channel), b"")
    return crypto.unseal(bytes(sealed), purpose=CONTACT)
