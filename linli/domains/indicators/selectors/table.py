"""Figures as rows of a file, for offices that go on in their own tables."""

from __future__ import annotations

from django.utils.translation import gettext

from linli.domains.indicators.selectors.comparing import CampaignPage
from linli.domains.indicators.selectors.figures import FigurePage, Row


def table_of(page: FigurePage) -> list[list[str]]:
    """A head and a line for each group: every figure with what is counted and of what, and its place; the sum comes last."""
    head = [gettext("Group")]
    for one in page.heads:
        head += [one.label, gettext("{label}: counted").format(label=one.label)]
        head += [gettext("{label}: taken of").format(label=one.label)] if one.of else []
        head += [gettext("{label}: place").format(label=one.label)]
    if page.sum.score:
        head += [gettext("Score"), gettext("Place by score")]
    rows = [*page.rows, *([page.nowhere] if page.nowhere else ()), page.sum]
    return [head, *(_line(page, row) for row in rows)]


def campaign_table(page: CampaignPage) -> list[list[str]]:
    """A head and a line for each indicator of a campaign: its figure in each period, with what is counted and of what."""
    days = [f"{one.first.isoformat()} – {one.last.isoformat()}" for one in page.periods]
    head = [gettext("Indicator")]
    for one in days:
        head += [one, gettext("{label}: counted").format(label=one), gettext("{label}: taken of").format(label=one)]
    rows = [
        [line.formula.label, *(cell for one in line.figures for cell in (one.text, str(one.counted), str(one.of)))]
        for line in page.lines
    ]
    return [[*head, gettext("Difference")], *([*row, line.change] for row, line in zip(rows, page.lines, strict=True))]


def _line(page: FigurePage, row: Row) -> list[str]:
    cells = [row.group.name]
    for one, figure in zip(page.heads, row.figures, strict=True):
        cells += [figure.text, str(figure.counted)]
        cells += [str(figure.of)] if one.of else []
        cells += [str(figure.rank or "—")]
    return [*cells, *([row.score, str(row.score_rank or "—")] if page.sum.score else ())]
