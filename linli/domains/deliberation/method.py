"""Section `deliberation`: a county's forms of deliberation as data: stages, who acts, quorum, passing, notices, sizes, topics."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from linli.foundation.methods.method import Code, Duration, Figure, Label, Marked, Section

#: What may be done in a stage. What must be there before it is left follows from these (`rules.engine.missing`).
Verb = Literal[
    "support", "merge", "refuse", "sort", "hear", "state", "meet", "resolve", "vote", "publish", "execute", "judge"
]
VERBS: tuple[str, ...] = Verb.__args__  # type: ignore[attr-defined]

#: Who acts: residents and branch members as such, else the roles that posts of the method carry.
Doer = Literal["residents", "members", "office", "leader", "centre", "field_worker", "field_leader"]

#: Whose office acts: that of the place itself or of the community, township or county around it.
ActsBy = Literal["place", "community", "township", "county"]

#: What a vote counts. Votes by area and heads are those of owners and are held in their own register.
Unit = Literal["person", "household", "owners"]


def _fraction(text: str) -> str:
    found = Fraction(text)
    if not 0 < found <= 1:
        raise ValueError(f"found {text}, allowed: above 0, at the most 1")
    return text


Share = Annotated[str, Field(pattern=r"^\d{1,3}/\d{1,3}$"), AfterValidator(_fraction)]


class Bar(Section):
    """A share to be reached, exactly: `at_least` 2/3 or `more_than` 1/2. `of` says of what: of those entitled, or of those who
    took part.
    """

    at_least: Share | None = None
    more_than: Share | None = None
    of: Literal["entitled", "present"] = "entitled"

    @model_validator(mode="after")
    def _says_one(self) -> Self:
        if (self.at_least is None) == (self.more_than is None):
            raise ValueError("needs exactly one of at_least and more_than")
        return self

    @property
    def share(self) -> Fraction:
        """The share itself."""
        return Fraction(self.at_least or self.more_than or "1/1")

    def reached(self, part: int, whole: int) -> bool:
        """Whether `part` of `whole` reaches it; nothing of nothing never does."""
        if whole <= 0:
            return False
        share = self.share
        left, right = part * share.denominator, whole * share.numerator
        return left >= right if self.at_least else left > right


class Stage(Marked):
    """One step of a form. `sizes` and `levels` bound it to matters of these (empty: all). Stages with a `track` that follow each
    other run side by side, each track in its order. `merge_next`: may be settled in one meeting with the next.
    """

    code: Code
    label: Label
    verbs: Annotated[tuple[Verb, ...], Field(min_length=1)]
    actors: Annotated[tuple[Doer, ...], Field(min_length=1)]
    by: ActsBy = "place"
    posts: tuple[Label, ...] = ()
    within: Duration | None = None
    supporters: Annotated[int, Field(ge=0, le=10_000)] = 0
    quorum: Bar | None = None
    passes: Bar | None = None
    vote: Unit = "person"
    secret: bool = True
    vote_runs: Duration | None = None
    notice: Duration | None = None
    merge_next: bool = False
    track: Code | None = None
    sizes: tuple[Code, ...] = ()
    levels: tuple[Code, ...] = ()

    @model_validator(mode="after")
    def _has_what_its_verbs_need(self) -> Self:
        verbs = set(self.verbs)
        by_owners = self.vote == "owners"
        if by_owners and (verbs & {"meet", "resolve"} or "vote" not in verbs or self.passes or self.quorum):
            raise ValueError("owners vote by the thresholds of their own section: no meeting, no quorum, no passes")
        if verbs & {"resolve", "vote"} and self.passes is None and not by_owners:
            raise ValueError("a stage that decides needs passes")
        if {"resolve", "vote"} <= verbs:
            raise ValueError("a stage decides by resolution or by vote, not both")
        if "resolve" in verbs and "meet" not in verbs:
            raise ValueError("a resolution needs a meeting")
        if "meet" in verbs and self.quorum is None:
            raise ValueError("a stage with a meeting needs a quorum")
        if ("publish" in verbs) != (self.notice is not None):
            raise ValueError("publish and notice belong together")
        if ("vote" in verbs) != (self.vote_runs is not None):
            raise ValueError("vote and vote_runs belong together")
        return self


class Size(Marked):
    """A size of matter and the level that closes it (Q43)."""

    label: Label
    closes: ActsBy
    note: Annotated[str, Field(max_length=120)] = ""


class Level(Marked):
    """A level of deliberation (H21)."""

    label: Label


class Topic(Marked):
    """An entry of the catalogue of what may be deliberated (H23). Out of scope it says `why`, and where to go instead."""

    label: Label
    in_scope: bool = True
    why: Annotated[str, Field(max_length=200)] = ""

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if not self.in_scope and not self.why:
            raise ValueError("a topic out of scope says why")
        return self


class Body(Marked):
    """Who sits at the table: fixed seats that decide, and who may be invited besides and is heard (4+X, Q41). Of an `open` one
    everybody who comes decides.
    """

    label: Label
    fixed: Annotated[tuple[Label, ...], Field(min_length=1)]
    invited: tuple[Label, ...] = ()
    open: bool = False


class Cycle(Section):
    """How often at least: `times` in every `months` (X4)."""

    times: Annotated[int, Field(ge=1, le=100)]
    months: Annotated[int, Field(ge=1, le=12)]


class Form(Marked):
    """A way of deliberating, from the proposal to the judgement."""

    label: Label
    stages: Annotated[tuple[Stage, ...], Field(min_length=2)]
    body: Body | None = None
    cycle: Cycle | None = None

    @model_validator(mode="after")
    def _runs_to_its_end(self) -> Self:
        codes = [stage.code for stage in self.stages]
        if len(set(codes)) != len(codes):
            raise ValueError("a stage stands in the form twice")
        if "judge" not in self.stages[-1].verbs:
            raise ValueError("the last stage must judge the result: nothing ends at a decision")
        wanted = ("execute", "judge")
        if missing := [verb for verb in wanted if not any(verb in stage.verbs for stage in self.stages)]:
            raise ValueError(f"no stage has {missing}")
        if sum("publish" in stage.verbs for stage in self.stages) < 2:
            raise ValueError("a decision and its result are both published")
        return self

    def stage(self, code: str) -> Stage:
        """One stage; KeyError for a code that isn't there."""
        found = next((stage for stage in self.stages if stage.code == code), None)
        if found is None:
            raise KeyError(code)
        return found


class JudgeRule(Marked):
    """群众评事: how long it runs, how many must say something, what share must be satisfied, and how often a matter goes back."""

    runs: Duration
    least: Annotated[int, Field(ge=1, le=1000)]
    satisfied: Bar
    back: Annotated[int, Field(ge=0, le=3)]


class VoteRule(Marked):
    """From which age one votes, and for how many others somebody may vote by proxy."""

    from_age: Annotated[int, Field(ge=16, le=30)]
    proxies: Annotated[int, Field(ge=0, le=5)]


class MapRule(Marked):
    """The map of opinions: the fewest people of a map and of a group that is shown."""

    least_people: Annotated[int, Field(ge=4, le=1000)]
    least_group: Annotated[int, Field(ge=3, le=1000)]
    most_groups: Annotated[int, Field(ge=2, le=6)]


class CodeRule(Marked):
    """How many seconds a code on the spot holds before the next one comes."""

    seconds: Annotated[int, Field(ge=15, le=600)]


class DeliberationRules(Section):
    """Section `deliberation`. Without forms a county deliberates nothing here."""

    topics: Annotated[dict[Code, Topic], Field(min_length=1)]
    judging: JudgeRule
    voting: VoteRule
    opinions: MapRule
    attendance: CodeRule
    sizes: dict[Code, Size] = {}
    levels: dict[Code, Level] = {}
    forms: dict[Code, Form] = {}
    published: dict[Code, Figure] = {}


def across(rules: Any) -> Iterator[tuple[str, str]]:
    """Sizes and levels that stages name exist."""
    own = rules.deliberation
    for code, form in own.forms.items():
        for stage in form.stages:
            for table in ("sizes", "levels"):
                known = getattr(own, table)
                if lost := [one for one in getattr(stage, table) if one not in known]:
                    yield f"forms.{code}.{stage.code}.{table}", f"found {lost}, allowed: {sorted(known)}"
