"""Everything that a page counts, in one statement for each subject: rows of a period are read once, by the index of their moment, and
all indicators, groups and reasons are counted over them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, OuterRef, Subquery

from linli.domains.indicators.method import Indicator, IndicatorRules, LeftOut
from linli.domains.indicators.models import Exclusion
from linli.domains.indicators.selectors.compiled import Sql, column_of, facts_in, holds, opposite
from linli.domains.indicators.selectors.subjects import SOURCES

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

Span = tuple[datetime, datetime]
#: Stands before the code of a person's reason, so that it is never taken for one of the method.
BY_HAND = "!"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is counted: whose eyes, below which path, which indicators by code, in which spans, by which key (an expression over
    the places of a row, from `groups`).
    """

    actor: Actor
    path: str
    rules: IndicatorRules
    indicators: Mapping[str, Indicator]
    spans: Sequence[Span]
    key: Sql = field(default=Sql("''::text"))


@dataclass(slots=True)
class Counted:
    """Numbers by (span, code) and key: (counted, of, left out by the indicator itself). `out`: by (span, subject, moment) and reason,
    how many were left out of all of them; `all`: how many there were.
    """

    figures: dict[tuple[int, str], dict[str | None, tuple[int, int, int]]]
    out: dict[tuple[int, str, str], Counter[str]]
    all: Counter[tuple[int, str, str]]

    def total(self, span: int, code: str) -> tuple[int, int, int]:
        """The sum over all groups."""
        rows = list(self.figures.get((span, code), {}).values()) or [(0, 0, 0)]
        one, two, three = (sum(column) for column in zip(*rows, strict=True))
        return one, two, three


@dataclass(frozen=True, slots=True)
class _Slice:
    """One walk: a subject by a moment in a span, with the indicators that are counted on it."""

    number: int
    span: int
    subject: str
    moment: str
    codes: tuple[str, ...]


def counted(asked: Asked) -> Counted:
    """Count it all: one statement for each subject that is asked for."""
    found = Counted(defaultdict(dict), defaultdict(Counter), Counter())
    by_subject: dict[str, list[_Slice]] = defaultdict(list)
    for number, (span, subject, moment, codes) in enumerate(_slices(asked)):
        by_subject[subject].append(_Slice(number, span, subject, moment, codes))
    for slices in by_subject.values():
        _count(asked, slices, found)
    return found


def read_rows(asked: Asked, code: str, wanted: Sql, *, first: int, most: int) -> tuple[list[int], int]:
    """Ids of the cases behind a figure (a page of them, newest first) and how many there are: rows of the one indicator in the first
    span for which `wanted` holds, over the columns of `counted`.
    """
    indicator = asked.indicators[code]
    one = _Slice(0, 0, indicator.subject, indicator.moment, (code,))
    try:
        rows = _rows_of(asked, one)
    except EmptyResultSet:
        return [], 0
    text = (
        f"WITH {rows.text} SELECT case_id, count(*) OVER () FROM g0 WHERE {wanted.text} "  # noqa: S608  (from `compiled` alone)
        "ORDER BY at DESC, case_id DESC LIMIT %s OFFSET %s"
    )
    found = _ask(Sql(text, (*rows.values, *wanted.values, most, first)))
    return [row[0] for row in found], (found[0][1] if found else 0)


def whole_of(indicator: Indicator) -> Sql:
    """Rows that an indicator is taken of, or that it counts where it is taken of nothing."""
    kept = holds(indicator.of, indicator.subject) & opposite(_without(indicator))
    return Sql("out IS NULL") & kept


def counted_of(indicator: Indicator) -> Sql:
    """Rows that it counts."""
    own = holds(indicator.counted, indicator.subject)
    if indicator.kind == "ratio":
        return Sql("out IS NULL") & own & opposite(_without(indicator))
    return whole_of(indicator) & own


def left_by(indicator: Indicator) -> Sql:
    """Rows of the whole that only this indicator leaves out."""
    return Sql("out IS NULL") & holds(indicator.of, indicator.subject) & _without(indicator)


def _without(indicator: Indicator) -> Sql:
    return holds(indicator.without, indicator.subject) if indicator.without else Sql("FALSE")


def _slices(asked: Asked) -> Iterable[tuple[int, str, str, tuple[str, ...]]]:
    for span in range(len(asked.spans)):
        groups: dict[tuple[str, str], list[str]] = defaultdict(list)
        for code, one in asked.indicators.items():
            groups[one.subject, one.moment].append(code)
        for (subject, moment), codes in groups.items():
            yield span, subject, moment, tuple(codes)


def _count(asked: Asked, slices: Sequence[_Slice], found: Counted) -> None:
    walks, selects = [], []
    for one in slices:
        try:
            walks.append(_rows_of(asked, one))
        except EmptyResultSet:  # nothing is granted there
            continue
        selects.append(_numbers_of(asked, one))
    if not walks:
        return
    parts = [Sql("WITH "), joined_bare(walks, ", "), joined_bare(selects, " UNION ALL ")]
    by_number = {one.number: one for one in slices}
    for number, key, numbers in _ask(joined_bare(parts, " ")):
        _keep(asked, by_number[number], key, list(numbers), found)


def _keep(asked: Asked, one: _Slice, key: str | None, numbers: list[int], found: Counted) -> None:
    place = (one.span, one.subject, one.moment)
    found.all[place] += numbers.pop(0)
    for reason in _reasons(asked.rules, one.subject):
        found.out[place][reason] += numbers.pop(0)
    for code in one.codes:
        found.figures[one.span, code][key] = (numbers.pop(0), numbers.pop(0), numbers.pop(0))


def _reasons(rules: IndicatorRules, subject: str) -> list[str]:
    return [*(BY_HAND + code for code in rules.reasons), *(one.code for one in rules.left_out_of(subject))]


def _rows_of(asked: Asked, one: _Slice) -> Sql:
    """Two tables of one walk: `f` with the facts that are needed, read once, and `g` with the reason why a row is left out."""
    facts = sorted(_needed(asked, one))
    columns = ["case_id", "at", *_PLACES, "excluded", *(column_of(name) for name in facts)]
    inner = _inner(asked, one, facts)
    out = _out(asked.rules.left_out_of(one.subject), one.subject)
    n = one.number
    head = f"f{n} ({', '.join(columns)}) AS MATERIALIZED ({inner.text})"
    text = f"{head}, g{n} AS (SELECT *, {out.text} AS out FROM f{n})"  # noqa: S608  (from Django and `compiled` alone)
    return Sql(text, (*inner.values, *out.values))


_PLACES = ("path", "organization", "category", "source")


def _needed(asked: Asked, one: _Slice) -> set[str]:
    indicators = [asked.indicators[code] for code in one.codes]
    own = [conditions for each in indicators for conditions in (each.of, each.counted, each.without)]
    return facts_in(*own, *(rule.when for rule in asked.rules.left_out_of(one.subject)))


def _inner(asked: Asked, one: _Slice, facts: Sequence[str]) -> Sql:
    """The rows in scope whose moment lies in the span, as Django writes them."""
    source = SOURCES[one.subject]
    moment, (start, end) = source.moments[one.moment], asked.spans[one.span]
    known, places = source.facts(), source.columns()
    taken_out = Exclusion.objects.filter(case=OuterRef(source.case), undone_at=None).order_by().values("reason")[:1]
    named = {
        "n_case": F(source.case), "n_at": F(moment), **{f"n_{name}": places[name] for name in _PLACES},
        "n_excluded": Subquery(taken_out), **{f"n_{column_of(name)}": known[name] for name in facts},
    }  # fmt: skip
    rows = source.rows(asked.actor, asked.path).filter(**{f"{moment}__gte": start, f"{moment}__lt": end})
    text, values = rows.annotate(**named).values_list(*named).query.sql_with_params()
    return Sql(text, tuple(values))


def _out(rules: Sequence[LeftOut], subject: str) -> Sql:
    """Why a row is left out: a person's word first, then the method's rules in their order; NULL for a row that counts."""
    whens = [Sql("WHEN excluded IS NOT NULL THEN %s || excluded", (BY_HAND,))]
    for rule in rules:
        condition = holds(rule.when, subject)
        whens.append(Sql(f"WHEN {condition.text} THEN %s::text", (*condition.values, rule.code)))
    inside = joined_bare(whens, " ")
    return Sql(f"CASE {inside.text} END", inside.values)


def _numbers_of(asked: Asked, one: _Slice) -> Sql:
    numbers = [Sql("count(*)")]
    numbers += [_filtered(Sql("out = %s", (reason,))) for reason in _reasons(asked.rules, one.subject)]
    for code in one.codes:
        indicator = asked.indicators[code]
        numbers += [_filtered(make(indicator)) for make in (counted_of, whole_of, left_by)]
    array = joined_bare(numbers, ", ")
    n, key = one.number, asked.key
    text = f"SELECT {n}, {key.text} AS key, ARRAY[{array.text}] FROM g{n} GROUP BY 2"  # noqa: S608  (from `compiled` alone)
    return Sql(text, (*key.values, *array.values))


def _filtered(condition: Sql) -> Sql:
    return Sql(f"count(*) FILTER (WHERE {condition.text})", condition.values)


def joined_bare(parts: Iterable[Sql], by: str) -> Sql:
    """Pieces as they are, with a word between them."""
    parts = list(parts)
    return Sql(by.join(one.text for one in parts), tuple(value for one in parts for value in one.values))


def _ask(statement: Sql) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement.text, statement.values)
        return list(cursor.fetchall())
