"""What the worker does: take what is due, hand it to the gateway, write down what came of it.

At least once: a message is taken for `LEASE` and handed over outside of any transaction; whoever is killed meanwhile leaves it to the
next one, and the gateway knows it by its name. What was decided when it was made is asked again here: whether the person still
wants it, and whether it is night by now.
"""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet
from django.urls import reverse

from linli.domains.notices import events, gateways, rules
from linli.domains.notices.method import Channel, filled
from linli.domains.notices.models import Message
from linli.domains.notices.selectors.wishes import token_of
from linli.domains.notices.services import _base
from linli.domains.notices.states import (
    CLOSED_WAY,
    GONE_OUT,
    NO_ANSWER,
    OPEN,
    OVER,
    REFUSED,
    TOO_MANY,
    UNPROVEN,
    WORDS,
    Direct,
    State,
)
from linli.foundation.webhooks.rules import wait_after
from linli.kernel import clock, crypto

logger = logging.getLogger(__name__)

#: Messages of one round, and how many of them are under way at once.
BATCH = 20
AT_ONCE = 4

#: Longer than a round may take: then somebody was killed, and the message is free again.
LEASE = timedelta(seconds=2 * BATCH * gateways.SECONDS / AT_ONCE)

_A_DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Packed:
    """A message ready to go: nothing in it needs the database."""

    pk: int
    parcel: gateways.Parcel


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a try: `handed` where the gateway took it, else why not, in words for staff and as the network said it."""

    handed: gateways.Handed | None
    reason: str = ""
    error: str = ""


def send_due() -> int:
    """One round: hand over up to `BATCH` messages; returns how many were looked at. 0 when nothing is due."""
    looked, packed = _take()
    stay = [one for one in packed if gateways.stays_here(one.parcel.channel)]
    for one in stay:
        _note(one.pk, _tried(one.parcel))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        leave = [one for one in packed if one not in stay]
        under_way: dict[Future[Outcome], int] = {pool.submit(_tried, one.parcel): one.pk for one in leave}
        for done in as_completed(under_way):
            _note(under_way[done], done.result())
    return looked


def _tried(parcel: gateways.Parcel) -> Outcome:
    """Hand over one message, without the database (but for the demonstration's gateway). Never raises."""
    try:
        return Outcome(gateways.hand_over(parcel))
    except gateways.NotSent as failed:
        return Outcome(None, REFUSED if failed.answered else NO_ANSWER, str(failed)[:200])
    except Exception as error:
        logger.exception("gateway of %s failed", parcel.channel)
        return Outcome(None, NO_ANSWER, type(error).__name__)


def send_now(pk: int) -> None:
    """Hand over one message at once, in the process of whoever asked for it; what fails is tried again by the worker."""
    for one in _take(pk)[1]:
        _note(one.pk, _tried(one.parcel))


@_base.changes
def _take(only: int | None = None) -> tuple[int, list[Packed]]:
    """The oldest due messages, each looked at once more; those that may go are taken for `LEASE`."""
    due = Message.unscoped.filter(state__in=OPEN, next_at__lte=clock.now()).order_by("next_at", "id")
    due = due if only is None else due.filter(pk=only)
    rows = due.select_for_update(of=("self",), skip_locked=True).select_related("recipient", "county")[:BATCH]
    found = list(rows)
    packed = [_packed(row) for row in found if _may_go(row)]
    return len(found), packed


def _may_go(row: Message) -> bool:
    """Whether a message may go now; where not, it is ended or put off, and that is written down."""
    found, now = _base.rules_of(row.county), clock.now()
    if row.until is not None and now >= row.until:
        give_up(row, OVER)
    elif not gateways.is_way(Channel(row.channel)) or (found is None and not row.is_direct):
        give_up(row, CLOSED_WAY)
    elif row.is_direct:
        return True
    else:
        return _is_wanted(row, found, now)
    return False


def _is_wanted(row: Message, found: Any, now: datetime) -> bool:
    """Whether somebody who reported something is to hear of it by this way, and now."""
    if row.channel == Channel.MAIL and row.recipient.mail_proven_at is None:
        give_up(row, UNPROVEN)
    elif _base.is_refused(row.county_id, row.channel, _base.contact_at(row.recipient, row.channel)):
        _end(row, State.UNWANTED)
        _base.note(row, events.Unwanted)
    elif (at := rules.sendable_at(now, found.quiet, urgent=row.urgent)) > now:
        _hold(row, at)
    elif _today(row).count() >= found.limits.a_day:
        give_up(row, TOO_MANY)
    else:
        return True
    return False


def _hold(row: Message, at: Any) -> None:
    """It got late meanwhile: the morning sends it. The time to give up runs on: else what never goes would wait forever."""
    row.state, row.held, row.next_at = State.WAITING, True, at
    row.save(update_fields=["state", "held", "next_at"])
    _base.note(row, events.Held, until=rules.clock_words(at))


def _today(row: Message) -> QuerySet[Message]:
    """What the same contact got by this channel in the last 24 hours."""
    column = "recipient__phone_index" if row.channel == Channel.SMS else "recipient__mail_index"
    same = {column: row.recipient.index(row.channel), "channel": row.channel}
    rows = Message.unscoped.filter(state__in=GONE_OUT, ended_at__gt=clock.now() - _A_DAY, **same)
    return rows.exclude(occasion__in=list(Direct)).order_by()


def _packed(row: Message) -> Packed:
    text = crypto.unseal(bytes(row.text_sealed), purpose=WORDS)
    Message.unscoped.filter(pk=row.pk).update(
        state=State.SENDING, held=False, next_at=clock.now() + LEASE, attempts=F("attempts") + 1
    )
    parcel = gateways.Parcel(
        channel=Channel(row.channel), to=_base.contact_at(row.recipient, row.channel), subject=row.subject,
        text=text if row.is_direct else text + _tail(row), name=row.name,
    )  # fmt: skip
    return Packed(row.pk, parcel)


def _tail(row: Message) -> str:
    """The end of a message about a report: the link to its page, and to what ends messages."""
    link = settings.LINLI_ADDRESS + reverse("notices:link", args=[token_of(row.recipient)])
    return filled(_base.rules_of(row.county).tail.text, {"stop": link})


@_base.changes
def _note(pk: int, outcome: Outcome) -> None:
    """What came of a try. A report that was faster than we are has the last word; so has whoever took it after our lease."""
    row = Message.unscoped.select_for_update(of=("self",)).select_related("recipient", "county").get(pk=pk)
    if row.state != State.SENDING:
        return
    if outcome.handed is not None:
        _gone_out(row, outcome.handed)
        return
    row.error, next_at = outcome.error, clock.now() + wait_after(row.attempts)
    if _is_over(row, next_at):
        give_up(row, outcome.reason)
    else:
        row.state, row.reason, row.next_at = State.WAITING, outcome.reason, next_at
        row.save(update_fields=["state", "reason", "error", "next_at"])


def _is_over(row: Message, next_at: datetime) -> bool:
    """Whether there is no next try: it would be too late, or the method's time is over."""
    if row.until is not None:
        return next_at >= row.until
    found = _base.rules_of(row.county)
    return found is None or clock.now() - row.waits_since >= found.tries.give_up_after.length


def _gone_out(row: Message, handed: gateways.Handed) -> None:
    row.handle, row.reason, row.error = handed.handle[:80], "", ""
    if handed.is_there:
        words = crypto.unseal(bytes(row.text_sealed), purpose=WORDS) if handed.shows else ""
        _end(row, State.DELIVERED)
        _base.note(row, events.Delivered, words=words)
    else:
        _end(row, State.SENT)
        _base.note(row, events.Sent)


def give_up(row: Message, reason: str) -> None:
    """End a message that didn't get there; its words stay until a person sends it again or its time is over, but for a code's."""
    row.reason = reason
    _end(row, State.FAILED, forget=row.occasion == Direct.CODE)
    _base.note(row, events.Failed, reason=reason)


def _end(row: Message, state: State, *, forget: bool = True) -> None:
    """The last word on a message. What went out needs no words any more; what a phone may still refuse needs them for the next try."""
    row.state, row.ended_at, row.held = state, clock.now(), False
    if forget and (state is not State.SENT or row.occasion == Direct.CODE):
        row.text_sealed = b""
    row.save(update_fields=["state", "ended_at", "held", "text_sealed", "handle", "reason", "error"])
