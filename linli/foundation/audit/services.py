"""Recording what happened, delivering it to handlers, and forgetting personal words on time."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.db import models, transaction

from linli.foundation.audit.models import Event, Outbox, SentForm
from linli.kernel import clock, events
from linli.kernel.actor import Actor
from linli.kernel.writes import insert

logger = logging.getLogger(__name__)

Handler = Callable[[Event], None]

#: After that many failures a row is left for a person to look at (it stays in the outbox and in /healthz).
MAX_ATTEMPTS = 12
FORMS_KEPT = timedelta(days=7)
#: Lines of one statement.
_AT_ONCE = 1000

#: Whether anybody follows what happens in a county (None: in none).
Where = Callable[[int | None], bool]

_handlers: dict[str, list[tuple[Handler, Where]]] = defaultdict(list)


def _everywhere(_county_id: int | None) -> bool:
    return True


def on(event_class: type, handler: Handler, *, where: Where = _everywhere) -> None:
    """Call `handler` with each recorded event of this class, once, in the job worker, inside a transaction.

    `where` is asked whenever such an event is recorded, on every hot path, so it answers from memory: what happens in other
    counties waits for nobody.
    """
    _handlers[event_class.code].append((handler, where))  # type: ignore[attr-defined]  # set by kernel.events.event


def record(actor: Actor, event: Any, *, subject: models.Model, county_id: int | None = None) -> Event:
    """Write one line of history about `subject`, with its outbox row, inside the caller's transaction.

    Raises RuntimeError outside a transaction: history without its change, or a change without its history, is a bug.
    """
    return record_all(actor, [event], subject=subject, county_id=county_id)[0]


def record_all(
    actor: Actor, happened: Iterable[Any], *, subject: models.Model, county_id: int | None = None
) -> list[Event]:
    """Write several lines at once, in their order, as `record` does: one statement, and one more where handlers wait."""
    return _recorded([_line(actor, event, subject, county_id) for event in happened])


def record_each(
    actor: Actor, happened: Iterable[tuple[Any, models.Model]], *, county_id: int | None = None
) -> list[Event]:
    """Write one line about each of many subjects (event, subject), as `record` does, a thousand of them in a statement."""
    lines = [_line(actor, event, subject, county_id) for event, subject in happened]
    return [row for at in range(0, len(lines), _AT_ONCE) for row in _recorded(lines[at : at + _AT_ONCE])]


def _recorded(rows: Sequence[Event]) -> list[Event]:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record() belongs into the transaction of the change")
    insert(rows)
    insert([Outbox(event=row, created_at=row.at, next_at=row.at) for row in rows if _is_followed(row)])
    return list(rows)


def _is_followed(row: Event) -> bool:
    return any(where(row.county_id) for _, where in _handlers.get(row.code, ()))


def _line(actor: Actor, event: Any, subject: models.Model, county_id: int | None) -> Event:
    kind = events.event_type(event.code)
    return Event(
        at=clock.now(),
        code=kind.code,
        county_id=county_id,
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        actor_id=actor.account_id,
        actor_label=actor.label,
        audience=kind.audience,
        data=events.payload(event),
    )


def deliver_next() -> bool:
    """Hand the oldest due event to its handlers; False when nothing is due.

    Handlers and the deletion of the row share one transaction, so that a killed worker neither loses nor doubles an event.
    """
    with transaction.atomic():
        due = Outbox.objects.select_for_update(skip_locked=True).select_related("event")
        row = due.filter(next_at__lte=clock.now(), attempts__lt=MAX_ATTEMPTS).order_by("next_at", "id").first()
        if row is None:
            return False
        error = _handle(row.event)
        if error is None:
            row.delete()
        else:
            _put_off(row, error)
    return True


def _handle(event: Event) -> Exception | None:
    try:
        with transaction.atomic():
            for handler, _ in _handlers.get(event.code, ()):
                handler(event)
    except Exception as error:
        logger.exception("handler of %s failed", event.code)
        return error
    return None


def _put_off(row: Outbox, error: Exception) -> None:
    row.attempts += 1
    row.last_error = f"{type(error).__name__}: {error}"[:2000]
    row.next_at = clock.now() + timedelta(seconds=min(2**row.attempts, 3600))
    row.save(update_fields=["attempts", "last_error", "next_at"])


def redact(subject: models.Model) -> int:
    """Blank the personal words in the whole history of `subject`; returns how many lines were changed."""
    changed = 0
    for event in Event.objects.filter(subject_kind=subject._meta.label_lower, subject_id=subject.pk):
        hidden = events.event_type(event.code).redact & set(event.data)
        if hidden and event.redacted_at is None:
            event.data = {key: "" if key in hidden else value for key, value in event.data.items()}
            event.redacted_at = clock.now()
            event.save(update_fields=["data", "redacted_at"])
            changed += 1
    return changed


def forget_sent_forms() -> int:
    """Delete idempotency keys older than a week; returns how many."""
    return SentForm.objects.filter(created_at__lt=clock.now() - FORMS_KEPT).delete()[0]
