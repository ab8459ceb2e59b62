"""The rows behind a figure: the cases that are counted, those that they are taken of, and those that a reason left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404
from django.utils.translation import gettext

from linli.domains.cases import selectors as cases
from linli.domains.indicators.method import Conditions, Indicator, IndicatorRules
from linli.domains.indicators.rules import Period, narrowed
from linli.domains.indicators.selectors.compiled import Sql, opposite
from linli.domains.indicators.selectors.counting import BY_HAND, Asked, counted_of, read_rows, whole_of
from linli.domains.indicators.selectors.figures import rules_at
from linli.domains.indicators.selectors.formula import Formula, formula_of, names_of
from linli.domains.indicators.selectors.groups import choices_for, chosen
from linli.domains.indicators.states import MOMENTS, PART_LABELS, SUBJECTS, Group, Part
from linli.foundation.territory import selectors as territory

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

SIZE, DEEPEST = 50, 200


@dataclass(frozen=True, slots=True)
class Behind:
    """Which rows are asked for: of an indicator (`code`) a part, or what a reason (`out`) left out of a subject by a moment; in a
    group; under what else (`only`). `compared`: a campaign or theme asks, which counts all its periods by the method in force now.
    """

    period: Period
    code: str = ""
    part: str = ""
    out: str = ""
    subject: str = ""
    moment: str = ""
    by: str = ""
    group: str = ""
    number: int = 1
    only: Conditions = ()
    compared: bool = False
    query: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class RowsPage:
    """A page of cases with what they are (the pager's names included); `formula` is None where a reason is asked for."""

    title: str
    what: str
    where: str
    count: int
    rows: list[Any]
    formula: Formula | None
    previous_url: str
    next_url: str
    text: str


def rows_page(actor: Actor, here: Any, behind: Behind, *, counted_by: Actor | None = None) -> RowsPage:
    """A page of the rows behind a figure, below an area that was fetched in scope; Http404 for a figure that there isn't. `counted_by`:
    who counted the figure, where that wasn't the reader; rows that the reader doesn't see stay away.
    """
    own, rules = rules_at(here, None if behind.compared else behind.period), territory.rules_of(here)
    indicator, wanted = _wanted(own, behind)
    by = next((one for one in choices_for(rules, here) if one.value == behind.by), Group.SOURCE)
    place, also = chosen(counted_by or actor, by, here, behind.group)
    asked = Asked(counted_by or actor, place.path, own, {"": indicator}, [behind.period.span])
    number = min(max(behind.number, 1), DEEPEST)
    ids, count = read_rows(asked, "", wanted & also, first=(number - 1) * SIZE, most=SIZE)
    label, what = _called(own, indicator, behind)
    formula = formula_of(indicator, rules, names_of((indicator.of, indicator.counted, indicator.without)))
    return RowsPage(
        title=label, what=what, where=place.name, count=count, rows=cases.rows_by_ids(actor, ids),
        formula=formula if behind.code else None, **_pages(behind.query or {}, number, count, len(ids)),
    )  # fmt: skip


def _wanted(own: IndicatorRules, behind: Behind) -> tuple[Indicator, Sql]:
    if behind.out:
        return _left_out(own, behind)
    one = own.used().get(behind.code)
    if one is None:
        raise Http404
    one = narrowed(one, behind.only)
    if behind.part == Part.OF and one.kind != "count":
        return one, whole_of(one)
    if behind.part == Part.REST and one.kind == "share":
        return one, whole_of(one) & opposite(counted_of(one))
    return one, counted_of(one)


def _left_out(own: IndicatorRules, behind: Behind) -> tuple[Indicator, Sql]:
    """Rows that a reason left out: as a count by that moment, of which only the reason is asked."""
    codes = [*(BY_HAND + code for code in own.reasons), *(one.code for one in own.left_out_of(behind.subject))]
    if behind.subject not in SUBJECTS or behind.moment not in MOMENTS or behind.out not in codes:
        raise Http404
    counting = Indicator(
        label=behind.out, subject=behind.subject, moment=behind.moment, kind="count", direction="none", assumed="-"
    )
    return counting, Sql("out = %s", (behind.out,))


def _called(own: IndicatorRules, indicator: Indicator, behind: Behind) -> tuple[str, str]:
    if behind.code:
        part = Part(behind.part) if behind.part in list(Part) else Part.COUNTED
        return indicator.label, gettext(PART_LABELS[part])
    by_hand = own.reasons.get(behind.out.removeprefix(BY_HAND))
    rule = by_hand or next(one for one in own.left_out_of(behind.subject) if one.code == behind.out)
    return rule.label, gettext("Left out of the figures")


def _pages(query: Mapping[str, str], number: int, count: int, shown: int) -> dict[str, str]:
    first = (number - 1) * SIZE

    def address(to: int) -> str:
        return "?" + urlencode({**query, "page": str(to)})

    return {
        "previous_url": address(number - 1) if number > 1 else "",
        "next_url": address(number + 1) if first + shown < count and number < DEEPEST else "",
        "text": gettext("{first}–{last} of {count}").format(first=first + 1, last=first + shown, count=count) if shown else "",
    }  # fmt: skip
