"""The ranking of organizations as one of them reads it: its own figures with their cases, and of all others the places alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.http import Http404

from linli.domains.indicators.method import Table
from linli.domains.indicators.rules import Period
from linli.domains.indicators.selectors.figures import FigurePage, Row, Wanted, figure_page
from linli.domains.indicators.selectors.formula import Formula
from linli.domains.indicators.selectors.rows import Behind, RowsPage, rows_page
from linli.domains.indicators.states import STANDING, Group
from linli.foundation.territory import selectors as territory
from linli.kernel.actor import Actor

if TYPE_CHECKING:
    from collections.abc import Collection


@dataclass(frozen=True, slots=True)
class Place:
    """An organization with its places: one for each figure, and by score (None: not ranked). No figure, and no case."""

    name: str
    ranks: tuple[int | None, ...]
    score_rank: int | None
    is_own: bool


@dataclass(frozen=True, slots=True)
class StandingPage:
    """A table of organizations. `rows` are the reader's own, `places` everybody's; `of` says how many are ranked."""

    table: Table
    code: str
    tables: list[tuple[str, str]]
    period: Period
    heads: list[Formula]
    columns: list[tuple[str, Formula]]
    rows: list[Row]
    places: list[Place]
    of: int
    has_score: bool
    full_score: str
    version: int | None


def county_of(actor: Actor) -> Any:
    """The county in which the reader's organization is ranked; Http404 without one."""
    if actor.county_id is None:
        raise Http404
    return territory.area_by_id(actor.county_id)


def standing_page(actor: Actor, wanted: Wanted) -> StandingPage | None:
    """The ranking for whoever speaks for an organization in it; None where the method has no table.

    All of the county is counted, whoever looks: a place is one among all. What is shown of others is the place alone.
    """
    found = figure_page(Actor.system(), county_of(actor), replace(wanted, by=Group.ORGANIZATION.value))
    return _seen(found, {str(pk) for pk in actor.org_ids(STANDING)}) if found else None


def standing_rows(actor: Actor, behind: Behind) -> RowsPage:
    """The cases behind a figure of one's own organization; Http404 for another's."""
    if behind.group not in {str(pk) for pk in actor.org_ids(STANDING)} or behind.out:
        raise Http404
    asked = replace(behind, by=Group.ORGANIZATION.value, only=(), compared=False)
    return rows_page(actor, county_of(actor), asked, counted_by=Actor.system())


def _seen(page: FigurePage, own: Collection[str]) -> StandingPage:
    rows = [one for one in page.rows if one.is_ranked]
    places = [
        Place(one.group.name, tuple(each.rank for each in one.figures), one.score_rank, one.group.code in own)
        for one in rows
    ]
    return StandingPage(
        table=page.table, code=page.code, tables=page.tables, period=page.period, heads=page.heads, columns=page.columns,
        rows=[one for one in rows if one.group.code in own], places=places, of=len(rows), has_score=bool(page.sum.score),
        full_score=page.full_score, version=page.version,
    )  # fmt: skip
