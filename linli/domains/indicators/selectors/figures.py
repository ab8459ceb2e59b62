"""The page of figures: groups × indicators, each with what is counted and of what, places, the score, and the way to the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.utils.translation import gettext

from linli.domains.indicators import rules as decide
from linli.domains.indicators.method import NONE, Indicator, IndicatorRules, Table
from linli.domains.indicators.rules import Period
from linli.domains.indicators.selectors.counting import BY_HAND, Asked, Counted, counted
from linli.domains.indicators.selectors.formula import Formula, Speaker, formula_of, names_of
from linli.domains.indicators.selectors.groups import NONE as NO_GROUP
from linli.domains.indicators.selectors.groups import Grouping, Named, choices_for, grouping_for, labels_for
from linli.domains.indicators.states import SUBJECTS, VIEW, Group, Part
from linli.foundation.methods import selectors as methods
from linli.foundation.territory import selectors as territory
from linli.kernel import clock

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

#: So many groups stand on a page.
SIZE = 100


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one group. `text` is rounded to the office's disadvantage; `rank` None: not ranked; `reached` None: no goal or no
    figure; `left` were left out by this indicator alone. The queries lead to the rows.
    """

    code: str
    counted: int
    of: int
    left: int
    value: Fraction | None
    text: str
    rank: int | None
    reached: bool | None
    counted_query: str
    of_query: str


@dataclass(frozen=True, slots=True)
class Row:
    """A group with its figures; `score` is "" where the table has no weights. `is_ranked`: not the sum, and not what is in no group."""

    group: Named
    figures: list[Figure]
    score: str
    score_rank: int | None
    is_ranked: bool = True


@dataclass(frozen=True, slots=True)
class Left:
    """How many things a reason left out of all figures, of those that a moment puts into the period."""

    label: str
    moment: str
    count: int
    by_hand: bool
    rule: Any
    words: str
    query: str


@dataclass(frozen=True, slots=True)
class FigurePage:
    """All that the page shows. `rows` are sorted by place, the sum and what belongs to no group stand apart. `version` names the
    method that was in force then; None where it is the one in force now.
    """

    here: Any
    above: list[Any]
    table: Table
    code: str
    tables: list[tuple[str, str]]
    by: Group
    choices: list[tuple[str, str]]
    period: Period
    heads: list[Formula]
    codes: list[str]
    rows: list[Row]
    sum: Row
    nowhere: Row | None
    left: list[Left]
    full_score: str
    version: int | None

    @property
    def columns(self) -> list[tuple[str, Formula]]:
        """Indicators with their codes, as they stand side by side."""
        return list(zip(self.codes, self.heads, strict=True))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for in the address: table, grouping and period; an odd word means the first that there is."""

    period: Period
    table: str = ""
    by: str = ""
    sort: str = ""
    query: Mapping[str, str] = field(default_factory=dict)


def method_at(area: Any, period: Period) -> Any:
    """The method by which a period is counted: the one that was in force on its last day. Of what lies ahead, and where that method is
    older than the section, the one in force now.
    """
    now = territory.rules_of(area)
    if period.last >= clock.today():
        return now
    held = methods.current_rules((area if area.depth == 0 else area.county).method_slug, period.last)
    return held if "indicators" in held.sections else now


def rules_at(area: Any, period: Period | None = None) -> IndicatorRules:
    """The section that counts a period at a place (None: the one in force now); an empty one where the release is older than it."""
    return section_of(territory.rules_of(area) if period is None else method_at(area, period))


def section_of(rules: Any) -> IndicatorRules:
    """The section of a release; an empty one where the release is older than it."""
    return rules.indicators if "indicators" in rules.sections else NONE


def here_for(actor: Actor, area: int | None = None) -> Any:
    """The area that is asked about, else the lowest one where the actor may see indicators; None without one, Http404 for a hidden."""
    if area is not None:
        return territory.area_for(actor, area, to=VIEW)
    granted = territory.granted_area(actor, VIEW)
    return granted[0] if granted else None


def figure_page(actor: Actor, here: Any, wanted: Wanted) -> FigurePage | None:
    """Figures below an area that was fetched in scope; None where the method has no table."""
    held, rules = method_at(here, wanted.period), territory.rules_of(here)
    own = section_of(held)
    tables = {code: one for code, one in own.tables.items() if one.use and own.used_of(one.indicators)}
    if not tables:
        return None
    code = wanted.table if wanted.table in tables else next(iter(tables))
    choices = choices_for(rules, here)
    by = next((one for one in choices if one.value == wanted.by), choices[0])
    grouping, indicators = grouping_for(by, here, rules), own.used_of(tables[code].indicators)
    found = counted(Asked(actor, here.path, own, indicators, [wanted.period.span], grouping.key))
    return _page(here, actor, held, rules, tables, code, choices, grouping, wanted, indicators, found)


def _page(
    here: Any, actor: Actor, held: Any, rules: Any, tables: dict[str, Table], code: str, choices: list[Group],
    grouping: Grouping, wanted: Wanted, indicators: dict[str, Indicator], found: Counted,
) -> FigurePage:  # fmt: skip
    links = Links({**wanted.query, "area": str(here.pk), "by": grouping.by.value, "table": code})
    rows = ranked(rows_of(grouping, indicators, found, links), list(indicators.values()))
    own = section_of(held)
    all_conditions = [each for one in indicators.values() for each in (one.of, one.counted, one.without)]
    names = names_of([*all_conditions, *(one.when for one in own.left_out)])
    return FigurePage(
        here=here, above=[each for each in territory.ancestors(here) if actor.reaches(VIEW, each.path)],
        table=tables[code], code=code, tables=[(each, one.label) for each, one in tables.items()],
        by=grouping.by, choices=labels_for(rules, choices), period=wanted.period,
        heads=[formula_of(one, held, names) for one in indicators.values()], codes=list(indicators),
        version=held.version if held.release_id != rules.release_id else None,
        rows=sorted_rows([row for row in rows if row.group.code != NO_GROUP], wanted.sort, list(indicators)),
        sum=sum_of(found, indicators, links),
        nowhere=next((row for row in rows if row.group.code == NO_GROUP), None),
        left=_left(own, held, names, found, links), full_score=decide.shown_score(decide.full_score(list(indicators.values()))),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Links:
    """Makes the addresses of rows: the words of the page's own address, and what is added."""

    words: Mapping[str, str]

    def query(self, **more: str) -> str:
        """An address's words; what is empty is left out."""
        return urlencode({key: value for key, value in {**self.words, **more}.items() if value})


def figure_of(code: str, one: Indicator, numbers: tuple[int, int, int], links: Links, group: str = "") -> Figure:
    """A figure of its three numbers, not ranked yet."""
    value = decide.value_of(one.kind, numbers[0], numbers[1])
    return Figure(
        code=code, counted=numbers[0], of=numbers[1], left=numbers[2], value=value,
        text=decide.shown(value, one.kind, one.direction) + (one.unit if value is not None else ""), rank=None,
        reached=decide.is_reached(one.goal, value) if one.goal else None,
        counted_query=links.query(i=code, part=Part.COUNTED, g=group),
        of_query=links.query(i=code, part=Part.OF, g=group),
    )  # fmt: skip


def rows_of(
    grouping: Grouping, indicators: dict[str, Indicator], found: Counted, links: Links, span: int = 0
) -> list[Row]:
    """A row of a span for every group; groups of keys that nobody knows by name fall to "none of these"."""
    known = {one.code for one in grouping.groups}
    numbers: dict[str, dict[str, tuple[int, int, int]]] = {}
    for code in indicators:
        for key, three in found.figures.get((span, code), {}).items():
            group = grouping.of(key)
            group = group if group in known else NO_GROUP
            there = numbers.setdefault(str(group), {}).get(code, (0, 0, 0))
            numbers[str(group)][code] = (there[0] + three[0], there[1] + three[1], there[2] + three[2])
    always = grouping.by not in (Group.ORGANIZATION, Group.CATEGORY)
    groups = [one for one in grouping.groups if always or one.code in numbers]
    if NO_GROUP in numbers:
        groups.append(Named(NO_GROUP, grouping.nowhere))
    return [_row(one, numbers.get(one.code, {}), indicators, links) for one in groups]


def _row(
    group: Named, numbers: Mapping[str, tuple[int, int, int]], indicators: dict[str, Indicator], links: Links
) -> Row:
    figures = [
        figure_of(code, one, numbers.get(code, (0, 0, 0)), links, group.code) for code, one in indicators.items()
    ]
    return Row(group, figures, _score(figures, indicators), None, is_ranked=group.code != NO_GROUP)


def _score(figures: Sequence[Figure], indicators: Mapping[str, Indicator]) -> str:
    if not any(one.weight for one in indicators.values()):
        return ""
    return decide.shown_score(decide.score(list(indicators.values()), [one.value for one in figures]))


def ranked(rows: list[Row], indicators: Sequence[Indicator]) -> list[Row]:
    """Rows with their places; what belongs to no group has none and takes none."""
    for place, one in enumerate(indicators):
        values = [row.figures[place].value if row.is_ranked else None for row in rows]
        for row, rank in zip(rows, decide.ranks(values, one.direction), strict=True):
            row.figures[place] = replace(row.figures[place], rank=rank)
    scores = [decide.score(indicators, [one.value for one in row.figures]) if row.is_ranked else None for row in rows]
    places = decide.ranks(scores, "higher")
    return [replace(row, score_rank=rank) for row, rank in zip(rows, places, strict=True)]


def sum_of(found: Counted, indicators: dict[str, Indicator], links: Links, span: int = 0) -> Row:
    """The row of all groups together."""
    numbers = {code: found.total(span, code) for code in indicators}
    return _row(Named("", gettext("All in all")), numbers, indicators, links)


def sorted_rows(rows: list[Row], sort: str, codes: list[str]) -> list[Row]:
    """By the place in the asked indicator; else by score, or by the first indicator; what has none comes last, then by name."""
    place = codes.index(sort) if sort in codes else None
    has_score = any(row.score for row in rows)

    def key(row: Row) -> tuple[bool, int, str]:
        rank = row.score_rank if place is None and has_score else row.figures[place or 0].rank
        return rank is None, rank or 0, row.group.code.rjust(20)

    return sorted(rows, key=key)


def _left(own: IndicatorRules, rules: Any, names: Mapping[str, str], found: Counted, links: Links) -> list[Left]:
    """What was left out of everything, by moment; reasons that left out nothing stay away."""
    made = []
    for (_span, subject, moment), counts in sorted(found.out.items()):
        words = gettext(SUBJECTS[subject].moments[moment])
        speaker = Speaker(subject, rules, names)
        made += [
            Left(
                one.label,
                words,
                n,
                True,
                one,
                one.about,
                links.query(out=BY_HAND + code, subject=subject, moment=moment),
            )
            for code, one in own.reasons.items()
            if (n := counts[BY_HAND + code])
        ]
        made += [
            Left(
                one.label, words, n, False, one, speaker.all_of(one.when),
                links.query(out=one.code, subject=subject, moment=moment),
            )
            for one in own.left_out_of(subject)
            if (n := counts[one.code])
        ]  # fmt: skip
    return made
