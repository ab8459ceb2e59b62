"""Messages to reporters are made: one per person, channel and occasion, by the worker that delivers what happened.

Nothing is sent here. Whoever makes a message holds its recipient's row, so that two lines of one case, delivered at once by two
workers, know of each other: only the latest of what still waits goes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
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
from linli.kernel.lines import one_line

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


@_base.changes
def announce(news: News, people: Iterable[Addressee]) -> int:
    """Make the messages that the county's method wants; returns how many are new. Joins the caller's transaction.

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
    """The row of somebody, made where it is missing."""
    return _recipient(county, one)


def _recipient(county: Any, one: Addressee) -> Recipient:
    """The row, locked: whoever makes messages for the same person waits here. A phone that was given later is taken in."""
    rows = Recipient.unscoped.select_for_update().filter(subject_kind=one.kind, subject_id=one.id)
    row: Recipient | None = rows.first()
    if row is None:
        row, _new = rows.get_or_create(subject_kind=one.kind, subject_id=one.id, defaults=_facts(county, one))
    if one.phone and not row.phone_index:
        facts = _facts(county, one)
        row.phone_sealed, row.phone_index, row.phone_masked = (facts[name] for name in _PHONE)
        row.save(update_fields=list(_PHONE))
    return row


_PHONE = ("phone_sealed", "phone_index", "phone_masked")


def _facts(county: Any, one: Addressee) -> dict[str, Any]:
    return {
        "county_id": county.pk, "area_id": county.pk, "added_at": clock.now(), "phone_index": _base.index_of(one.phone),
        "phone_sealed": crypto.seal(one.phone, purpose=CONTACT),
        "phone_masked": crypto.mask_phone(one.phone) if one.phone else "",
    }  # fmt: skip


def _tell(news: News, one: Addressee, found: Any, template: Template) -> int:
    """Three statements for somebody who is known, whatever the ways."""
    recipient = _recipient(news.county, one)
    ways = [way for way in template.channels if way is Channel.SITE or _leads(recipient, way)]
    about = Message.unscoped.filter(recipient=recipient, about_kind=news.about_kind, about_id=news.about_id)
    known = list(about.defer("text_sealed").order_by("pk")) if ways else []
    told = {(row.channel, row.key) for row in known}
    new = [_message(news, one, recipient, way, found, template) for way in ways if (way, news.key) not in told]
    Message.unscoped.bulk_create(new)
    for row in new:
        if row.channel != Channel.SITE:
            _settle(row, [old for old in known if old.channel == row.channel])
    return len(new)


def _leads(recipient: Recipient, way: Channel) -> bool:
    is_known = bool(recipient.index(way)) and (way is not Channel.MAIL or recipient.mail_proven_at is not None)
    return is_known and gateways.is_way(way)


def _message(news: News, one: Addressee, recipient: Recipient, way: Channel, found: Any, template: Template) -> Message:
    """A message as it is written: one for the reporter's page is there at once and has no words of its own."""
    now, here = clock.now(), way is Channel.SITE
    said = {"place": news.county.label, "ref": one.ref, "title": one_line(one.title, TITLE), **news.values}
    at = rules.sendable_at(now, found.quiet, urgent=template.urgent or here)
    return Message(
        recipient=recipient, channel=way, key=news.key, county_id=news.county.pk, area_id=news.county.pk,
        occasion=news.occasion, about_kind=news.about_kind, about_id=news.about_id, ref=one.ref, line=news.line,
        urgent=template.urgent, subject=one_line(filled(found.tail.subject, said), 200),
        text_sealed=b"" if here else crypto.seal(filled(template.text, said), purpose=WORDS),
        state=State.DELIVERED if here else State.WAITING, ended_at=now if here else None,
        made_at=now, next_at=at, waits_since=at, held=at > now,
    )  # fmt: skip


def _settle(row: Message, others: list[Message]) -> None:
    """A new message takes the place of what still waits; where something later was told, it is itself what was replaced."""
    if any(old.line > row.line and old.state in (*OPEN, *GONE_OUT) for old in others):
        replace(row)
        return
    waiting = [old.pk for old in others if old.state == State.WAITING and old.line <= row.line and not old.urgent]
    if waiting:
        for old in Message.unscoped.filter(pk__in=waiting, state=State.WAITING).select_for_update(of=("self",)):
            old.recipient = row.recipient
            replace(old)
    if row.held:
        _base.note(row, events.Held, until=rules.clock_words(row.next_at))
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
