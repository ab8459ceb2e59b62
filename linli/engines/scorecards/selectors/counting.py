"""What the marks of a round come to: read in a few statements, however many subjects and raters, and counted by `rules`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Count, Sum

from linli.engines.scorecards import registry, rules
from linli.engines.scorecards.method import Card
from linli.engines.scorecards.models import Item, Result, Round, Score, Subject
from linli.engines.scorecards.registry import Period
from linli.engines.scorecards.rules import Given, Marks

Composites = Sequence[Fraction | None]
_NO_ROUND: Composites = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """What one subject's round comes to, and the ids of the entries that counted."""

    subject: Subject
    outcome: rules.Outcome
    standing: rules.Standing
    entries: tuple[int, ...]


def counted(
    round_: Round, card: Card, subjects: Sequence[Subject], *, after: Mapping[int, Result] | None = None
) -> list[Counted]:
    """Composite and standing of subjects of one round. Where results are counted anew (`after`, by subject), figures that Linli counted
    stay what they were, and no entry comes in that wasn't there: only what was put right changes.
    """
    ids = [one.pk for one in subjects]
    keys = [one.key for one in subjects]
    marks, ruled = _marks(round_, card, ids), _ruled(ids)
    entries = _entries(round_, keys)
    figures = _figures(round_, card, keys) if after is None else {}
    before = _earlier(round_, keys)
    for one in subjects if after is not None else ():
        result = after[one.pk]  # type: ignore[index]  # there, as said above
        entries[one.key] = [item for item in entries.get(one.key, []) if item.pk in result.entries]
        figures[one.key] = _kept(card, result)
    found = []
    for one in subjects:
        items = entries.get(one.key, [])
        given = Given(marks.get(one.pk, {}), figures.get(one.key, {}), _by_criterion(items), ruled.get(one.pk, {}))
        outcome = rules.composite_of(card, given)
        standing = rules.standing_of(card, outcome.composite, before.get(one.key, _NO_ROUND))
        found.append(Counted(one, outcome, standing, tuple(item.pk for item in items)))
    return found


def restood(round_: Round, card: Card, subject: Subject, composite: Fraction | None) -> rules.Standing:
    """Band and rules over rounds of a composite that stays, after a round before it was put right."""
    return rules.standing_of(card, composite, _earlier(round_, [subject.key]).get(subject.key, _NO_ROUND))


def _marks(round_: Round, card: Card, ids: Collection[int]) -> dict[int, dict[tuple[str, str], Marks]]:
    """Marks that hold, added up by the database: numbers with two places, so that nothing is lost."""
    rows = Score.objects.filter(seat__round=round_, superseded_by=None, subject__in=ids)
    if card.missing.leaving == "drop":
        rows = rows.filter(seat__vacated_at=None)
    grouped = rows.order_by().values_list("subject", "criterion", "seat__group")
    found: dict[int, dict[tuple[str, str], Marks]] = defaultdict(dict)
    for subject, criterion, group, total, count, raters in grouped.annotate(
        Sum("value"), Count("value"), raters=Count("pk")
    ):
        found[subject][criterion, group] = Marks(Fraction(total or 0), count, raters)
    return found


def _ruled(ids: Collection[int]) -> dict[int, dict[str, Fraction]]:
    rows = Score.objects.filter(seat=None, superseded_by=None, subject__in=ids).order_by()
    found: dict[int, dict[str, Fraction]] = defaultdict(dict)
    for subject, criterion, value in rows.values_list("subject", "criterion", "value"):
        found[subject][criterion] = Fraction(value or 0)
    return found


def _entries(round_: Round, keys: Collection[str]) -> dict[str, list[Item]]:
    """Entries that count in the round, by subject."""
    rows = Item.unscoped.filter(
        county_id=round_.county_id, card=round_.card, withdrawn_at=None, on__lte=round_.ends, key__in=keys
    )
    period = Period(round_.starts, round_.ends)
    found: dict[str, list[Item]] = defaultdict(list)
    for item in rows.order_by("id"):
        if rules.entry_counts(item.on, item.ends_on, period):
            found[item.key].append(item)
    return found


def _by_criterion(items: Iterable[Item]) -> dict[str, list[Fraction]]:
    found: dict[str, list[Fraction]] = defaultdict(list)
    for item in items:
        found[item.criterion].append(Fraction(item.points))
    return found


def _figures(round_: Round, card: Card, keys: Sequence[str]) -> dict[str, dict[str, Fraction]]:
    """What Linli counts itself, by subject and criterion; kept between 0 and 100."""
    found: dict[str, dict[str, Fraction]] = defaultdict(dict)
    period = Period(round_.starts, round_.ends)
    for code, criterion in card.used().items():
        known = registry.indicator(criterion.indicator) if criterion.indicator else None
        values: Mapping[str, Any] = known.act(round_.county, keys, period) if known else {}
        for key, value in values.items():
            found[key][code] = min(rules.FULL, max(rules.NOUGHT, Fraction(value)))
    return found


def _kept(card: Card, result: Result) -> dict[str, Fraction]:
    """What Linli had counted for a result."""
    shares = {part["code"]: part["share"] for part in result.parts if card.criteria[part["code"]].indicator}
    return {code: Fraction(share) * rules.FULL for code, share in shares.items() if share is not None}


def _earlier(round_: Round, keys: Collection[str]) -> dict[str, list[Fraction | None]]:
    """Composites of the rounds before, newest first, by subject."""
    rows = Result.objects.filter(
        current=True, subject__round__county=round_.county_id, subject__round__card=round_.card, subject__key__in=keys,
        subject__round__ends__lt=round_.ends,
    )  # fmt: skip
    found: dict[str, list[Fraction | None]] = defaultdict(list)
    for key, exact in rows.order_by("-subject__round__ends", "-subject__round").values_list("subject__key", "exact"):
        found[key].append(Fraction(exact) if exact else None)
    return found
