"""Reading the readers' log, and what a method says about fields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.translation import gettext

from linli.foundation.privacy import registry
from linli.foundation.privacy.models import Look
from linli.kernel import clock


@dataclass(frozen=True, slots=True)
class LookLine:
    """One look, as the person concerned reads it."""

    id: int
    at: datetime
    who: str
    post: str
    part: str
    reason: str


@dataclass(frozen=True, slots=True)
class Looks:
    """The looks at one subject, newest first. `delayed` more are told later, as a law asks, the next one from `delayed_until`."""

    lines: tuple[LookLine, ...]
    delayed: int
    delayed_until: datetime | None

    @property
    def count(self) -> int:
        """All looks, those told later among them."""
        return len(self.lines) + self.delayed


def looks_at(subject: models.Model, limit: int = 500) -> Looks:
    """Who looked at `subject`, which the caller fetched in scope. Two statements."""
    now = clock.now()
    rows = Look.unscoped.filter(subject_kind=subject._meta.label_lower, subject_id=subject.pk)
    held = rows.filter(shown_from__gt=now).aggregate(count=models.Count("pk"), until=models.Min("shown_from"))
    lines = tuple(_line(row) for row in rows.filter(shown_from__lte=now).order_by("-id")[:limit])
    return Looks(lines, held["count"], held["until"])


def _line(row: Look) -> LookLine:
    return LookLine(row.pk, row.at, row.actor_label, row.post, gettext(registry.part_label(row.part)), row.reason)
