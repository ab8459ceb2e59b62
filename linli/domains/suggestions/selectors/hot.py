"""Hot issues of the places that somebody watches over: counted when they are asked for, from the words of the cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, TextField

from linli.domains.cases import selectors as cases
from linli.domains.suggestions.models import CaseWords
from linli.domains.suggestions.rules.alike import Spot
from linli.domains.suggestions.rules.hot import Bounds, Issue, Report, hot_issues
from linli.domains.suggestions.selectors.places import communities_with_names
from linli.domains.suggestions.selectors.search import VIEW
from linli.foundation.privacy import rls
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor

if TYPE_CHECKING:
    from linli.foundation.methods.loader import Rules

DAYS = 7
#: So many cases are counted at most, the newest, and so many issues shown.
MOST, SHOWN = 8000, 30


@dataclass(frozen=True, slots=True)
class Shown:
    """An issue with the name of its place, and the words of an address under which the queue shows its cases."""

    issue: Issue
    place: str
    query: str


@dataclass(frozen=True, slots=True)
class HotPage:
    """Hot issues, hottest first; `counted` cases since `since`; `is_cut` where there were more than are counted."""

    issues: list[Shown]
    bounds: Bounds
    counted: int
    since: datetime
    is_cut: bool


def hot_page(actor: Actor) -> HotPage | None:
    """Hot issues where the actor sees cases by area; None for an account of no county. At most six statements."""
    if actor.county_id is None:
        return None
    bounds = _bounds(territory.rules_of(territory.area_by_id(actor.county_id)))
    now = clock.now()
    since = now - timedelta(days=DAYS * (1 + bounds.weeks))
    told = cases.counted_in(actor.paths(VIEW), since=since, most=MOST + 1)
    communities, said = communities_with_names([one.path for one in told])
    reports = _reports(actor, told[:MOST], communities, now - timedelta(days=DAYS))
    issues = hot_issues(reports, bounds, said)[:SHOWN]
    names = territory.area_names([issue.community for issue in issues])
    shown = [Shown(issue, names[issue.community], _query(issue)) for issue in issues]
    return HotPage(shown, bounds, len(reports), since, len(told) > MOST)


def _bounds(rules: Rules) -> Bounds:
    hot = rules.suggestions.hot
    return Bounds(hot.at_least, hot.times, hot.weeks)


def _reports(
    actor: Actor, told: Sequence[cases.Counted], communities: Mapping[str, int], this_week: datetime
) -> list[Report]:
    """Cases with their lexemes; those whose community isn't known are left out, for nobody could be sent there."""
    held = _lexemes(actor, [one.pk for one in told])
    return [
        Report(
            one.pk, Spot(one.lat, one.lng, one.area, communities[one.path]), one.opened_at >= this_week, held[one.pk]
        )
        for one in told
        if communities[one.path] and one.pk in held
    ]


def _lexemes(actor: Actor, ids: Sequence[int]) -> dict[int, frozenset[str]]:
    as_list = Func(F("vector"), function="tsvector_to_array", output_field=ArrayField(TextField()))
    with rls.reaching(actor, VIEW):
        rows = CaseWords.scoped.visible_to(actor).filter(pk__in=ids).annotate(held=as_list).values_list("pk", "held")
        return {pk: frozenset(held) for pk, held in rows}


def _query(issue: Issue) -> str:
    return cases.Filters(tab="any", area=str(issue.community), days=str(DAYS), text=issue.word).query()
