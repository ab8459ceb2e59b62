"""The same indicators in several periods side by side: campaigns before and after, and what became of a theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linli.domains.indicators import rules as decide
from linli.domains.indicators.method import Campaign, Conditions, Indicator, IndicatorRules
from linli.domains.indicators.rules import Period
from linli.domains.indicators.selectors.counting import Asked, counted
from linli.domains.indicators.selectors.figures import Figure, Links, figure_of, rules_at
from linli.domains.indicators.selectors.formula import Formula, Speaker, formula_of, names_of
from linli.foundation.territory import selectors as territory
from linli.kernel import clock

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Compared:
    """An indicator with its figure in each period, and what became of it from the first to the second."""

    code: str
    formula: Formula
    figures: list[Figure]
    change: str


@dataclass(frozen=True, slots=True)
class CampaignPage:
    """A campaign, what it is about in words, and its figures; without periods it hasn't begun."""

    code: str
    campaign: Campaign
    here: Any
    about: str
    periods: list[Period]
    lines: list[Compared]


def campaigns_at(area: Any) -> dict[str, Campaign]:
    """Campaigns of the method in force, by code."""
    return {code: one for code, one in rules_at(area).campaigns.items() if one.use}


def campaign_page(actor: Actor, here: Any, code: str) -> CampaignPage:
    """A campaign below an area that was fetched in scope; KeyError for one that there isn't."""
    own, one = rules_at(here), campaigns_at(here)[code]
    rules, periods = (
        territory.rules_of(here),
        list(decide.campaign_periods(one.when.starts, one.when.ends, clock.today()) or ()),
    )
    wanted = {name: decide.narrowed(each, one.only) for name, each in own.used_of(one.indicators).items()}
    lines = compared(actor, here, own, wanted, periods, {"c": code}) if periods else []
    about = Speaker("cases", rules, names_of([one.only])).all_of(one.only)
    return CampaignPage(code, one, here, about, periods, lines)


def compared(
    actor: Actor, here: Any, own: IndicatorRules, indicators: Mapping[str, Indicator], periods: Sequence[Period],
    words: Mapping[str, str],
) -> list[Compared]:  # fmt: skip
    """Indicators side by side in periods; one statement for each subject. A code's part before a colon is the indicator's own."""
    found = counted(Asked(actor, here.path, own, indicators, [one.span for one in periods]))
    rules = territory.rules_of(here)
    names = names_of([each for one in indicators.values() for each in (one.of, one.counted, one.without)])
    lines = []
    for code, one in indicators.items():
        figures = [
            figure_of(code.partition(":")[0], one, found.total(span, code), _links(here, period, words, code))
            for span, period in enumerate(periods)
        ]
        change = decide.change_of(one.kind, figures[0].value, figures[1].value)
        lines.append(Compared(code, formula_of(one, rules, names), figures, change))
    return lines


def only_of(area: Any, campaign: str) -> Conditions | None:
    """What narrows the figures of a campaign; None where there is none of this code."""
    found = campaigns_at(area).get(campaign)
    return found.only if found else None


def _links(here: Any, period: Period, words: Mapping[str, str], code: str) -> Links:
    said = {"area": str(here.pk), "period": "own", "since": period.first.isoformat(), "until": period.last.isoformat()}
    problem = code.partition(":")[2]
    return Links({**said, **words, **({"p": problem} if problem else {})})
