"""What is to be sent: noted with the line of history, put back by a person, forgotten when it is old."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from linli.foundation.audit import services as audit
from linli.foundation.partners.selectors import has_partners
from linli.foundation.partners.states import MANAGE
from linli.foundation.privacy.selectors import kept_before
from linli.foundation.territory import selectors as territory
from linli.foundation.webhooks import events, registry
from linli.foundation.webhooks.models import Delivery, Hook
from linli.foundation.webhooks.rules import KEPT
from linli.foundation.webhooks.states import SECRET, State
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.events import event_type
from linli.kernel.scoping import keep_in_scope
from linli.kernel.statements import Kept, among, hole

if TYPE_CHECKING:
    from linli.foundation.audit.models import Event

#: The job that sends (`tasks.send`), which lies above.
SEND = "linli.foundation.webhooks.tasks.send"

_WANTED = Kept(
    lambda: (
        Hook.unscoped.filter(
            among("stream", hole("streams")), county_id=hole("county"), stopped_at=None, partner__active=True
        )
        .select_related("partner")
        .defer("secret_sealed")
    )
)


def offer(stream: registry.Stream) -> None:
    """Let administrators send a kind of news to other systems; called by the app whose news it is, when it is ready."""
    for code in registry.keep(stream):
        audit.on(event_type(code).cls, _follow, where=has_partners)


def _follow(line: Event) -> None:
    note_line(line)


def note_line(line: Event) -> int:
    """Put a line of history down for every webhook that it concerns; returns how many. Called once for a line, by the worker."""
    streams = {code: one for code, one in registry.streams().items() if line.code in one.lines}
    hooks = _WANTED.rows(streams=list(streams), county=line.county_id) if line.county_id else []
    now = clock.now()
    rows = [
        Delivery(hook=hook, line=line, subject_kind=line.subject_kind, subject_id=line.subject_id, next_at=now, waits_since=now)
        for hook in hooks
        if streams[hook.stream].concerns(line, hook.partner)
    ]  # fmt: skip
    if rows:
        Delivery.objects.bulk_create(rows, ignore_conflicts=True)
        transaction.on_commit(_send_soon)
    return len(rows)


def _send_soon() -> None:
    """Wake the job that sends, unless it is woken already; else it looks by itself every two seconds."""
    with suppress(AlreadyEnqueued):
        app.configure_task(SEND, queueing_lock=SEND).defer(timestamp=0)


@transaction.atomic
def resend(actor: Actor, *, delivery: Delivery) -> Delivery:
    """Let something that was given up wait again. Raises RuleBroken webhooks.not_dead, webhooks.off; OutOfScope."""
    row = Delivery.objects.select_for_update(of=("self",)).select_related("hook").get(pk=delivery.pk)
    keep_in_scope(actor, row.hook, MANAGE)
    if row.state != State.DEAD:
        raise RuleBroken("webhooks.not_dead")
    _again(actor, row.hook, [row.pk])
    row.refresh_from_db()
    return row


@transaction.atomic
def resend_all(actor: Actor, *, hook: Hook) -> int:
    """Let everything of a webhook that was given up wait again; returns how many. Raises RuleBroken webhooks.off; OutOfScope."""
    row: Hook = Hook.unscoped.select_for_update(of=("self",)).get(pk=hook.pk)
    keep_in_scope(actor, row, MANAGE)
    return _again(actor, row, list(Delivery.objects.filter(hook=row, state=State.DEAD).values_list("pk", flat=True)))


def forget_old() -> int:
    """Delete what was taken more than ninety days ago, and webhooks that were switched off so long ago that their county's method
    doesn't let us keep the secret any longer, with all that was sent by them; returns how many deliveries and webhooks.
    """
    taken = Delivery.objects.filter(state=State.DELIVERED, ended_at__lt=clock.now() - KEPT).delete()[0]
    return taken + sum(_forget_hooks(county) for county in territory.counties())


def _forget_hooks(county: Any) -> int:
    before = kept_before(territory.rules_of(county), SECRET)
    if before is None:
        return 0
    return int(Hook.unscoped.filter(county=county, stopped_at__lt=before).delete()[0])


def _again(actor: Actor, hook: Hook, ids: list[int]) -> int:
    if not hook.active:
        raise RuleBroken("webhooks.off")
    now = clock.now()
    rows = Delivery.objects.filter(pk__in=ids, state=State.DEAD)
    count = rows.update(state=State.WAITING, attempts=0, next_at=now, waits_since=now, ended_at=None)
    if count:
        audit.record(actor, events.Resent(count), subject=hook, county_id=hook.county_id)
    return count
