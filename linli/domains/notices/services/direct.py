"""Messages that somebody asked for themselves: a code, word that a request was answered, the question whether a mailbox is theirs.

They are rows like all others, so that a gateway that fails is tried again and the centre sees what didn't get there; but the first
try is made at once, by the process that was asked, when what they tell is committed.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from linli.domains.notices.method import Channel
from linli.domains.notices.models import Message, Recipient
from linli.domains.notices.services import _base
from linli.domains.notices.services.sending import send_now
from linli.domains.notices.services.telling import Addressee, recipient_for, replace
from linli.domains.notices.states import WORDS, Direct, State
from linli.kernel import clock, crypto
from linli.kernel.lines import one_line


@_base.changes
def send_to_phone(
    county: Any, what: Direct, *, kind: str, pk: int, phone: str, text: str, until: datetime | None = None
) -> Message:
    """Send words to a phone once for the row (`kind`, `pk`) that they are about; not any more from `until` on."""
    recipient = recipient_for(county, Addressee(kind, pk, phone, ref=""))
    return put(recipient, what, Channel.SMS, key=what.value, text=text, until=until)


def tell_of_answer(row: Any, phone: str) -> Message:
    """Tell a phone, once for the row, that an office has answered: never what was asked, what came of it, or who they are. In the
    language of the place, whatever the office reads.
    """
    with translation.override(settings.LANGUAGE_CODE):
        text = gettext(
            "{place}: your request has been answered. Sign in with this phone to read it in “My information”."
        )
        words = text.format(place=row.county.label)
    return send_to_phone(row.county, Direct.ANSWERED, kind=row._meta.label_lower, pk=row.pk, phone=phone, text=words)


@_base.changes
def take_back(kind: str, pk: int) -> int:
    """What still waits to be sent about a row isn't sent any more; returns how many."""
    rows = Message.unscoped.filter(about_kind=kind, about_id=pk, state=State.WAITING, occasion__in=list(Direct))
    found = list(rows.select_for_update(of=("self",)))
    for row in found:
        replace(row)
    return len(found)


@_base.changes
def forget_asked(county: Any, kind: str, before: datetime) -> int:
    """Forget who was sent something about rows of a kind before a moment, with the messages; returns how many."""
    gone = Recipient.unscoped.filter(county=county, subject_kind=kind, added_at__lt=before)
    return int(gone.delete()[0])


def put(
    recipient: Recipient,
    what: Direct,
    channel: Channel,
    *,
    key: str,
    text: str,
    until: datetime | None,
    subject: str = "",
) -> Message:
    """Write the message, inside the caller's transaction, and hand it over after it."""
    now = clock.now()
    row: Message = Message.unscoped.create(
        recipient=recipient, channel=channel, key=key, county_id=recipient.county_id, area_id=recipient.county_id,
        occasion=what, about_kind=recipient.subject_kind, about_id=recipient.subject_id, ref="", urgent=True,
        subject=one_line(subject, 200), text_sealed=crypto.seal(text, purpose=WORDS), made_at=now, next_at=now,
        waits_since=now, until=until,
    )  # fmt: skip
    transaction.on_commit(partial(send_now, row.pk), robust=True)
    return row
