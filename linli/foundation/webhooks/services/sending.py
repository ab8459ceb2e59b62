"""What the worker does: take what is due, send it, write down what came of it.

At least once: a delivery is taken for `LEASE` and sent outside of any transaction; whoever is killed meanwhile leaves it to the
next one, and the other side knows it by its id. In order: of what is about one thing only the oldest waiting line is taken.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from linli.foundation.partners.rules import signature
from linli.foundation.webhooks import registry, rules
from linli.foundation.webhooks.models import Delivery, Hook
from linli.foundation.webhooks.services import wire
from linli.foundation.webhooks.states import SECRET, State
from linli.kernel import clock, crypto

logger = logging.getLogger(__name__)

#: A delivery with its body and headers.
Packed = tuple[Delivery, bytes, dict[str, str]]

#: Deliveries of one round, and how many of them are under way at once.
BATCH = 40
AT_ONCE = 8

#: Longer than a round may take: then somebody was killed, and the delivery is free again.
LEASE = timedelta(seconds=2 * BATCH * wire.SECONDS / AT_ONCE)


def send_due() -> int:
    """One round: send up to `BATCH` deliveries; returns how many were tried. 0 when nothing is due."""
    due = _take()
    by_hook: dict[int, list[Delivery]] = {}
    for row in due:
        by_hook.setdefault(row.hook_id, []).append(row)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        under_way: dict[Future[wire.Answer], Delivery] = {}
        for rows in by_hook.values():
            for row, body, headers in _ready(rows):
                under_way[pool.submit(wire.post, row.hook.url, body, headers)] = row
        for done in as_completed(under_way):
            _note(under_way[done], done.result())
    return len(due)


@transaction.atomic
def _take() -> list[Delivery]:
    """The oldest due line about each thing; of an address that failed last time only one, to see whether it answers again."""
    now = clock.now()
    before = Delivery.objects.filter(
        hook=OuterRef("hook"), subject_kind=OuterRef("subject_kind"), subject_id=OuterRef("subject_id"),
        state=State.WAITING, line__lt=OuterRef("line"),
    )  # fmt: skip
    ready = Q(hook__rest_until=None) | Q(hook__rest_until__lte=now)
    ready &= Q(hook__stopped_at=None, hook__partner__active=True)
    found = (
        Delivery.objects.filter(ready, ~Exists(before), state=State.WAITING, next_at__lte=now)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("hook__partner", "line")
        .order_by("hook__failures", "next_at", "id")
    )
    rows: list[Delivery] = []
    tried: set[int] = set()
    for row in found[:BATCH]:
        if not (row.hook.failures and row.hook_id in tried):
            tried.add(row.hook_id)
            rows.append(row)
    Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(next_at=now + LEASE, attempts=F("attempts") + 1)
    return rows


def _ready(rows: list[Delivery]) -> list[Packed]:
    """What goes to one webhook. Where it can't be made, all of it is put off as if nobody had answered: other webhooks go on."""
    try:
        return list(_packed(rows))
    except Exception as error:
        logger.exception("news for %s can't be made", rows[0].hook.name)
        for row in rows:
            _note(row, wire.Answer(0, type(error).__name__, 0))
        return []


def _packed(rows: list[Delivery]) -> Iterator[Packed]:
    """Body and headers of deliveries of one webhook; those of which there is nothing (more) to tell are deleted."""
    hook = rows[0].hook
    stream = registry.stream(hook.stream)
    secret = crypto.unseal(bytes(hook.secret_sealed), purpose=SECRET)
    told = stream.says([row.line for row in rows], hook.partner) if stream else {}
    Delivery.objects.filter(pk__in=[row.pk for row in rows if row.line_id not in told]).delete()
    for row in rows:
        if row.line_id in told:
            body = _body(row, told[row.line_id])
            yield row, body, _headers(row, secret, body)


def _body(row: Delivery, data: dict[str, Any]) -> bytes:
    said: dict[str, Any] = {
        "id": f"{row.hook.name}-{row.line_id}",
        "stream": row.hook.stream,
        "event": row.line.code,
        "at": row.line.at.astimezone(clock.ZONE).isoformat(timespec="seconds"),
        "data": data,
    }
    return json.dumps(said, ensure_ascii=False).encode()


def _headers(row: Delivery, secret: str, body: bytes) -> dict[str, str]:
    """Signed as partners sign what they send us."""
    time, nonce = str(int(clock.now().timestamp())), f"{row.hook.name}-{row.line_id}-{row.attempts + 1}"
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Linli",
        "Linli-Key": row.hook.name,
        "Linli-Time": time,
        "Linli-Nonce": nonce,
        "Linli-Signature": signature(secret, time, nonce, body),
    }


def _note(row: Delivery, answer: wire.Answer) -> None:
    """What came of a try, in one transaction with what it says of the address."""
    row.status, row.error, row.took_ms = answer.status or None, answer.error[:200], answer.milliseconds
    if rules.is_taken(answer.status):
        _end(row, State.DELIVERED)
        if row.hook.failures:
            Hook.unscoped.filter(pk=row.hook_id).update(failures=0, rest_until=None)
        return
    if clock.now() - row.waits_since >= rules.GIVE_UP:
        _end(row, State.DEAD)
    else:
        row.next_at = clock.now() + rules.wait_after(row.attempts + 1)
        row.save(update_fields=["status", "error", "took_ms", "next_at"])
    if not answer.status:
        _rest(row.hook)


def _rest(hook: Hook) -> None:
    """An address from which no answer comes is left alone for a while, so that it holds up nobody else."""
    failures = hook.failures + 1
    rests = clock.now() + rules.wait_after(failures)
    Hook.unscoped.filter(pk=hook.pk, failures=hook.failures).update(failures=failures, rest_until=rests)


def _end(row: Delivery, state: State) -> None:
    row.state, row.ended_at = state, clock.now()
    row.save(update_fields=["state", "ended_at", "status", "error", "took_ms"])
