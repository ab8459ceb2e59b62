"""Reading history. Callers fetch the subject through its own scope first; a line has no scope of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from linli.foundation.audit.models import Event, Outbox
from linli.kernel import clock, events
from linli.kernel.events import Audience
from linli.kernel.statements import Kept, among, hole


class _Blank(dict[str, Any]):
    """Missing fields (left out because None, or redacted) read as nothing."""

    def __missing__(self, key: str) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a timeline, ready to show. `data` holds the event's own fields, `subject_id` is whose line it is."""

    id: int
    at: datetime
    code: str
    who: str
    text: str
    audience: str
    mark: str
    data: dict[str, Any]
    subject_id: int


def timeline(subject: models.Model, audiences: Iterable[Audience] = tuple(Audience)) -> list[Line]:
    """The history of `subject` for these audiences, newest first, in one statement."""
    rows = _FOR.rows(kind=subject._meta.label_lower, subject=subject.pk, audiences=list(audiences))
    return [_line(row) for row in rows]


def events_about(subject: models.Model, codes: Iterable[str]) -> list[Line]:
    """Lines of some kinds only, newest first (who looked at a phone number, say)."""
    rows = _OF_KINDS.rows(kind=subject._meta.label_lower, subject=subject.pk, codes=list(codes))
    return [_line(row) for row in rows]


def last_line(subject: models.Model) -> int:
    """The number of the newest line about `subject`, whoever may read it; 0 where nothing happened yet."""
    found = _LAST.first(kind=subject._meta.label_lower, subject=subject.pk)
    return int(found[0]) if found else 0


def _about() -> models.QuerySet[Any, Any]:
    return Event.objects.filter(subject_kind=hole("kind"), subject_id=hole("subject"))


def _last() -> models.QuerySet[Any, Any]:
    return _about().order_by("-id").values_list("pk")[:1]


_LAST = Kept(_last)
_FOR = Kept(lambda: _about().filter(among("audience", hole("audiences"))).order_by("-id"))
_OF_KINDS = Kept(lambda: _about().filter(among("code", hole("codes"))).order_by("-id"))


def happened(kind: str, codes: Iterable[str], subject: str = "pk") -> models.Exists:
    """Whether an event of these codes is in the history of a row, as a part of a query over rows of `kind` (app.model); `subject`
    names their column with the id.
    """
    told = Event.objects.filter(subject_kind=kind, subject_id=models.OuterRef(subject), code__in=list(codes))
    return models.Exists(told)


def lines_of(ids: Iterable[int]) -> dict[int, Line]:
    """Lines by their numbers, as they read now (what was redacted stays hidden); for apps that keep numbers of lines."""
    return {row.pk: _line(row) for row in Event.objects.filter(pk__in=list(ids))}


def public_lines(
    subjects: models.QuerySet[Any],
    codes: Collection[str],
    *,
    whole: models.QuerySet[Any] | Collection[int] = (),
    ids: Collection[int] = (),
    since: datetime,
    until: datetime,
    first: int = 0,
    most: int = 1000,
) -> list[Line]:
    """What happened to many things between two moments (both included) and may be read by residents, oldest first, from the
    `first` on: events of these codes, and of the subjects in `whole` (their ids) all; with `ids` only these lines. One statement.
    """
    rows = Event.objects.filter(subject_kind=subjects.model._meta.label_lower, subject_id__in=subjects.values("pk"))
    rows = rows.filter(audience=Audience.PUBLIC, at__gte=since, at__lte=until)
    rows = rows.filter(Q(code__in=codes) | Q(subject_id__in=whole))
    rows = rows.filter(pk__in=ids) if ids else rows
    found = rows.order_by("at", "id")  # never by id alone: years would be read
    return [_line(row) for row in found[first : first + most]]


def oldest_outbox_seconds() -> float:
    """Age of the oldest event that no handler has seen yet; 0 when none waits."""
    oldest = Outbox.objects.order_by("created_at").values_list("created_at", flat=True).first()
    return (clock.now() - oldest).total_seconds() if oldest else 0.0


def _line(row: Event) -> Line:
    kind = events.event_type(row.code)
    text = gettext(kind.text).format_map(_Blank(row.data))
    return Line(row.pk, row.at, row.code, row.actor_label, text, row.audience, kind.mark, row.data, row.subject_id)
