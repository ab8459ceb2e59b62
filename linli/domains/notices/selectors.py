"""Reading inboxes. An actor sees their own lines only."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.http import Http404
from django.utils.translation import gettext

from linli.domains.notices.models import Notice
from linli.kernel.actor import Actor

PAGE = 30
#: The bell counts no further.
MOST = 99


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is shown."""

    id: int
    at: datetime
    text: str
    url: str
    is_new: bool


def unread(actor: Actor) -> list[Notice]:
    """New lines of the actor's own inbox, newest first, at most 99; none for accounts without a staff card."""
    if actor.person_id is None:
        return []
    return list(Notice.objects.filter(person_id=actor.person_id, read_at=None).order_by("-id")[:MOST])


def unread_count(actor: Actor) -> int:
    """The number on the bell, at most 99; one statement, none for accounts without a staff card."""
    if actor.person_id is None:
        return 0
    return Notice.objects.filter(person_id=actor.person_id, read_at=None)[:MOST].count()


def inbox(actor: Actor, number: int | str = 1) -> tuple[Page[Notice], list[Line]]:
    """A page of the actor's inbox, newest first, and its lines; a page number out of range gives the nearest page."""
    rows = (
        Notice.objects.filter(person_id=actor.person_id).order_by("-id") if actor.person_id else Notice.objects.none()
    )
    page = Paginator(rows, PAGE).get_page(number)
    return page, [_line(row) for row in page]


def notice_for(actor: Actor, pk: int) -> Notice:
    """One line of the actor's own inbox; Http404 for anybody else's."""
    row = Notice.objects.filter(pk=pk, person_id=actor.person_id).first() if actor.person_id else None
    if row is None:
        raise Http404
    return row


def told(prefix: str) -> set[int]:
    """Staff cards that were told under any key that begins with `prefix`."""
    return set(Notice.objects.filter(key__startswith=prefix).values_list("person_id", flat=True))


def _line(row: Notice) -> Line:
    return Line(
        row.pk, row.at, gettext(row.text).format_map(defaultdict(str, row.params)), row.url, row.read_at is None
    )
