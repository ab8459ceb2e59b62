"""Section `scorecards`: cards with criteria, weights, raters, rounds, bands, rules over rounds, and appeals.

Points are decimal numbers with two places at most, so that what is shown and what is compared never contradict each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from linli.engines.scorecards import registry
from linli.engines.scorecards.kinds import BOOKED, RATED, Cycle, Kind
from linli.foundation.methods.method import Code, Label, Marked, Section

Points = Annotated[Decimal, Field(ge=0, le=1000, decimal_places=2)]
#: All weights of a card, and all shares of its raters, make this much.
WHOLE = Decimal(100)
Days = Annotated[int, Field(ge=1, le=366)]


class Criterion(Marked):
    """One thing that is looked at. `weight` is what it can add to the composite; of a deduction or bonus, the most that all entries
    together take off or add (the cap). `most` is the full mark that a rater may give (0: as the weight). `each` is what one entry
    costs or brings (0: said with the entry). `expires`: an entry counts in every round whose last day lies within so many days;
    without it, in the round in which it happened. `raters` are the groups that rate it (none: all).
    """

    label: Label
    about: Annotated[str, Field(max_length=200)] = ""
    kind: Kind = Kind.SCORE
    weight: Points = Decimal(0)
    most: Points = Decimal(0)
    each: Points = Decimal(0)
    expires: Annotated[int, Field(ge=0, le=3660)] = 0
    raters: tuple[Code, ...] = ()
    indicator: Annotated[str, Field(pattern=r"^([a-z][a-z0-9_.]*)?$")] = ""
    evidence: Literal["none", "wanted", "needed"] = "none"
    use: bool = True

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if bool(self.indicator) != (self.kind is Kind.INDICATOR):
            raise ValueError("indicator goes with the kind indicator, and with it always")
        if self.raters and self.kind not in RATED:
            raise ValueError(f"raters goes with the kinds {sorted(RATED)}")
        if self.most and self.kind is not Kind.SCORE:
            raise ValueError("most goes with the kind score")
        if (self.each or self.expires) and self.kind not in BOOKED:
            raise ValueError(f"each and expires go with the kinds {sorted(BOOKED)}")
        if self.use and not self.weight:
            raise ValueError("a criterion without weight says nothing")
        return self

    @property
    def full(self) -> Decimal:
        """The full mark of a single rater; yes and no, for and against are 1 and 0."""
        if self.kind is Kind.SCORE:
            return self.most or self.weight
        return Decimal(1)


class Raters(Marked):
    """One group of raters. `who` is a registered way to find them, `posts` whom it looks for; `share` is their part of what is rated, in
    percent; with fewer than `least` of them, the group hasn't rated a subject.
    """

    label: Label
    who: Code
    posts: tuple[Code, ...] = ()
    share: Points
    least: Annotated[int, Field(ge=1, le=1000)] = 1


class Rounds(Marked):
    """When rounds are. `opens`: by hand, or by itself on the day after the period. Raters have `days` from the opening; whoever hasn't
    finished is reminded `remind` days before the last one.
    """

    cycle: Cycle
    opens: Literal["by_hand", "by_itself"] = "by_hand"
    days: Days
    remind: Annotated[int, Field(ge=0, le=30)] = 2


class Missing(Marked):
    """What is missing. `need_all`: no result unless every group of raters has rated (Q37). `then`: what becomes of a criterion of which
    nothing is known: there is no result, or the others count for it. `leaving`: what a rater gave who left is kept or dropped.
    """

    need_all: bool = False
    then: Literal["no_result", "others_count"] = "no_result"
    leaving: Literal["keep", "drop"] = "keep"


class Band(Marked):
    """A name for composites of `at_least` so much; without it the band is reached by a rule over rounds only. `links` is what the county
    ties to it outside of Linli (honours, pay): shown beside the band, and never acted on.
    """

    code: Code
    label: Label
    at_least: Points | None = None
    tone: Literal["plain", "new", "doing", "soon", "late", "solved", "paused"] = "plain"
    effects: tuple[Code, ...] = ()
    links: tuple[Label, ...] = ()


class Run(Marked):
    """A rule over rounds: `times` composites in a row below `below` (the number itself isn't below it). `gaps`: a round without a
    result is passed over, or ends the row.
    """

    code: Code
    label: Label
    below: Points
    times: Annotated[int, Field(ge=1, le=24)]
    gaps: Literal["passed_over", "ends_it"] = "passed_over"
    band: Annotated[str, Field(pattern=r"^([a-z][a-z0-9_]*)?$")] = ""
    effects: tuple[Code, ...] = ()


class Appeals(Marked):
    """Days from publication in which an appeal may be made, and days in which it is to be decided. Whoever may decide is reminded
    `remind` days before the last one, when it is over, and every `again` days after.
    """

    within: Days
    decided: Days
    remind: Annotated[int, Field(ge=0, le=30)] = 3
    again: Days = 7


class Card(Marked):
    """Who is rated by what. `public`: results stand where everybody reads them. `above_full`: bonus may lift a composite above 100.
    `shows_evidence`: the rated read after publication what raters saw (words and pictures), without their names.
    """

    label: Label
    about: Annotated[str, Field(max_length=200)] = ""
    subject: Code
    public: bool = False
    above_full: bool = False
    shows_evidence: bool = False
    rounds: Rounds
    missing: Missing
    criteria: Annotated[dict[Code, Criterion], Field(min_length=1)]
    raters: dict[Code, Raters] = {}
    bands: tuple[Band, ...] = ()
    runs: tuple[Run, ...] = ()
    appeals: Appeals
    use: bool = True

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if (weights := sum(one.weight for one in self.weighted().values())) != WHOLE:
            raise ValueError(f"the weights make {weights}, not 100 (deductions and bonuses left out)")
        if self.raters and (shares := sum(one.share for one in self.raters.values())) != WHOLE:
            raise ValueError(f"the shares of the raters make {shares}, not 100")
        if self.rated() and not self.raters:
            raise ValueError("there is something to rate, and nobody who rates")
        unknown = {code for one in self.used().values() for code in one.raters} - set(self.raters)
        if unknown:
            raise ValueError(f"no such raters: {sorted(unknown)}")
        return self

    @model_validator(mode="after")
    def _bands_go_down(self) -> Self:
        floors = [one.at_least for one in self.bands if one.at_least is not None]
        if self.bands and (not floors or floors != sorted(set(floors), reverse=True) or floors[-1] != 0):
            raise ValueError("bands stand from the highest down, each once, the last one from 0")
        codes = [one.code for one in self.bands]
        if len(set(codes)) != len(codes):
            raise ValueError("two bands have one code")
        if unknown := {one.band for one in self.runs if one.band} - set(codes):
            raise ValueError(f"no such bands: {sorted(unknown)}")
        return self

    def used(self) -> dict[str, Criterion]:
        """Criteria that count."""
        return {code: one for code, one in self.criteria.items() if one.use}

    def weighted(self) -> dict[str, Criterion]:
        """Those that make up the hundred."""
        return {code: one for code, one in self.used().items() if one.kind not in BOOKED}

    def rated(self) -> dict[str, Criterion]:
        """Those that raters fill in."""
        return {code: one for code, one in self.used().items() if one.kind in RATED}

    def booked(self) -> dict[str, Criterion]:
        """Those with single entries: taken off, or added."""
        return {code: one for code, one in self.used().items() if one.kind in BOOKED}

    def rated_by(self, group: str) -> dict[str, Criterion]:
        """What one group of raters fills in."""
        return {code: one for code, one in self.rated().items() if not one.raters or group in one.raters}

    def groups_of(self, criterion: Criterion) -> tuple[str, ...]:
        """The groups that rate a criterion."""
        return criterion.raters or tuple(self.raters)

    def band(self, code: str) -> Band | None:
        """A band by its code."""
        return next((one for one in self.bands if one.code == code), None)

    @property
    def effects(self) -> frozenset[str]:
        """Every effect that this card may have."""
        of_bands = {code for band in self.bands for code in band.effects}
        return frozenset(of_bands | {code for run in self.runs for code in run.effects})


class Pictures(Marked):
    """How many pictures one mark, entry, reply or appeal may have as evidence, and megabytes of each as it is sent."""

    photos: Annotated[int, Field(ge=0, le=9)] = 3
    photo_megabytes: Annotated[int, Field(ge=1, le=100)] = 20


class ScorecardRules(Section):
    """Section `scorecards`. A round keeps to the card of the release under which it was opened."""

    cards: dict[Code, Card] = {}
    pictures: Pictures = Pictures(assumed="enough to show one thing from near and from afar")

    def used(self) -> dict[str, Card]:
        """Cards that the county uses."""
        return {code: card for code, card in self.cards.items() if card.use}


#: What a release from before the section says.
NONE = ScorecardRules()


def across(rules: Any) -> Iterator[tuple[str, str]]:
    """What a card names must be there: kind of subject, ways to find raters, their posts, indicators, effects."""
    for code, card in rules.scorecards.used().items():
        where = f"cards.{code}"
        kind = registry.subject_kind(card.subject)
        if kind is None:
            yield f"{where}.subject", f'found "{card.subject}", allowed: {", ".join(registry.subject_kinds())}'
        elif kind.personal and card.public:
            yield f"{where}.public", "results of single people aren't published to everybody"
        for group, raters in card.raters.items():
            yield from _raters(f"{where}.raters.{group}", raters, rules.organizations.posts)
        yield from _registered(where, card)


def _raters(where: str, raters: Raters, posts: Any) -> Iterator[tuple[str, str]]:
    if registry.resolver(raters.who) is None:
        yield f"{where}.who", f'found "{raters.who}", allowed: {", ".join(registry.resolvers())}'
    yield from ((f"{where}.posts", f'no post "{post}" in this method') for post in raters.posts if post not in posts)


def _registered(where: str, card: Card) -> Iterator[tuple[str, str]]:
    for name, one in card.used().items():
        if one.indicator and registry.indicator(one.indicator) is None:
            yield f"{where}.criteria.{name}.indicator", f'no indicator "{one.indicator}"'
    for effect in sorted(card.effects):
        if registry.effect(effect) is None:
            yield where, f'no effect "{effect}"'
