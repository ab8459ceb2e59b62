"""What the contracts of a place say together: forms, coverage, companies that were changed or came (H28, Q52, X34)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from linli.domains.property import rules
from linli.domains.property.method import PropertyRules
from linli.domains.property.models import Contract
from linli.domains.property.selectors._rules import rules_at
from linli.domains.property.selectors.contracts import compounds_below, county_of, current_q, with_places
from linli.domains.property.selectors.rated import Complained, complained_in
from linli.domains.property.states import VIEW
from linli.engines.scorecards.registry import Period
from linli.kernel import clock

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction

    from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class FormRow:
    """A form of service: how many compounds it serves now, and their share of all in whole percent."""

    code: str
    label: str
    rule: Any
    count: int
    percent: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """A contract that began in the period: in the place of another company, or where there was none."""

    contract: Contract
    before: Contract | None


@dataclass(frozen=True, slots=True)
class YearOnYear:
    """Complaints of all compounds together in a period and in the same of the year before; rates per 100 households."""

    now: Period
    before: Period
    count: int
    count_before: int
    households: int
    rate: Fraction | None
    rate_before: Fraction | None

    @property
    def shown(self) -> Decimal | None:
        """The rate with two places."""
        return rules.shown(self.rate)

    @property
    def shown_before(self) -> Decimal | None:
        """The rate of the year before with two places."""
        return rules.shown(self.rate_before)

    @property
    def shown_grown(self) -> Decimal | None:
        """The change of the rate in percent, with two places."""
        return rules.shown(rules.grown(self.rate, self.rate_before))


@dataclass(frozen=True, slots=True)
class Figures:
    """All of it for the actor's ground in a period."""

    county: Any
    period: Period
    compounds: int
    served: int
    forms: list[FormRow]
    changed: list[Change]
    introduced: list[Change]
    complaints: YearOnYear | None

    @property
    def coverage(self) -> int | None:
        """Compounds with service of all compounds, in whole percent."""
        return rules.percent(self.served, self.compounds)


def period_asked(first: date | None, last: date | None) -> Period:
    """A period as it was asked for; the last twelve months where it wasn't, or runs backwards."""
    today = clock.today()
    if first and last and first <= last:
        return Period(first, last)
    return Period(rules.year_before(today) + timedelta(days=1), today)


def figures(actor: Actor, period: Period) -> Figures | None:
    """Figures of the ground on which the actor may see contracts; None without a county."""
    county = county_of(actor)
    if county is None:
        return None
    seen = Contract.scoped.visible_to(actor, VIEW)
    now = list(seen.filter(current_q(clock.today())).order_by().values_list("form", "compound"))
    counts = Counter(form for form, _ in now)
    below = compounds_below(actor).order_by("pk").values_list("pk", flat=True)
    places = sorted({*below, *(compound for _, compound in now)})
    begun, rule = _changes(seen, period), rules_at(county)
    return Figures(
        county, period, len(places), len(now), _forms(rule, counts),
        [one for one in begun if one.before], [one for one in begun if not one.before],
        _year_on_year(county, rule, places, period),
    )  # fmt: skip


def _forms(rule: PropertyRules, counts: Counter[str]) -> list[FormRow]:
    total = sum(counts.values())
    return [
        FormRow(code, form.label, form, counts[code], rules.percent(counts[code], total))
        for code, form in rule.forms.items()
    ]


def _changes(seen: Any, period: Period) -> list[Change]:
    """Contracts that began in the period, but for those with which a company went on: each with the one before it."""
    rows = list(with_places(seen.filter(starts_on__range=(period.starts, period.ends))).order_by("starts_on", "pk"))
    earlier: dict[int, list[Contract]] = {}
    for one in with_places(Contract.unscoped.filter(compound__in=[row.compound_id for row in rows])).order_by(
        "starts_on", "pk"
    ):
        earlier.setdefault(one.compound_id, []).append(one)
    found = []
    for row in rows:
        before = [one for one in earlier[row.compound_id] if one.starts_on < row.starts_on]
        if not before or before[-1].holder != row.holder:
            found.append(Change(row, before[-1] if before else None))
    return found


def _year_on_year(county: Any, rule: PropertyRules, places: list[int], period: Period) -> YearOnYear | None:
    before = Period(rules.year_before(period.starts), rules.year_before(period.ends))
    now, then = complained_in(county, rule.complaints, places, (period, before))
    if not now:
        return None
    homes = sum(one.households or 0 for one in now.values())
    count, earlier = _known(now), _known(then)
    return YearOnYear(period, before, count, earlier, homes, rules.rate(count, homes), rules.rate(earlier, homes))


def _known(found: dict[int, Complained]) -> int:
    """Complaints of compounds whose households are known: the others would lift the rate."""
    return sum(one.count for one in found.values() if one.households)


def compounds_by_complaints(actor: Actor, period: Period) -> list[tuple[Any, Complained, Complained]]:
    """Compounds in reach with their complaints in a period and in the same of the year before, the most first: the rows behind the rate."""
    county = county_of(actor)
    if county is None:
        return []
    places = {one.pk: one for one in compounds_below(actor)}
    before = Period(rules.year_before(period.starts), rules.year_before(period.ends))
    now, then = complained_in(county, rules_at(county).complaints, places, (period, before))
    rows = [(places[pk], one, then[pk]) for pk, one in now.items() if one.count or then[pk].count]
    return sorted(rows, key=lambda row: (-(row[1].rate or 0), -row[1].count, row[0].name))
