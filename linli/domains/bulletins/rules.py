"""Decisions of bulletins: which periods are due, their numbers, bands, and what the public may see. Pure, no Django, no clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date
from typing import Any

from linli.domains.bulletins.method import Band
from linli.domains.indicators.rules import Period, before, period_of
from linli.kernel.suppression import with_company

#: A job that stood still drafts so many periods of a kind at the most; older ones are drafted by hand.
MOST_BEHIND = 4

#: What stands in a table for a figure that isn't shown.
HIDDEN = "*"


def last_over(cycle: str, today: date) -> Period:
    """The last period that is over today: the one before today's."""
    return before(period_of(cycle, today))


def due(cycle: str, today: date, newest: date | None) -> list[Period]:
    """Periods to be drafted, the earliest first: those that are over and begin after `newest` (the first day of the last drafted one),
    the latest four at most; without one the last that is over. None where the clock was set back.
    """
    found = [last_over(cycle, today)]
    if newest is None:
        return found
    while len(found) < MOST_BEHIND and before(found[0]).first > newest:
        found.insert(0, before(found[0]))
    return [one for one in found if one.first > newest]


def number_of(period: Period) -> tuple[int, int]:
    """(year, number) under which a period's bulletin is filed: its place in the year. Weeks count by ISO 8601: a week belongs to the
    year of its Thursday, so that each year has 52 or 53.
    """
    if period.kind == "week":
        year, week, _ = period.first.isocalendar()
        return year, week
    months = {"month": 1, "quarter": 3}[period.kind]
    return period.first.year, (period.first.month - 1) // months + 1


def band_of(place: int, of: int, bands: Sequence[Band]) -> str:
    """The label of the band in which a place among `of` lies: the first whose end isn't passed on the way from the first place (0
    percent) to the last one (100); who is alone is in the best.
    """
    return next(one.label for one in bands if (place - 1) * 100 <= one.up_to * (of - 1))


# ── what the public sees ───────────────────────────────────────────────────────────────────────


def for_public(table: Mapping[str, Any], least: int) -> dict[str, Any]:
    """A frozen table without figures of fewer than `least` things: neither counted, nor the rest, nor what they are taken of. Where one
    alone of a column would be hidden, the next smallest goes with it; where there is none, the sum does. Changes against a hidden
    figure and scores of a row with one go too, so that nothing can be worked out again.
    """
    shown = deepcopy(dict(table))
    rows = [*shown["rows"], *([shown["nowhere"]] if shown["nowhere"] else ())]
    for column in range(len(shown["heads"])):
        for part in ("", "before", "year"):
            _hide_in_column(rows, shown["sum"], column, part, least)
    for row in (*rows, shown["sum"]):
        if any(cell.get("hidden") for cell in row["cells"]):
            row.update(score=HIDDEN if row["score"] else "", place=None, band="")
        for cell in row["cells"]:
            _without_changes(cell)
    return shown


def has_hidden(table: Mapping[str, Any]) -> bool:
    """Whether a table for the public hides anything."""
    cells = [cell for row in (*table["rows"], table["nowhere"], table["sum"]) if row for cell in row["cells"]]
    return any(_of(cell, part).get("hidden") for cell in cells for part in ("", "before", "year") if _of(cell, part))


def _hide_in_column(rows: Sequence[Any], whole: Any, column: int, part: str, least: int) -> None:
    cells = [_of(row["cells"][column], part) for row in rows]
    total = _of(whole["cells"][column], part)
    if total is None:
        return
    sizes = [cell["of"] or cell["counted"] for cell in cells]
    hidden = {place for place, cell in enumerate(cells) if _is_small(cell, least)}
    alone = with_company(hidden, sizes, least)
    for place in alone:
        _hide(cells[place])
    if len(alone) == 1 or _is_small(total, least):
        _hide(total)


def _of(cell: Any, part: str) -> Any:
    return cell[part] if part else cell


def _is_small(cell: Mapping[str, Any], least: int) -> bool:
    """Whether any number that can be read out of a figure is of few: counted, taken of, and (of a share) the rest."""
    counted, of = cell["counted"], cell["of"]
    numbers = (counted, of, of - counted) if of else (counted,)
    return any(0 < number < least for number in numbers)


def _hide(cell: dict[str, Any]) -> None:
    cell.update(text=HIDDEN, counted=None, of=None, hidden=True)
    for name in ("place", "reached"):
        if name in cell:
            cell[name] = None


def _without_changes(cell: dict[str, Any]) -> None:
    for part, change in (("before", "change"), ("year", "year_change")):
        if cell.get("hidden") or (cell[part] or {}).get("hidden"):
            cell[change] = ""
