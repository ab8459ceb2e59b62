"""Reading the readers' log, and what methods say about fields."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Min, Model, Q, QuerySet
from django.utils.translation import gettext

from linli.foundation.methods import selectors as methods
from linli.foundation.privacy import registry
from linli.foundation.privacy.method import Basis, FieldRule, PrivacyRules, Since
from linli.foundation.privacy.models import Look
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.words import N_

ROWS = 50

BASES: dict[Basis, str] = {
    "duty": N_("Duty by law"),
    "consent": N_("Your consent"),
    "emergency": N_("Emergency"),
    "contract": N_("Work relation"),
}
SINCE: dict[Since, str] = {
    "left": N_("after you moved away"),
    "ended": N_("after it ended"),
    "entered": N_("after it was written down"),
    "withdrawn": N_("after you withdrew your consent"),
}


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
    """The looks at one subject, newest first. `delayed` more are told later, as a law asks, the next one at `delayed_until`."""

    lines: tuple[LookLine, ...]
    delayed: int
    delayed_until: datetime | None

    @property
    def count(self) -> int:
        """All looks, those told later among them."""
        return len(self.lines) + self.delayed


@dataclass(frozen=True, slots=True)
class LookRow:
    """One look, as an auditor reads it. `hidden_until` is set while the person isn't told yet."""

    id: int
    at: datetime
    actor_id: int | None
    who: str
    post: str
    part: str
    reason: str
    area_id: int
    place: str
    subject: str
    hidden_until: datetime | None


@dataclass(frozen=True, slots=True)
class LookPage:
    """Some looks, newest first; `before` is the cursor of the next page, None on the last one."""

    rows: tuple[LookRow, ...]
    before: int | None


@dataclass(frozen=True, slots=True)
class LookFilter:
    """What an auditor narrows by: an account, an area and everything below it, a part, days (both included)."""

    who: int | None = None
    area: int | None = None
    part: str = ""
    first: date | None = None
    last: date | None = None


def looks_at(subject: Model, limit: int = 500) -> Looks:
    """Who looked at `subject`, which the caller fetched in scope. Two statements."""
    now = clock.now()
    rows = Look.unscoped.filter(subject_kind=subject._meta.label_lower, subject_id=subject.pk)
    held = rows.filter(shown_from__gt=now).aggregate(count=Count("pk"), until=Min("shown_from"))
    lines = tuple(_line(row) for row in rows.filter(shown_from__lte=now).order_by("-id")[:limit])
    return Looks(lines, held["count"], held["until"])


def looks_page(actor: Actor, chosen: LookFilter, before: int | None = None, size: int = ROWS) -> LookPage:
    """Looks at people of the actor's places, a page of them older than entry `before`. Two statements, however many there are."""
    found: QuerySet[Look] = Look.scoped.visible_to(actor).filter(_narrowed(chosen))
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found.order_by("-id")[: size + 1])
    shown = rows[:size]
    names = _places(_area_of(row) for row in shown)
    return LookPage(tuple(_row(row, names) for row in shown), shown[-1].pk if len(rows) > size else None)


def place_name(area_id: int) -> str:
    """An area's name for a filter that names it; its number where there is no such area."""
    return _places([area_id]).get(area_id, str(area_id))


def part_choices() -> list[tuple[str, str]]:
    """Parts that can be looked at, by label."""
    return sorted(((code, gettext(label)) for code, label in registry.parts().items()), key=lambda one: one[1])


@dataclass(frozen=True, slots=True)
class Kept:
    """What one county keeps of people, and why."""

    slug: str
    name: str
    rules: PrivacyRules
    rows: tuple[KeptField, ...]


@dataclass(frozen=True, slots=True)
class KeptField:
    """One field on the public page; `basis` and `since` in the reader's words."""

    rule: FieldRule
    basis: str
    since: str


def kept() -> list[Kept]:
    """What each county keeps and why, by the rules that hold now. A release older than the section is left out."""
    slugs = dict.fromkeys(release.slug for release in methods.releases())
    return [found for slug in slugs if (found := _kept(methods.current_rules(slug)))]


def fields(rules: Any) -> dict[str, FieldRule]:
    """The fields of a method, by part."""
    return dict(rules.privacy.fields)


def kept_before(rules: Any, part: str) -> datetime | None:
    """What ended before that moment is over for a part; None where a method (an older one) says nothing of it."""
    rule = fields(rules).get(part)
    return clock.now() - rule.keep.length if rule else None


def _kept(rules: Any) -> Kept | None:
    if "privacy" not in rules.sections:
        return None
    rows = tuple(
        KeptField(rule, gettext(BASES[rule.basis]), gettext(SINCE[rule.since])) for rule in fields(rules).values()
    )
    return Kept(rules.slug, rules.county.name, rules.privacy, rows)


def _narrowed(chosen: LookFilter) -> Q:
    wanted = Q()
    if chosen.who is not None:
        wanted &= Q(actor_id=chosen.who)
    if chosen.area is not None:
        wanted &= Q(path__startswith=f"{chosen.area}.") | Q(path__contains=f".{chosen.area}.")
    if chosen.part:
        wanted &= Q(part=chosen.part)
    if chosen.first:
        wanted &= Q(at__gte=_midnight(chosen.first))
    if chosen.last:
        wanted &= Q(at__lt=_midnight(chosen.last + timedelta(days=1)))
    return wanted


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, clock.ZONE)


def _area_of(row: Look) -> int:
    """The last number of a path ("1.12." → 12)."""
    return int(row.path.rstrip(".").rsplit(".", 1)[-1])


def _places(ids: Iterable[int]) -> dict[int, str]:
    wanted = set(ids)
    return dict(registry.answers.places(wanted)) if registry.answers.places and wanted else {}


def _line(row: Look) -> LookLine:
    return LookLine(row.pk, row.at, row.actor_label, row.post, _part(row), row.reason)


def _row(row: Look, names: dict[int, str]) -> LookRow:
    area_id = _area_of(row)
    hidden = row.shown_from if row.shown_from > clock.now() else None
    subject = gettext("No. {number}").format(number=row.subject_id)
    return LookRow(
        row.pk, row.at, row.actor_id, row.actor_label, row.post, _part(row), row.reason, area_id,
        names.get(area_id, ""), subject, hidden,
    )  # fmt: skip


def _part(row: Look) -> str:
    """The label of a part; the bare code of one that an app no longer declares."""
    return gettext(registry.parts().get(row.part, row.part))
