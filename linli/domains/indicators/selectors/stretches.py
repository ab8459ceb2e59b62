"""Tables of figures over several periods, counted for everybody alike: what a bulletin freezes. One statement for each subject of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from linli.domains.indicators.method import Table
from linli.domains.indicators.rules import Period
from linli.domains.indicators.selectors.counting import Asked, counted
from linli.domains.indicators.selectors.figures import (
    Links,
    Row,
    method_at,
    ranked,
    rows_of,
    section_of,
    sorted_rows,
    sum_of,
)
from linli.domains.indicators.selectors.formula import Formula, formula_of, names_of
from linli.domains.indicators.selectors.groups import NONE, choices_for, grouping_for, labels_for
from linli.foundation.territory import selectors as territory
from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Stretch:
    """One period of a table: groups by place, what belongs to none of them, and the sum."""

    rows: list[Row]
    nowhere: Row | None
    sum: Row


@dataclass(frozen=True, slots=True)
class StretchTable:
    """A table in several periods; `by_label` says what its groups are."""

    code: str
    table: Table
    by_label: str
    kinds: Sequence[str]
    heads: list[Formula]
    stretches: list[Stretch]


def tables_over(area: Any, codes: Sequence[str], by: str, periods: Sequence[Period]) -> tuple[Any, list[StretchTable]]:
    """The method that counts the first period, and those tables of `codes` that it uses, grouped by `by` (an odd word: the first that
    there is). All periods are counted by that one definition: figures of two definitions can't be compared.
    """
    held, rules = method_at(area, periods[0]), territory.rules_of(area)
    tables = section_of(held).tables
    used = [code for code in codes if code in tables and tables[code].use]
    return held, [
        one for one in (_table(area, held, rules, code, tables[code], by, periods) for code in used) if one.heads
    ]


def _table(
    area: Any, held: Any, rules: Any, code: str, table: Table, by: str, periods: Sequence[Period]
) -> StretchTable:
    own = section_of(held)
    indicators = own.used_of(table.indicators)
    choices = choices_for(rules, area)
    group = next((one for one in choices if one.value == by), choices[0])
    grouping = grouping_for(group, area, rules)
    found = counted(Asked(Actor.system(), area.path, own, indicators, [one.span for one in periods], grouping.key))
    names = names_of([each for one in indicators.values() for each in (one.of, one.counted, one.without)])
    stretches = []
    for span, period in enumerate(periods):
        links = _links(area, period, code, group.value)
        rows = ranked(rows_of(grouping, indicators, found, links, span), list(indicators.values()))
        stretches.append(
            Stretch(
                sorted_rows([row for row in rows if row.group.code != NONE], "", list(indicators)),
                next((row for row in rows if row.group.code == NONE), None),
                sum_of(found, indicators, links, span),
            )
        )
    heads = [formula_of(one, held, names) for one in indicators.values()]
    kinds = [one.kind for one in indicators.values()]
    return StretchTable(code, table, labels_for(rules, [group])[0][1], kinds, heads, stretches)


def _links(area: Any, period: Period, code: str, by: str) -> Links:
    """Addresses that count the same again: exactly these days, whatever the kind of period."""
    return Links(
        {
            "area": str(area.pk), "by": by, "table": code, "period": "own", "since": period.first.isoformat(),
            "until": period.last.isoformat(),
        }
    )  # fmt: skip
