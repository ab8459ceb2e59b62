"""What the surveys of an area say together: figures one step below it, and what is asked for most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linli.domains.surveys import rules
from linli.domains.surveys.permissions import VIEW
from linli.domains.surveys.selectors.estates import EstateRow, estates, renew_days, rows_of
from linli.domains.surveys.selectors.questions import questions_of
from linli.foundation.territory import selectors as territory

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

#: What has no further steps: compounds lie directly in these.
_LAST = ("community", "village")


@dataclass(frozen=True, slots=True)
class FigureRow:
    """An area's figures; sums are of newest surveys alone. `counted` homes are those of surveys that counted the empty ones."""

    area: Any
    estates: int
    never: int
    due: int
    homes: int
    vacant: int
    counted: int
    parking: int
    committee: int
    company: int
    is_last: bool = False

    @property
    def vacancy(self) -> int | None:
        """Empty homes in whole percent of the homes where they were counted; None where they weren't."""
        return rules.percent(self.vacant, self.counted)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with a list: how often each choice was ticked in the newest surveys, the most first, without those that nobody
    ticked. `choices`: code, words, count, percent.
    """

    code: str
    label: str
    rule: Any
    choices: list[tuple[str, str, int, int]]


@dataclass(frozen=True, slots=True)
class Figures:
    """Areas one step below `area`, their sum, and what the questions of the method in force found there."""

    area: Any
    above: list[Any]
    rows: list[FigureRow]
    sum: FigureRow
    asked: list[Asked]


def figures(actor: Actor, here: Any) -> Figures:
    """Figures of an area that was fetched in scope."""
    found = rows_of(estates(actor, here), renew_days(here))
    step = len(territory.ids_of(here.path))
    groups: dict[int, list[EstateRow]] = defaultdict(list)
    for row in found:
        way = territory.ids_of(row.compound.area.path)
        groups[way[step] if len(way) > step else here.pk].append(row)
    areas = [here, *territory.children_of(actor, here)]
    rows = [
        _row(area, groups[area.pk], area.pk == here.pk or area.kind in _LAST) for area in areas if area.pk in groups
    ]
    above = [each for each in territory.ancestors(here) if actor.reaches(VIEW, each.path)]
    return Figures(here, above, rows, _row(here, found, True), _asked(here, found))


def _row(area: Any, found: Iterable[EstateRow], is_last: bool) -> FigureRow:
    rows = list(found)
    surveys = [row.survey for row in rows if row.survey]
    counted = [one for one in surveys if one.vacant is not None]
    return FigureRow(
        area, estates=len(rows), never=len(rows) - len(surveys), due=sum(row.is_due for row in rows),
        homes=sum(one.homes for one in surveys), vacant=sum(one.vacant or 0 for one in counted),
        counted=sum(one.homes for one in counted), parking=sum(one.parking or 0 for one in surveys),
        committee=sum(one.committee for one in surveys), company=sum(bool(one.company) for one in surveys), is_last=is_last,
    )  # fmt: skip


def _asked(here: Any, found: list[EstateRow]) -> list[Asked]:
    answers = [row.survey.answers for row in found if row.survey]
    asked = []
    for code, question in questions_of(here, None).items():
        counted = [pair for pair in rules.tally(question, answers, code) if pair[1]]
        if counted:
            share = [
                (choice, question.choices[choice], count, count * 100 // len(answers)) for choice, count in counted
            ]
            asked.append(Asked(code, question.label, question, share))
    return asked
