"""Telling staff, marking lines as read, and the texts that the demonstration keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from linli.domains.notices.models import TEXT, Notice, SentText
from linli.kernel import clock, crypto
from linli.kernel.actor import Actor
from linli.kernel.writes import insert

#: The console gateway keeps so many of the newest messages.
TEXTS_KEPT = 50


def tell(
    *,
    person_ids: Iterable[int],
    text: str,
    params: Mapping[str, object] | None = None,
    url: str = "",
    key: str,
    subject: str = "",
) -> None:
    """Put one line into each person's inbox; what was told under the same `key` before isn't told again.

    One statement, inside the caller's transaction. `text` is a message id, translated when it is read. Lines of one
    `subject` ("case:12") are one row of the inbox; without it a line is a row of its own.
    """
    now = clock.now()
    rows = [
        Notice(
            person_id=pk,
            key=key[:120],
            subject=(subject or key)[:120],
            text=text,
            params=dict(params or {}),
            url=url,
            at=now,
        )
        for pk in dict.fromkeys(person_ids)
    ]
    if rows:
        insert(rows, ignore_conflicts=True)


def mark_read(actor: Actor, *, notice: Notice) -> None:
    """Mark everything in the actor's own inbox that is about the same as `notice` as read; a second time changes nothing."""
    same = Notice.objects.filter(person_id=actor.person_id, subject=notice.subject, read_at=None)
    same.update(read_at=clock.now())


def mark_all_read(actor: Actor) -> int:
    """Mark everything in the actor's inbox as read; returns how many lines were new."""
    return Notice.objects.filter(person_id=actor.person_id, read_at=None).update(read_at=clock.now())


def keep_text(masked: str, text: str) -> None:
    """Keep a message for the demo's page: number or address with stars, words sealed; the oldest ones go."""
    sealed = crypto.seal(text, purpose=TEXT)
    SentText.objects.create(phone_masked=masked[:20], text_sealed=sealed, at=clock.now())
    kept = SentText.objects.order_by("-pk").values("pk")[:TEXTS_KEPT]
    SentText.objects.exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()


def forget_texts(before: datetime) -> int:
    """Delete kept messages older than a moment; returns how many."""
    return SentText.objects.filter(at__lt=before).delete()[0]
