"""Pure decisions about cases: no database, no Django, no clock but the moment that is passed in.

They take the county's `Rules` (method sections) and plain facts, so that a year of cases can be replayed under another
county's method.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from linli.domains.cases.method import CaseRules, Choice, EmergencyNumber, LateStep, LegalRoute, Stage, Tier
from linli.kernel.calendar import Due, Hours, WorkCalendar
from linli.kernel.durations import Duration, Unit

#: Ranks of areas that belong to a grid: what a department must do may not be pushed down to their posts.
GRID_RANKS = frozenset({"grid", "grid_unit", "building", "stairwell"})

#: Bodies of the size of a grid: an estate's branch is no department either.
GRID_BODIES = frozenset({"party_branch", "party_group"})

#: A title is the first sentence of the text, or its first so many characters.
TITLE_LENGTH = 30

_SENTENCE_END = re.compile(r"[。！？!?；;\n]")

_PLAIN = {Unit.MINUTES: timedelta(minutes=1), Unit.HOURS: timedelta(hours=1), Unit.DAYS: timedelta(days=1)}


# ── Who gets a report ────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Place:
    """What is known about where: the rank of the narrowest area, and whether it lies in a compound."""

    rank: str
    in_compound: bool = False


Dispatch = Callable[[Any, Place], tuple[str, ...]]


def grid_first(rules: Any, place: Place) -> tuple[str, ...]:
    """The county's chain as it is written; posts are looked up from the place upwards."""
    return tuple(rules.cases.dispatch.chain)


def building_first(rules: Any, place: Place) -> tuple[str, ...]:
    """Posts of buildings and stairwells first where the building is known, and left out where it isn't."""
    small = [code for code in rules.cases.dispatch.chain if _ranks_of(rules, code) & {"building", "stairwell"}]
    others = [code for code in rules.cases.dispatch.chain if code not in small]
    return (*small, *others) if place.rank in ("building", "stairwell") else tuple(others)


def community_first(rules: Any, place: Place) -> tuple[str, ...]:
    """The community looks at everything first and hands it on; the rest of the chain stands in for it."""
    chain = rules.cases.dispatch.chain
    own = [code for code in chain if "community" in _ranks_of(rules, code)]
    return (*own, *(code for code in chain if code not in own))


def estate_branch_first(rules: Any, place: Place) -> tuple[str, ...]:
    """Posts that sit in an organization of the estate come first inside a compound, and last outside."""
    chain = rules.cases.dispatch.chain
    estate = [code for code in chain if rules.organizations.posts[code].organization]
    others = [code for code in chain if code not in estate]
    return (*estate, *others) if place.in_compound else (*others, *estate)


#: Names that `cases.dispatch.method` may have.
DISPATCH_METHODS: dict[str, Dispatch] = {
    "grid_first": grid_first,
    "building_first": building_first,
    "community_first": community_first,
    "estate_branch_first": estate_branch_first,
}


def _ranks_of(rules: Any, code: str) -> frozenset[str]:
    return frozenset(rules.organizations.posts[code].area)


def chain_for(rules: Any, place: Place, *, refused: bool = False) -> tuple[str, ...]:
    """Post codes to be tried in order; `refused` leaves out grid posts (a department's job)."""
    chain = DISPATCH_METHODS[rules.cases.dispatch.method](rules, place)
    return tuple(code for code in chain if not (refused and is_grid_post(rules, code)))


def is_grid_post(rules: Any, code: str) -> bool:
    """Whether a post is held in a grid or below, or in a body of that size; an unknown code (older method) isn't."""
    post = rules.organizations.posts.get(code)
    return post is not None and bool(GRID_RANKS & set(post.area) or GRID_BODIES & set(post.organization))


def grid_refuses(duty: Any | None) -> bool:
    """Whether what the duty list says forbids the grid to handle it; without an entry nothing is forbidden."""
    return bool(duty and duty.not_to_grid)


# ── Tiers ────────────────────────────────────────────────────────────────────────────────────────

Triage = Callable[[CaseRules, str], Tier]


def by_choice(rules: CaseRules, choice: str) -> Tier:
    """The tier that the chosen answer leads to; without a choice the bottom one."""
    found = choice_for(rules, choice)
    return rules.tier(found.tier) if found else rules.tiers[0]


def from_bottom(rules: CaseRules, choice: str) -> Tier:
    """Everything starts at the bottom and climbs."""
    return rules.tiers[0]


#: Names that `cases.triage.method` may have.
TRIAGE_METHODS: dict[str, Triage] = {
    "three_whistles": by_choice,
    "small_big": by_choice,
    "ladder": from_bottom,
    "none": from_bottom,
}


def choice_for(rules: CaseRules, code: str) -> Choice | None:
    """The answer with this code, or None."""
    return next((choice for choice in rules.triage.choices if choice.code == code), None)


def first_tier(rules: Any, place: Place, choice: str = "") -> Tier:
    """Where a new case begins: by the county's way of sorting, and never below the place that is known."""
    tier = TRIAGE_METHODS[rules.cases.triage.method](rules.cases, choice)
    ranks = [level.rank for level in rules.territory.levels]
    while _depth(ranks, tier.level) > _depth(ranks, place.rank):
        above = rules.cases.next_tier(tier.code)
        if above is None:
            return tier
        tier = above
    return tier


def tier_of_post(rules: CaseRules, start: Tier, post: str) -> Tier:
    """The lowest tier, from `start` upwards, whose work the post does; `start` when none names it."""
    at = rules.tiers.index(start)
    return next((tier for tier in rules.tiers[at:] if post in tier.handler_posts), start)


def tier_above_grid(rules: Any, start: Tier) -> Tier:
    """The lowest tier, from `start` upwards, that isn't a grid's; the top one when all are."""
    at = rules.cases.tiers.index(start)
    return next((tier for tier in rules.cases.tiers[at:] if tier.level not in GRID_RANKS), rules.cases.tiers[-1])


def escalation_target(rules: CaseRules, code: str, *, to: str = "one_up") -> Tier | None:
    """The tier that a climb or a reopening leads to: None at the top when it must go up, the same for `same`."""
    return rules.tier(code) if to == "same" else rules.next_tier(code)


def tier_no(rules: CaseRules, tier: Tier) -> int:
    """The rung counted from 0."""
    return rules.tiers.index(tier)


def _depth(ranks: list[str], rank: str) -> int:
    """Depth of a rank in the county's levels; a rank the county doesn't have counts by the general order."""
    order = ["county", "township", "community", "grid", "grid_unit", "building", "stairwell"]
    return ranks.index(rank) if rank in ranks else order.index(rank)


# ── Promises and limits ──────────────────────────────────────────────────────────────────────────


def promise_for(rules: CaseRules, urgency: str, request_kind: str) -> Duration:
    """What the resident is promised: danger and utilities by urgency, everything else by the kind of request."""
    return getattr(rules.sla, urgency if urgency in ("danger", "utilities") else request_kind)


def stages_for(rules: CaseRules, category_key: str) -> tuple[Stage, ...]:
    """Limits of the category; the longest matching key wins, none gives ()."""
    fitting = [clock for clock in rules.category_clocks if category_key.startswith(clock.category)]
    return max(fitting, key=lambda clock: len(clock.category)).stages if fitting else ()


def due(calendar: WorkCalendar, start: datetime, duration: Duration) -> Due:
    """When a clock that starts at `start` runs out, and whether holidays are known that far."""
    return calendar.add(start, duration)


def length_of(hours: Hours, duration: Duration) -> timedelta:
    """A duration in its own unit's time: a working day counts as the day's opening hours."""
    if duration.unit is Unit.WORKING_HOURS:
        return timedelta(hours=duration.amount)
    if duration.unit is Unit.WORKING_DAYS:
        return day_length(hours) * duration.amount
    return _PLAIN[duration.unit] * duration.amount


def day_length(hours: Hours) -> timedelta:
    """How long a working day is."""
    day = datetime(2000, 1, 1, tzinfo=UTC)
    spans = (datetime.combine(day, closes) - datetime.combine(day, opens) for opens, closes in hours)
    return sum(spans, timedelta())


def warn_at(calendar: WorkCalendar, now: datetime, due_at: datetime, duration: Duration, percent: int) -> datetime:
    """When `percent` of the clock's time is used up, seen from `now`; `now` itself when that has passed."""
    left = calendar.remaining(now, due_at, duration.unit)
    kept = length_of(calendar.hours, duration) * (100 - percent) / 100
    return calendar.resume(now, max(timedelta(), left - kept), duration.unit).at


def late_step_at(calendar: WorkCalendar, due_at: datetime, step: LateStep) -> datetime:
    """When a late step is taken, counted from the missed deadline."""
    return calendar.add(due_at, step.after).at


def late_steps(rules: CaseRules, tier: str, *, may_climb: bool) -> tuple[LateStep, ...]:
    """Steps after a missed deadline at this tier; clocks that don't belong to the handler never climb."""
    return tuple(step for step in rules.tier(tier).lateness.steps if may_climb or not step.escalate)


# ── Words ────────────────────────────────────────────────────────────────────────────────────────


def emergency_numbers(rules: CaseRules, text: str) -> tuple[EmergencyNumber, ...]:
    """Numbers to show at once because the text holds one of their words."""
    return tuple(number for number in rules.emergency.numbers if _holds(text, number.words))


def legal_route(rules: CaseRules, text: str) -> LegalRoute | None:
    """The first legal route that a word of the text hints at; a person decides."""
    return next((route for route in rules.legal_routes if _holds(text, route.words)), None)


def legal_route_named(rules: CaseRules, kind: str) -> LegalRoute | None:
    """The legal route of a kind, or None where the county's rules have none."""
    return next((route for route in rules.legal_routes if route.kind == kind), None)


def title_from(text: str) -> str:
    """A short title out of the words: the first sentence, cut with an ellipsis where it is long."""
    first = _SENTENCE_END.split(text.strip(), maxsplit=1)[0].strip()
    return first if len(first) <= TITLE_LENGTH else first[: TITLE_LENGTH - 1] + "…"


def clean_text(text: str) -> str:
    """Text as it may be kept: no control characters but line breaks, no spaces around."""
    kept = (sign for sign in text.replace("\r\n", "\n") if sign == "\n" or sign.isprintable() or sign == "\u200d")
    return "".join(kept).strip()


def _holds(text: str, words: Iterable[str]) -> bool:
    return any(word in text for word in words)


def alike(one: str, other: str) -> float:
    """How alike two short texts are, 0 to 1: shared pairs of characters (Dice), good enough for Chinese and cheap."""
    pairs, others = _pairs(one), _pairs(other)
    return 2 * len(pairs & others) / (len(pairs) + len(others)) if pairs and others else 0.0


def _pairs(text: str) -> set[str]:
    signs = [sign for sign in text.lower() if sign.isalnum()]
    return {first + second for first, second in pairwise(signs)}
