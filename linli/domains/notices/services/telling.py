"""Messages to reporters are made: one per person, channel and occasion, by the worker that delivers what happened.

Nothing is sent here. Whoever makes a message holds its recipient's row, so that two lines of one case, delivered at once by two
workers, know of each other: only the latest of what still waits goes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from linli.domains.notices import events, gateways, rules
from linli.domains.notices.method import Channel, Occasion, Template, filled
from linli.domains.notices.models import Message, Recipient
from linli.domains.notices.services import _base
from linli.domains.notices.states import CONTACT, GONE_OUT, OPEN, WORDS, State
from linli.kernel import clock, crypto

#: The job that sends (`tasks.send`), which lies above.
SEND = "linli.domains.notices.tasks.send"

#: Words of a reporter that a template may repeat, in characters.
TITLE = 20


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody to tell: who they are in the app that knows them, their phone in clear ("" for none), the number and the first words
    of their own report.
    """

    kind: str
    id: int
    phone: str
    ref: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """What happened, to what (`about_*`, the row whose course is written), and `line`, the line of history that says so (0: none).

    `key` makes it once: the line's number, or a word for what happens once only. `values` fill the template beside the usual ones.
    """

    county: Any
    occasion: Occasion
    about_kind: str
    about_id: int
    key: str
    line: int = 0
    values: Mapping[str, str] = field(default_factory=dict)


def announce(news: News, people: Iterable[Addressee]) -> int:
    """Make the messages that the county's method wants; returns how many are new. Inside the caller's transaction.

    The same phone is told once, however often it stands among the people. A method without the section tells nobody.
    """
    found = _base.rules_of(news.county)
    template = found.kinds.get(news.occasion) if found else None
    if template is None or not template.channels:
        return 0
    made, seen = 0, set[str]()
    for one in people:
        if not (one.phone and one.phone in seen):
            seen.add(one.phone)
            made += _tell(news, one, found, template)
    return made


@_base.changes
def recipient_for(county: Any, one: Addressee) -> Recipient:
    """The row of somebody, made where it is missing, and locked: who makes messages for it waits here. A phone that was given later
    is taken in.
    """
    index = _base.index_of(one.phone)
    masked = crypto.mask_phone(one.phone) if one.phone else ""
    defaults = {
        "county_id": county.pk, "area_id": county.pk, "phone_index": index, "phone_masked": masked,
        "phone_sealed": crypto.seal(one.phone, purpose=CONTACT), "added_at": clock.now(),
    }  # fmt: skip
    rows = Recipient.unscoped.select_for_update()
    row, _new = rows.get_or_create(subject_kind=one.kind, subject_id=one.id, defaults=defaults)
    if one.phone and not row.phone_index:
        row.phone_sealed, row.phone_index, row.phone_masked = defaults["phone_sealed"], index, masked
        row.save(update_fields=["phone_sealed", "phone_index", "phone_masked"])
    found: Recipient = row
    return found


@_base.changes
def _tell(news: News, one: Addressee, found: Any, template: Template) -> int:
    recipient = recipient_for(news.county, one)
    ways = [way for way in template.channels if way is Channel.SITE or _leads(recipient, way)]
    return sum(_make(news, one, recipient, way, found, template) for way in ways)


def _leads(recipient: Recipient, way: Channel) -> bool:
    return bool(recipient.index(way)) and gateways.is_way(way)


def _make(news: News, one: Addressee, recipient: Recipient, way: Channel, found: Any, template: Template) -> int:
    now = clock.now()
    said = {"place": news.county.label, "ref": one.ref, "title": rules.one_line(one.title)[:TITLE], **news.values}
    at = rules.sendable_at(now, found.quiet, urgent=template.urgent or way is Channel.SITE)
    facts = {
        "county_id": news.county.pk, "area_id": news.county.pk, "occasion": news.occasion, "about_kind": news.about_kind,
        "about_id": news.about_id, "ref": one.ref, "line": news.line, "urgent": template.urgent,
        "subject": rules.one_line(filled(found.tail.subject, said))[:200], "made_at": now, "next_at": at,
        "waits_since": at, "held": at > now,
        "text_sealed": b"" if way is Channel.SITE else crypto.seal(filled(template.text, said), purpose=WORDS),
        "state": State.DELIVERED if way is Channel.SITE else State.WAITING, "ended_at": now if way is Channel.SITE else None,
    }  # fmt: skip
    row, is_new = Message.unscoped.get_or_create(recipient=recipient, channel=way, key=news.key[:80], defaults=facts)
    if is_new and way is not Channel.SITE:
        row.recipient = recipient
        _settle(row, at, now)
    return int(is_new)


def _settle(row: Message, at: datetime, now: datetime) -> None:
    """A new message takes the place of what still waits; where something later was told, it is itself what was replaced."""
    others = Message.unscoped.filter(recipient=row.recipient, channel=row.channel, about_id=row.about_id).exclude(
        pk=row.pk
    )
    others = others.filter(about_kind=row.about_kind)
    if others.filter(line__gt=row.line, state__in=(*OPEN, *GONE_OUT)).exists():
        replace(row)
        return
    waiting = others.filter(state=State.WAITING, line__lte=row.line, urgent=False).select_for_update(of=("self",))
    for old in waiting:
        old.recipient = row.recipient
        replace(old)
    if at > now:
        _base.note(row, events.Held, until=rules.clock_words(at))
    transaction.on_commit(send_soon)


def replace(row: Message) -> None:
    """Mark a waiting message as replaced by a later one; its words go."""
    row.state, row.ended_at, row.text_sealed, row.held = State.REPLACED, clock.now(), b"", False
    row.save(update_fields=["state", "ended_at", "text_sealed", "held"])
    _base.note(row, events.Replaced)


def send_soon() -> None:
    """Wake the job that sends, unless it is woken already; else it looks by itself every two seconds."""
    with suppress(AlreadyEnqueued):
        app.configure_task(SEND, queueing_lock=SEND).defer(timestamp=0)
