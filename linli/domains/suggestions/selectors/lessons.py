"""Suggested categories, with the words that speak for each, and what they rest on."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from linli.domains.cases import selectors as cases
from linli.domains.suggestions.models import Lesson, Tally
from linli.domains.suggestions.permissions import LEARN
from linli.domains.suggestions.rules.model import Broken, Learned, unpack
from linli.foundation.territory import selectors as territory
from linli.kernel.actor import Actor

if TYPE_CHECKING:
    from linli.foundation.territory.models import Area

#: A category is suggested from so many signs of a text: what it is about stands in front, and people wait for the answer.
READ = 300
#: A process keeps what so many counties learned.
_KEPT = 4
_MONTHS = 12

_loaded: OrderedDict[int, tuple[datetime, Learned | None]] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Suggested:
    """A category that past cases suggest, and the words that spoke for it."""

    key: str
    name: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A category that was learned, from how many texts; `f1` of cross-validation, None where it wasn't measured."""

    name: str
    texts: int
    f1: float | None


@dataclass(frozen=True, slots=True)
class Month:
    """What was suggested in a month and taken; `percent` of the shown ones that were taken."""

    month: date
    shown: int
    first: int
    other: int

    @property
    def none(self) -> int:
        """How often people chose something else."""
        return self.shown - self.first - self.other

    @property
    def percent(self) -> int:
        """Share taken, 0 to 100; 0 where nothing was shown."""
        return round(100 * (self.first + self.other) / self.shown) if self.shown else 0


@dataclass(frozen=True, slots=True)
class LessonPage:
    """What a county's suggestions rest on. `lesson` is None before the first learning; `least` is the method's bound."""

    county: str
    lesson: Lesson | None
    classes: list[ClassRow]
    too_few: list[ClassRow]
    months: list[Month]
    least: int


def suggested_for(county: Area, text: str) -> list[Suggested]:
    """Up to three categories for a text, likeliest first, from the county's own past alone; nothing while that is too little."""
    model = _model_of(county.pk) if text.strip() else None
    if model is None:
        return []
    found = model.suggest(text[:READ])
    names = cases.names_in_force(territory.rules_of(county).cases, [one.label for one in found]) if found else {}
    return [Suggested(one.label, names[one.label], one.because) for one in found if one.label in names]


def lesson_page(actor: Actor) -> LessonPage | None:
    """What was learned for the actor's county, and how its suggestions were taken up; None for whoever has no county."""
    roots = territory.areas_for(actor, permission=LEARN).filter(parent=None)[:1]
    county = next(iter(roots), None)
    if county is None:
        return None
    lesson = Lesson.scoped.visible_to(actor).filter(county=county).defer("data").first()
    tallies = Tally.scoped.visible_to(actor).filter(county=county).order_by("-month")[:_MONTHS]
    figures, too_few = (lesson.figures, lesson.too_few) if lesson else ([], [])
    names = cases.names_of_keys([row[0] for row in (*figures, *too_few)])
    return LessonPage(
        county.name, lesson, _classes(figures, names), _classes(too_few, names),
        [Month(row.month, row.shown, row.first, row.other) for row in tallies],
        territory.rules_of(county).suggestions.category.least,
    )  # fmt: skip


def _classes(rows: Sequence[Sequence[Any]], names: dict[str, str]) -> list[ClassRow]:
    found = [ClassRow(names.get(row[0], row[0]), row[1], row[2] if len(row) > 2 else None) for row in rows]
    return sorted(found, key=lambda row: (-row.texts, row.name))


def _model_of(county_id: int) -> Learned | None:
    """The model as it was learned last; read anew only when that was since."""
    at = Lesson.unscoped.filter(county_id=county_id).values_list("learned_at", flat=True).first()
    if at is None:
        return None
    held = _loaded.get(county_id)
    if held is None or held[0] != at:
        held = _loaded[county_id] = _load(county_id)
    _loaded.move_to_end(county_id)
    while len(_loaded) > _KEPT:
        _loaded.popitem(last=False)
    return held[1]


def _load(county_id: int) -> tuple[datetime, Learned | None]:
    """One row, so that time and model belong together. What can't be read suggests nothing."""
    row = Lesson.unscoped.get(county_id=county_id)
    if not row.data:
        return row.learned_at, None
    try:
        return row.learned_at, unpack(bytes(row.data))
    except Broken:
        return row.learned_at, None
