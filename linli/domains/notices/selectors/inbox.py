"""Reading inboxes. An actor sees their own lines only."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, Max, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import Http404
from django.utils.translation import gettext

from linli.domains.notices.models import TEXT, Notice, SentText
from linli.kernel import crypto
from linli.kernel.actor import Actor
from linli.kernel.scoping import paged
from linli.kernel.statements import Kept, hole

PAGE = 30
#: The bell counts no further.
MOST = 99
#: So many earlier lines of a row are shown.
EARLIER = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is shown."""

    id: int
    at: datetime
    text: str
    url: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Row:
    """All lines of one subject: the newest, the earlier ones that are shown (newest first, at most 20), and the numbers
    of all earlier lines and of the new ones among all.
    """

    newest: Line
    earlier: tuple[Line, ...]
    before: int
    new: int


def unread(actor: Actor) -> list[Notice]:
    """New lines of the actor's own inbox, newest first, at most 99; none for accounts without a staff card."""
    if actor.person_id is None:
        return []
    return list(Notice.objects.filter(person_id=actor.person_id, read_at=None).order_by("-id")[:MOST])


def unread_count(actor: Actor) -> int:
    """The number on the bell: subjects with new lines, at most 99; one statement, none for accounts without a staff card."""
    if actor.person_id is None:
        return 0
    return len(_NEW.rows(person=actor.person_id))


#: On every page of whoever is signed in.
_NEW = Kept(
    lambda: (
        Notice.objects.filter(person_id=hole("person"), read_at=None)
        .order_by()
        .values_list("subject")
        .distinct()[:MOST]
    )
)


def inbox(actor: Actor, number: int | str = 1) -> tuple[Page[Any], list[Row]]:
    """A page of the actor's inbox and its rows, one per subject, the last told first; a page number out of range gives the
    nearest page. Three statements whatever is in it.
    """
    mine = Notice.objects.filter(person_id=actor.person_id) if actor.person_id else Notice.objects.none()
    subjects = mine.values("subject").annotate(
        last=Max("id"), told=Count("id"), new=Count("id", filter=Q(read_at=None))
    )
    page = paged(subjects.order_by("-last"), number, PAGE)
    lines = _lines(mine, [found["subject"] for found in page])
    return page, [_row(found, lines[found["subject"]]) for found in page]


def notice_for(actor: Actor, pk: int) -> Notice:
    """One line of the actor's own inbox; Http404 for anybody else's."""
    row = Notice.objects.filter(pk=pk, person_id=actor.person_id).first() if actor.person_id else None
    if row is None:
        raise Http404
    return row


def told(prefix: str) -> set[int]:
    """Staff cards that were told under any key that begins with `prefix`."""
    return set(Notice.objects.filter(key__startswith=prefix).values_list("person_id", flat=True))


def _lines(mine: QuerySet[Notice], subjects: list[str]) -> dict[str, list[Line]]:
    """Lines of these subjects, newest first: the newest and up to 20 earlier ones of each."""
    place = Window(RowNumber(), partition_by="subject", order_by="-id")
    rows = mine.filter(subject__in=subjects).annotate(place=place).filter(place__lte=1 + EARLIER)
    lines: dict[str, list[Line]] = defaultdict(list)
    for row in rows.order_by("-id"):
        lines[row.subject].append(_line(row))
    return lines


def _row(found: Any, lines: list[Line]) -> Row:
    return Row(lines[0], tuple(lines[1:]), found["told"] - 1, found["new"])


def _line(row: Notice) -> Line:
    return Line(
        row.pk, row.at, gettext(row.text).format_map(defaultdict(str, row.params)), row.url, row.read_at is None
    )


@dataclass(frozen=True, slots=True)
class KeptText:
    """A message that the demonstration kept."""

    phone: str
    text: str
    at: datetime


def kept_texts(limit: int = 20) -> list[KeptText]:
    """The newest messages that the console gateway kept, for the demo's page."""
    rows = SentText.objects.order_by("-pk")[:limit]
    return [KeptText(row.phone_masked, crypto.try_unseal(bytes(row.text_sealed), purpose=TEXT), row.at) for row in rows]
