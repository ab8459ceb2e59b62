"""What property brings to ratings: services that are rated, and complaints as a figure. Everything for many at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.db.models import Value

from linli.domains.cases import selectors as cases
from linli.domains.property import rules
from linli.domains.property.method import Complaints
from linli.domains.property.models import Contract
from linli.domains.property.selectors._rules import rules_at
from linli.domains.property.selectors.contracts import current_q, with_places
from linli.engines.scorecards.registry import Period, Rated
from linli.foundation.territory import selectors as territory
from linli.kernel.actor import Actor

if TYPE_CHECKING:
    from django.db.models import QuerySet

_SYSTEM = Actor.system()
_SEE = "cases.view"
_CASES = 100


def services_on(county: Any, day: date) -> Sequence[Rated]:
    """Who serves which compound on a day: the subjects of property cards."""
    rows = with_places(Contract.unscoped.filter(current_q(day), county=county)).order_by("area__path", "pk")
    return [
        Rated(one.key, f"{one.compound.name} · {one.company.name}", one.area_id, one.area.path, one.company_id)
        for one in rows
    ]


@dataclass(frozen=True, slots=True)
class Complained:
    """Complaints in a compound in a period: how many, of how many households, per 100, and as points from 0 to 100."""

    compound_id: int
    period: Period
    count: int
    households: int | None
    rate: Fraction | None
    points: Fraction | None

    @property
    def shown(self) -> Any:
        """The rate with two places."""
        return rules.shown(self.rate)

    @property
    def shown_points(self) -> Any:
        """The points with two places."""
        return rules.shown(self.points)


def complaints(county: Any, keys: Sequence[str], period: Period) -> Mapping[str, Fraction]:
    """The figure of each service by its key; none where the compound's households are unknown, or nothing is said about complaints."""
    compounds = {key: rules.read_key(key)[1] for key in keys}
    found = complained(county, set(compounds.values()), period)
    figures = {key: found[pk].points for key, pk in compounds.items() if pk in found}
    return {key: points for key, points in figures.items() if points is not None}


def complained(county: Any, compounds: Iterable[int], period: Period) -> dict[int, Complained]:
    """The same with its parts, by compound. As many statements for 3 as for 300 compounds."""
    return complained_in(county, rules_at(county).complaints, compounds, [period])[0]


def complained_in(
    county: Any, rule: Complaints | None, compounds: Iterable[int], periods: Sequence[Period]
) -> list[dict[int, Complained]]:
    """The same in several periods, in their order, by the county's rule; nothing where it has none."""
    if rule is None:
        return [{} for _ in periods]
    ids = list(compounds)
    places, homes = _places(ids), dict(territory.households_of_compounds(ids))
    reported = [
        _reported(_SYSTEM, county, rule, places, period).annotate(nth=Value(nth)).values_list("nth", "area")
        for nth, period in enumerate(periods)
    ]
    counts = Counter((nth, places[area]) for nth, area in reported[0].union(*reported[1:], all=True))
    return [
        {pk: _complained(pk, period, counts[nth, pk], homes[pk], rule.worst) for pk in homes}
        for nth, period in enumerate(periods)
    ]


def _complained(pk: int, period: Period, count: int, households: int | None, worst: int) -> Complained:
    found = rules.rate(count, households)
    return Complained(pk, period, count, households, found, rules.figure(found, worst))


def complaints_at(actor: Actor, compound: Any, period: Period) -> QuerySet[Any]:
    """The cases behind the figure of one compound that the actor may see."""
    return _reported(actor, compound.county, rules_at(compound.county).complaints, _places([compound.pk]), period)


def _reported(
    actor: Actor, county: Any, rule: Complaints | None, places: Mapping[int, int], period: Period
) -> QuerySet[Any]:
    """Cases of the method's categories in these places and this period."""
    rows = cases.cases_under(actor, _SEE, county.path).filter(area__in=list(places))
    return cases.reported_between(rows, rule.categories if rule else (), period.starts, period.ends)


def _places(compounds: Iterable[int]) -> dict[int, int]:
    """The compound of every area that lies in one alone."""
    return {area: compound for compound, area in territory.ground_of_compounds(compounds)}


@dataclass(frozen=True, slots=True)
class ComplaintsPage:
    """Complaints in one compound in a period and in the same of the year before, with the rule, and the newest cases behind them that the
    reader may see.
    """

    now: Complained | None
    before: Complained | None
    worst: int
    rows: list[Any]
    more: int


def complaints_page(actor: Actor, compound: Any, period: Period) -> ComplaintsPage:
    """A compound that was fetched in scope."""
    rule = rules_at(compound.county).complaints
    before = Period(rules.year_before(period.starts), rules.year_before(period.ends))
    found = complained_in(compound.county, rule, [compound.pk], (period, before))
    now, then = (one.get(compound.pk) for one in found)
    seen = complaints_at(actor, compound, period).select_related("category").order_by("-opened_at", "-pk")
    rows = list(seen[: _CASES + 1])
    return ComplaintsPage(now, then, rule.worst if rule else 0, rows[:_CASES], max(0, seen.count() - _CASES))
