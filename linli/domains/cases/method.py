"""Section `cases`: where reports come from, who gets them, tiers and whistles, clocks, closing, legal routes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import AliasChoices, Field, model_validator

from linli.foundation.methods.method import Code, Count, Duration, Label, Marked, Percent, Section, Text
from linli.foundation.territory.method import Rank

Source = Literal["portal", "field", "console", "hotline", "snapshot", "patrol", "open311", "past"]
StepKind = Literal["collect", "assess", "handle", "join", "verify", "confirm"]
DispatchMethod = Literal["grid_first", "building_first", "community_first", "estate_branch_first"]
TriageMethod = Literal["three_whistles", "ladder", "small_big", "none"]
TierKind = Literal["alone", "joint", "takeover"]
LegalRouteKind = Literal["court", "arbitration", "discipline", "review", "disclosure", "petition"]

#: How many choices each way of sorting offers the person who sorts.
CHOICES_OF: dict[str, int] = {"three_whistles": 3, "small_big": 2, "ladder": 0, "none": 0}

#: A category key "standard/kind/code", or a prefix of one that ends at any sign of the code.
CategoryKey = Annotated[str, Field(pattern=r"^[a-z0-9_]+/[a-z]+/[0-9A-Za-z]*$")]


class Step(Marked):
    """A step of the work as staff call it (X21, H48, Q57); screens show `label`, code asks `kind`."""

    kind: StepKind
    label: Label


class SourceRule(Marked):
    """A way in for reports: its local name, and whether the county uses it."""

    label: Label
    enabled: bool = True


class Intake(Marked):
    """How reports are taken in. `round_the_clock`: 24-hour intake (X18). `verify_public_reports`: look before filing."""

    round_the_clock: bool
    verify_public_reports: bool
    label: Annotated[str, Field(max_length=60)] = ""


class Limits(Marked):
    """What one report may hold. Text in characters, photo size in megabytes."""

    text_min: Annotated[int, Field(ge=1)]
    text_max: Annotated[int, Field(ge=20, le=10000)]
    photos: Annotated[int, Field(ge=0, le=20)]
    photo_megabytes: Annotated[int, Field(ge=1, le=100)]


class Card(Section):
    """A choice that residents see: the categories that it stands for, first one the default."""

    code: Code
    label: Label
    icon: Code
    keys: tuple[CategoryKey, ...] = ()


class Categories(Marked):
    """The category sets in force, and the few cards in front of them."""

    standards: Annotated[tuple[Code, ...], Field(min_length=1)]
    cards: Annotated[tuple[Card, ...], Field(min_length=2, max_length=8)]


class Publishing(Marked):
    """Whose cases everybody may see in the open interface, by category: what kind, roughly where, how far. Nobody's words."""

    keys: tuple[CategoryKey, ...]


class Dispatch(Marked):
    """Who gets a new report. `chain` is tried in order while posts are vacant or their holders away."""

    method: DispatchMethod
    chain: Annotated[tuple[Code, ...], Field(min_length=2)]
    departments_by: Literal["whistle", "duty_list"]

    @model_validator(mode="after")
    def _no_post_twice(self) -> Self:
        if len(set(self.chain)) != len(self.chain):
            raise ValueError("a post stands twice in the chain")
        return self


class Choice(Section):
    """One answer of the person who sorts a report, and the tier that it leads to."""

    code: Code
    label: Label
    tier: Code


class Triage(Marked):
    """How a report finds its tier: three whistles (H48), one rung at a time, small or big (Q43, X25), or not at all."""

    method: TriageMethod
    label: Annotated[str, Field(max_length=40)] = ""
    choices: tuple[Choice, ...] = ()

    @model_validator(mode="after")
    def _offers_what_the_method_asks(self) -> Self:
        if len(self.choices) != CHOICES_OF[self.method]:
            raise ValueError(f"{self.method} takes {CHOICES_OF[self.method]} choices, found {len(self.choices)}")
        return self


class TierClocks(Marked):
    """The clocks of a tier. `answer`: take it up; `arrive`: be there; `resolve`: solve it; `verify`: check the result."""

    answer: Duration
    arrive: Duration | None = None
    resolve: Duration
    verify: Duration


class LateStep(Section):
    """What happens so long after a missed deadline: one more person is told, or the case climbs a tier."""

    after: Duration
    tell: Code | None = None
    escalate: bool = False

    @model_validator(mode="after")
    def _does_one_thing(self) -> Self:
        if (self.tell is None) != self.escalate:
            raise ValueError("a late step either tells a post or escalates: give exactly one")
        return self


class Lateness(Marked):
    """Warning and lateness. Each late step goes to a different person; a climb can only be the last."""

    warn_at_percent: Annotated[Percent, Field(ge=1, le=99)]
    steps: Annotated[tuple[LateStep, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _each_to_another(self) -> Self:
        told = [step.tell for step in self.steps if step.tell]
        if len(set(told)) != len(told):
            raise ValueError(f"two late steps tell the same post: {told}")
        if any(step.escalate for step in self.steps[:-1]):
            raise ValueError("only the last late step may escalate")
        if len({step.after.unit for step in self.steps}) > 1:
            raise ValueError("late steps of one tier count in one unit")
        amounts = [step.after.amount for step in self.steps]
        if sorted(set(amounts)) != amounts:
            raise ValueError(f"late steps must come one after another, found {amounts}")
        return self


class Tier(Marked):
    """A rung: who handles a case there, who checks the result, and how long each may take.

    `level` is the rank of the area that owns the case; posts are looked up from the place of the case upwards.
    `may_whistle` lets the handlers call other organizations; `whistle_needs_approval_of` names the post that must agree
    first.
    """

    code: Code
    kind: TierKind
    label: Label
    level: Rank
    handler_posts: Annotated[tuple[Code, ...], Field(min_length=1)]
    verifier_posts: Annotated[tuple[Code, ...], Field(min_length=1)]
    may_whistle: bool = False
    whistle_needs_approval_of: Code | None = None
    clocks: TierClocks
    lateness: Lateness

    @model_validator(mode="after")
    def _nobody_checks_himself(self) -> Self:
        if both := set(self.handler_posts) & set(self.verifier_posts):
            raise ValueError(f"{sorted(both)} would verify their own work")
        if self.whistle_needs_approval_of and not self.may_whistle:
            raise ValueError("approval of a whistle that this tier may not blow")
        return self


class WhistleClocks(Marked):
    """The clocks of a call: accept it, be on the spot, report what was done; or give it back within `return_within`."""

    answer: Duration
    arrive: Duration
    report: Duration
    return_within: Duration


class Whistle(Marked):
    """Calls for other organizations. `raises_tier` lifts the case to the next joint tier with the call (H48).

    `departments_may_call`: a called department may call others. `both_rate`: caller and called rate each other.
    """

    enabled: bool
    label: Label
    answer_label: Label
    raises_tier: bool = False
    departments_may_call: bool = False
    both_rate: bool = True
    clocks: WhistleClocks


class Sla(Marked):
    """What a reporter is promised from intake to answer, by kind of request (domain standards §5).

    `contact`: within this time of intake, whoever has the case gets in touch with a reporter who left a number for the
    first time (contact is part of a good answer, domain standards §6); left out, the county makes no such promise.
    Releases before 2026-11-21 call it `call_back`.
    """

    sign: Duration
    danger: Duration
    utilities: Duration
    consult: Duration
    help: Duration
    complaint: Duration
    complex: Duration
    contact: Duration | None = Field(default=None, validation_alias=AliasChoices("contact", "call_back"))


class Extension(Marked):
    """More time for the tier's resolve clock: how often, how much at most, and who must agree."""

    times: Count
    at_most: Duration
    approver: Code


class Suspension(Marked):
    """A pause for a reason outside the office's power: who must agree, and how long at most."""

    approver: Code
    at_most: Duration


class Arbitration(Marked):
    """Who decides about a returned call, and in what time."""

    by: Code
    within: Duration


class Closing(Marked):
    """How a case ends. No answer within `confirm_within` ends as unconfirmed; an unhappy one reopens."""

    verify_by: Literal["tier", "none"]
    confirm_within: Duration
    reopen_to: Literal["one_up", "same"]
    reopen_within: Duration
    extension: Extension
    suspension: Suspension
    arbitration: Arbitration


class Stage(Section):
    """A limit inside a category's standard (stop, punish, demolish), with the condition that ends it."""

    name: Label
    within: Duration
    closing: Annotated[str, Field(max_length=60)] = ""


class CategoryClock(Marked):
    """Limits of one category. Stages run side by side from filing; the last one is the whole job."""

    category: CategoryKey
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]


class EmergencyNumber(Section):
    """A number that is shown at once when a text holds one of its words."""

    number: Annotated[str, Field(pattern=r"^\d{3,5}$")]
    label: Label
    words: Annotated[tuple[Label, ...], Field(min_length=1)]


class Emergency(Marked):
    """Numbers for danger to life or property."""

    numbers: Annotated[tuple[EmergencyNumber, ...], Field(min_length=1)]


class LegalRoute(Marked):
    """A matter that the law sends elsewhere: words that hint at it, and the answer that names the way."""

    kind: LegalRouteKind
    label: Label
    words: tuple[Label, ...] = ()
    answer: Text


class ReporterKind(Marked):
    """Whom a reporter speaks as: a delegate, a deputy, a member of the conference (X40)."""

    label: Label


class DirectLine(Marked):
    """A line for people who speak for others (X40): what it is called, and whom they speak as."""

    label: Label
    kinds: Annotated[dict[Code, ReporterKind], Field(min_length=1)]

    def label_of(self, kind: str) -> str:
        """A kind's name; its code where the method doesn't name it any more."""
        found = self.kinds.get(kind)
        return found.label if found else kind


class CaseRules(Section):
    """Section `cases`. `tiers` run from the bottom up, the last one is the top. `publishing`, `direct_line`: not in every county."""

    steps: Annotated[tuple[Step, ...], Field(min_length=2)]
    sources: dict[Source, SourceRule]
    intake: Intake
    limits: Limits
    categories: Categories
    publishing: Publishing | None = None
    dispatch: Dispatch
    triage: Triage
    tiers: Annotated[tuple[Tier, ...], Field(min_length=1)]
    whistle: Whistle
    sla: Sla
    closing: Closing
    category_clocks: tuple[CategoryClock, ...] = ()
    emergency: Emergency
    legal_routes: tuple[LegalRoute, ...] = ()
    direct_line: DirectLine | None = None

    @model_validator(mode="after")
    def _tiers_make_a_ladder(self) -> Self:
        codes = [tier.code for tier in self.tiers]
        if len(set(codes)) != len(codes):
            raise ValueError(f"a tier's code is used twice: {codes}")
        if unknown := {choice.tier for choice in self.triage.choices} - set(codes):
            raise ValueError(f"triage leads to tiers {sorted(unknown)}; allowed: {codes}")
        if self.tiers[-1].lateness.steps[-1].escalate:
            raise ValueError(f"the top tier {codes[-1]} can't escalate further")
        return self

    @model_validator(mode="after")
    def _whistles_fit(self) -> Self:
        blowing = [tier.code for tier in self.tiers if tier.may_whistle]
        if blowing and not self.whistle.enabled:
            raise ValueError(f"tiers {blowing} may whistle, but whistles are switched off")
        if self.whistle.enabled and not blowing:
            raise ValueError("whistles are switched on, but no tier may whistle")
        if self.dispatch.departments_by == "whistle" and not self.whistle.enabled:
            raise ValueError("departments come by whistle, but whistles are switched off")
        return self

    def tier(self, code: str) -> Tier:
        """The tier of a code; KeyError where the county has none of it."""
        try:
            return next(tier for tier in self.tiers if tier.code == code)
        except StopIteration:
            raise KeyError(code) from None

    def next_tier(self, code: str) -> Tier | None:
        """The tier above, or None at the top."""
        above = self.tiers[self.tiers.index(self.tier(code)) + 1 :]
        return above[0] if above else None

    def named_posts(self) -> dict[str, str]:
        """Every post that the section names, with the key that names it (for the check against the catalogue)."""
        named = dict.fromkeys(self.dispatch.chain, "dispatch.chain")
        for tier in self.tiers:
            told = [step.tell for step in tier.lateness.steps if step.tell]
            approver = [tier.whistle_needs_approval_of] if tier.whistle_needs_approval_of else []
            for code in (*tier.handler_posts, *tier.verifier_posts, *told, *approver):
                named.setdefault(code, f"tiers.{tier.code}")
        for key in ("extension", "suspension"):
            named.setdefault(getattr(self.closing, key).approver, f"closing.{key}.approver")
        named.setdefault(self.closing.arbitration.by, "closing.arbitration.by")
        return named


def check(rules: Any) -> Iterator[tuple[str, str]]:
    """Whether posts and levels that the section names exist in the county's other sections."""
    for code, key in rules.cases.named_posts().items():
        if code not in rules.organizations.posts:
            yield key, f"found post {code}, allowed: {', '.join(rules.organizations.posts)}"
    ranks = [level.rank for level in rules.territory.levels]
    for tier in rules.cases.tiers:
        if tier.level not in ranks:
            yield f"tiers.{tier.code}.level", f"found {tier.level}, allowed: {', '.join(dict.fromkeys(ranks))}"
    order = [ranks.index(tier.level) for tier in rules.cases.tiers if tier.level in ranks]
    if sorted(order, reverse=True) != order:
        yield "tiers", "tiers must climb from the smallest area to the county"
