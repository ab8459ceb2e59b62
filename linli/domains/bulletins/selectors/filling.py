"""The figures of a bulletin as they are frozen: plain data that says all that its page shows, whatever the method says later.

A section's data: `by` (what the groups are), `heads` (each figure in words), `rows`, `nowhere` (what belongs to no group, or None) and
`sum`. A row: `name`, `cells`, `score`, `place`, `band`. A cell: `text`, `counted`, `of`, `place`, `reached`, `query` (of the living
rows), `before` and `year` (the same without those; None where it isn't compared), `change` and `year_change`.
"""

from __future__ import annotations

from typing import Any

from linli.domains.bulletins import rules as decide
from linli.domains.bulletins.method import Content
from linli.domains.indicators import selectors as indicators
from linli.domains.indicators.rules import Period, before, change_of, year_before
from linli.foundation.methods import selectors as methods

Data = dict[str, Any]


def filled(county: Any, content: Content, period: Period) -> tuple[Any, list[tuple[str, str, Data]]]:
    """The method that counts a period, and (code, label, data) of each table of the bulletin that this method has."""
    periods = [period, before(period), *([year_before(period)] if content.year_before else ())]
    held, tables = indicators.tables_over(county, content.tables, content.by.value, periods)
    return held, [(one.code, one.table.label, _data(one, content)) for one in tables]


def versions_of(county: Any, period: Period) -> list[dict[str, Any]]:
    """Versions of the method that held within a period, each with its first day there."""
    found = methods.releases_within(county.method_slug, period.first, period.last)
    return [
        {"version": one.version, "from": max(one.holds_from, period.first).isoformat()} for one in found
    ]  # fmt: skip


def _data(table: indicators.StretchTable, content: Content) -> Data:
    now, *others = table.stretches
    earlier = [_by_group(one) for one in others]
    rows = [_row(table, one, earlier) for one in now.rows]
    return {
        "by": table.by_label,
        "heads": [_head(table, number) for number in range(len(table.heads))],
        "rows": _ordered(rows, content),
        "nowhere": _plain(_row(table, now.nowhere, earlier)) if now.nowhere else None,
        "sum": _plain(_row(table, now.sum, earlier)),
    }


def _head(table: indicators.StretchTable, number: int) -> Data:
    one = table.heads[number]
    return {
        "label": one.label, "about": one.about, "kind": table.kinds[number], "counted": one.counted, "of": one.of,
        "without": one.without, "moment": one.moment, "better": one.better, "weight": one.weight, "goal": one.goal,
        "source": list(one.rule.source), "assumed": one.rule.assumed or "",
    }  # fmt: skip


def _by_group(stretch: indicators.Stretch) -> dict[str, Any]:
    """Rows by the code of their group; the sum has "" and what belongs to none its own."""
    rows = [*stretch.rows, *([stretch.nowhere] if stretch.nowhere else ()), stretch.sum]
    return {row.group.code: row for row in rows}


def _row(table: indicators.StretchTable, row: Any, earlier: list[dict[str, Any]]) -> Data:
    then = [found.get(row.group.code) for found in earlier]
    cells = [
        _cell(table.kinds[number], figure, [one.figures[number] if one else None for one in then])
        for number, figure in enumerate(row.figures)
    ]
    return {
        "code": row.group.code, "name": row.group.name, "cells": cells, "score": row.score, "place": row.score_rank, "band": "",
    }  # fmt: skip


def _cell(kind: str, figure: Any, then: list[Any]) -> Data:
    """A figure beside those of the other periods; a group that there wasn't then has none."""
    old, year = [*then, None][:2]
    return {
        **_numbers(figure), "place": figure.rank, "reached": figure.reached, "query": figure.counted_query,
        "before": _numbers(old), "change": change_of(kind, old.value if old else None, figure.value),
        "year": _numbers(year) if len(then) > 1 else None,
        "year_change": change_of(kind, year.value if year else None, figure.value),
    }  # fmt: skip


def _numbers(figure: Any) -> Data:
    if figure is None:
        return {"text": "—", "counted": 0, "of": 0}
    return {"text": figure.text, "counted": figure.counted, "of": figure.of}


def _ordered(rows: list[Data], content: Content) -> list[Data]:
    """As the method wants it: by place; in bands, within which nobody is first; or as the groups stand in the county."""
    if content.order == "places":
        return rows
    _into_bands(rows, content)
    labels = [one.label for one in content.bands]
    plain = [_plain(row) for row in rows]
    return sorted(
        plain, key=lambda row: (labels.index(row["band"]) if row["band"] else len(labels), row["code"].rjust(20))
    )


def _into_bands(rows: list[Data], content: Content) -> None:
    """By score where there is one, else by the first figure; who has neither is in no band. Without bands nobody is."""
    has_score = any(row["score"] for row in rows)
    places = [row["place"] if has_score else row["cells"][0]["place"] for row in rows]
    of = sum(place is not None for place in places)
    for row, place in zip(rows, places, strict=True):
        if place is not None and content.bands:
            row["band"] = decide.band_of(place, of, content.bands)


def _plain(row: Data) -> Data:
    """The same without places."""
    return {**row, "place": None, "cells": [{**cell, "place": None} for cell in row["cells"]]}
