"""Arithmetic of scorecards: exact fractions, no Django, no clock but the one passed in.

A composite is compared as it is, never rounded. It is shown with two places cut off: what reads 60.00 is 60 or more, what reads
59.99 is below 60, since no threshold has more than two places.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from linli.engines.scorecards.kinds import ABSTAIN, Cycle, Kind
from linli.engines.scorecards.method import Appeals, Band, Card, Criterion, Run
from linli.engines.scorecards.registry import Period
from linli.engines.scorecards.states import Gap
from linli.kernel import months

FULL = Fraction(100)
NOUGHT = Fraction(0)
_MONTHS = {Cycle.MONTH: 1, Cycle.QUARTER: 3, Cycle.HALF_YEAR: 6, Cycle.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Marks:
    """What one group gave one subject for one criterion: the sum of the marks, how many marks, and how many rated (an abstention is
    no mark).
    """

    total: Fraction
    count: int
    raters: int


@dataclass(frozen=True, slots=True)
class Given:
    """All that is known of one subject in a round. `items` are the points of each entry that counts; `ruled` are marks that a correction
    or an appeal put in the place of what was rated.
    """

    marks: Mapping[tuple[str, str], Marks] = field(default_factory=dict)
    indicators: Mapping[str, Fraction] = field(default_factory=dict)
    items: Mapping[str, Sequence[Fraction]] = field(default_factory=dict)
    ruled: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """One criterion of a result: its share of the full mark (0 to 1; None for what isn't known), the points that it brought, and by group
    what was given on average. `capped` says that entries made more than the criterion may take or add.
    """

    code: str
    share: Fraction | None
    points: Fraction | None
    groups: Mapping[str, Fraction] = field(default_factory=dict)
    entries: int = 0
    capped: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """A composite with its parts; without one, `gap` says why and `missing` of whom (a code of the card)."""

    composite: Fraction | None
    parts: tuple[Part, ...]
    gap: Gap | None = None
    missing: str = ""


def composite_of(card: Card, given: Given) -> Outcome:
    """What a subject's marks, figures and entries come to."""
    parts, absent = [], ""
    for code, criterion in card.weighted().items():
        part, group = _part(card, code, criterion, given)
        parts.append(part)
        absent = absent or group
    if absent and card.missing.need_all:
        return Outcome(None, tuple(parts), Gap.GROUP, absent)
    unknown = [part.code for part in parts if part.points is None]
    if len(unknown) == len(parts):
        return Outcome(None, tuple(parts), Gap.NOTHING)
    if unknown and card.missing.then == "no_result":
        return Outcome(None, tuple(parts), Gap.CRITERION, unknown[0])
    booked = [_booked(code, criterion, given.items.get(code, ())) for code, criterion in card.booked().items()]
    total = _scaled(card, parts) + sum((part.points or NOUGHT for part in booked), NOUGHT)
    total = max(NOUGHT, total if card.above_full else min(FULL, total))
    return Outcome(total, (*parts, *booked))


def _scaled(card: Card, parts: Iterable[Part]) -> Fraction:
    """The sum of what is known; where something isn't, the rest counts for the whole."""
    known = [part for part in parts if part.points is not None]
    weights = sum((Fraction(card.criteria[part.code].weight) for part in known), NOUGHT)
    return sum((part.points or NOUGHT for part in known), NOUGHT) * FULL / weights


def _part(card: Card, code: str, criterion: Criterion, given: Given) -> tuple[Part, str]:
    """One weighted criterion, and the first group that should have rated it and didn't ("" for none)."""
    groups: dict[str, Fraction] = {}
    absent = ""
    if code in given.ruled:
        share: Fraction | None = given.ruled[code] / Fraction(criterion.full)
    elif criterion.kind is Kind.INDICATOR:
        share = given.indicators[code] / FULL if code in given.indicators else None
    else:
        share, groups, absent = _rated(card, code, criterion, given)
    points = None if share is None else Fraction(criterion.weight) * share
    return Part(code, share, points, groups), absent


def _rated(
    card: Card, code: str, criterion: Criterion, given: Given
) -> tuple[Fraction | None, dict[str, Fraction], str]:
    """Averages of the groups by their shares: those that rated share among themselves what the others leave."""
    means: dict[str, Fraction] = {}
    absent = ""
    for group in card.groups_of(criterion):
        found = given.marks.get((code, group))
        if found is None or found.raters < card.raters[group].least:
            absent = absent or group
        elif found.count:
            means[group] = found.total / found.count
    shares = {group: Fraction(card.raters[group].share) for group in means}
    whole = sum(shares.values(), NOUGHT)
    if not whole:
        return None, means, absent
    mean = sum((mean * shares[group] for group, mean in means.items()), NOUGHT) / whole
    return mean / Fraction(criterion.full), means, absent


def _booked(code: str, criterion: Criterion, entries: Sequence[Fraction]) -> Part:
    """Entries of a deduction (their points come off) or a bonus, up to the cap."""
    total, cap = sum(entries, NOUGHT), Fraction(criterion.weight)
    points = min(total, cap)
    signed = -points if criterion.kind is Kind.DEDUCTION else points
    return Part(code, None, signed, entries=len(entries), capped=total > cap)


def shown(value: Fraction | None) -> Decimal | None:
    """A number with two places, the rest cut off (towards nought); None stays None."""
    if value is None:
        return None
    hundredths = abs(value) * 100
    cut = Decimal(hundredths.numerator // hundredths.denominator) / 100
    return (cut if value >= 0 else -cut).quantize(Decimal("0.01"))


def run_length(run: Run, composites: Iterable[Fraction | None]) -> int:
    """How many composites in a row lie below the rule's number, from the newest back. Exactly the number isn't below it; a round without a
    result is passed over or ends the row, as the rule says.
    """
    length, below = 0, Fraction(run.below)
    for value in composites:
        if value is None:
            if run.gaps == "ends_it":
                break
            continue
        if value >= below:
            break
        length += 1
    return length


@dataclass(frozen=True, slots=True)
class Standing:
    """The band of a composite ("" where the card has none, or there is no result), the rules over rounds that hold with the length of
    their row, and the effects of all that.
    """

    band: str
    runs: Mapping[str, int]
    effects: frozenset[str]


def standing_of(card: Card, composite: Fraction | None, earlier: Sequence[Fraction | None]) -> Standing:
    """Band and rules over rounds; `earlier` are the composites of the rounds before, newest first. A rule over rounds goes before the band
    of the composite; of several rules, the first of the card. Without a result nothing new begins: no band, no rule, no effect.
    """
    if composite is None:
        return Standing("", {}, frozenset())
    band = _band_at(card, composite)
    rows = {run.code: run_length(run, (composite, *earlier)) for run in card.runs}
    holding = [run for run in card.runs if rows[run.code] >= run.times]
    named = next((run.band for run in holding if run.band), "")
    final = card.band(named) if named else band
    effects = {code for run in holding for code in run.effects} | set(final.effects if final else ())
    return Standing(final.code if final else "", {run.code: rows[run.code] for run in holding}, frozenset(effects))


def _band_at(card: Card, composite: Fraction) -> Band | None:
    reached = (one for one in card.bands if one.at_least is not None and composite >= Fraction(one.at_least))
    return next(reached, None)


def entry_counts(on: date, ends: date | None, period: Period) -> bool:
    """Whether an entry of a day counts in a round: one that expires, while it hasn't on the round's last day (the day on which it ends
    counts no more); any other in the round in which it happened.
    """
    if on > period.ends:
        return False
    return period.ends < ends if ends is not None else on >= period.starts


def expiry_of(criterion: Criterion, on: date) -> date | None:
    """The first day on which an entry counts no more; None for one that doesn't expire."""
    return on + timedelta(days=criterion.expires) if criterion.expires else None


def period_of(cycle: Cycle, day: date) -> Period:
    """The month, quarter, half year or year of the calendar around a day; of a call by hand, the day itself."""
    if cycle is Cycle.ONCE:
        return Period(day, day)
    return Period(*months.around(day, _MONTHS[cycle]))


def period_before(cycle: Cycle, day: date) -> Period:
    """The period that was over before the one around a day began."""
    return period_of(cycle, period_of(cycle, day).starts - timedelta(days=1))


def mark_of(criterion: Criterion, said: Any) -> Decimal | None:
    """A rater's mark as it is kept; None is an abstention, which only a vote allows. Raises ValueError for what doesn't fit: more than the
    full mark, less than nought, more than two places, no number, nothing.
    """
    if said == ABSTAIN and criterion.kind is Kind.VOTE:
        return None
    value = _number(said)
    if criterion.kind is not Kind.SCORE and value not in (0, 1):
        raise ValueError("neither yes nor no")
    if not 0 <= value <= criterion.full or value != value.quantize(Decimal("0.01")):
        raise ValueError("out of reach")
    return value.quantize(Decimal("0.01"))


def ruling_of(criterion: Criterion, said: Any) -> Decimal:
    """A mark that stands for all marks of a criterion: a number from nought to the full mark; of votes, and of yes and no, the share (two
    places). Raises ValueError.
    """
    value = _number(said)
    if not 0 <= value <= criterion.full or value != value.quantize(Decimal("0.01")):
        raise ValueError("out of reach")
    return value.quantize(Decimal("0.01"))


def points_of(criterion: Criterion, said: Any) -> Decimal:
    """What one entry costs or brings: what the card says, else what is said; above nought, up to the cap. Raises ValueError."""
    if criterion.each:
        return criterion.each
    value = _number(said)
    if not 0 < value <= criterion.weight or value != value.quantize(Decimal("0.01")):
        raise ValueError("out of reach")
    return value.quantize(Decimal("0.01"))


def _number(said: Any) -> Decimal:
    try:
        value = Decimal(str(said).strip()) if not isinstance(said, bool) else Decimal(int(said))
    except InvalidOperation:
        raise ValueError("no number") from None
    if not value.is_finite() or abs(value) > 1000:
        raise ValueError("out of reach")
    return value


def is_reminder_due(rule: Appeals, due_on: date, told_on: date | None, today: date) -> bool:
    """Whether those who may decide an appeal are reminded today: some days before its last day, when that is over, and again and again after.
    A day on which nobody looked (the server was down) is made up for.
    """
    if today < due_on - timedelta(days=rule.remind):
        return False
    if told_on is None or told_on <= due_on < today:
        return True
    return today > due_on and (today - told_on).days >= rule.again


def link_digest(token: str) -> str:
    """What is kept of a rater's link: the link itself can't be found out from it."""
    return hashlib.sha256(token.encode()).hexdigest()


def last_day(opened: date, days: int) -> date:
    """The last day on which marks are taken: the day of opening is the first of them."""
    return opened + timedelta(days=days - 1)
