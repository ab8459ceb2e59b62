"""Telling staff, and marking lines as read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from linli.domains.notices.models import Notice
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.writes import insert


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
