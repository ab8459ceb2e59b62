"""Section `selection`: how stewards and heads are chosen, from whom, and which backbone roles there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import Field, model_validator

from linli.foundation.methods.method import Code, Count, Duration, Figure, Label, Marked, Percent, Section

#: Kinds of stages that a sequence may be made of; what each does is fixed, its name and who acts are the county's.
StageKind = Literal["nomination", "recommendation", "review", "meeting"]

#: Whose office acts: that of the community, the township or the county in which the post lies.
ActsBy = Literal["community", "township", "county"]


class Stage(Section):
    """One step. `document`: it can't be left without a document of this step."""

    kind: StageKind
    label: Label
    by: ActsBy
    document: bool = False


def problem_of(stages: Sequence[str]) -> str:
    """What is wrong with a sequence; empty when nothing is. Stages keep the only order in which they make sense."""
    order: list[str] = list(get_args(StageKind))
    if not stages or stages[0] != order[0]:
        return "stages must begin with a nomination"
    if len(set(stages)) != len(stages):
        return "a stage stands in the sequence twice"
    return "" if list(stages) == sorted(stages, key=order.index) else f"stages must keep the order {order}"


class Procedure(Marked):
    """A sequence of stages for posts of some kinds (H10)."""

    label: Label
    posts: Annotated[tuple[Code, ...], Field(min_length=1)]
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if problem := problem_of([stage.kind for stage in self.stages]):
            raise ValueError(problem)
        return self

    def stage(self, kind: str) -> Stage | None:
        """The stage of a kind; None where the sequence has none."""
        return next((stage for stage in self.stages if stage.kind == kind), None)


class MeetingRule(Marked):
    """When a meeting can decide: more than `quorum_percent` of those entitled are there, more than `pass_percent` of them agree."""

    quorum_percent: Percent
    pass_percent: Percent


class NoticeRule(Marked):
    """How long a result is shown before it is carried out."""

    runs: Duration


class ObjectionRule(Marked):
    """Objections to a result on notice: by when one is answered, and how many a selection may have."""

    answer_within: Duration
    most: Count


class DocumentRule(Marked):
    """How many documents a selection may have, and megabytes of each."""

    most: Count
    megabytes: Annotated[int, Field(ge=1, le=50)]


class Source(Marked):
    """Where candidates come from (L40)."""

    label: Label


class Backbone(Marked):
    """A backbone role (L39), and the posts that hold it, as far as posts do."""

    label: Label
    posts: tuple[Code, ...] = ()


class SelectionRules(Section):
    """Section `selection`. Without `objections` (releases before they were) reasons against a result are told by word of mouth."""

    procedures: Annotated[dict[Code, Procedure], Field(min_length=1)]
    meeting: MeetingRule
    notice: NoticeRule
    documents: DocumentRule
    objections: ObjectionRule | None = None
    sources: dict[Code, Source] = {}
    backbones: dict[Code, Backbone] = {}
    published: dict[Code, Figure] = {}

    def procedures_for(self, post_kind: str) -> dict[str, Procedure]:
        """The sequences by which a post of this kind may be filled; what a county says comes before what base says."""
        return {code: one for code, one in reversed(self.procedures.items()) if post_kind in one.posts}


def across(rules: Any) -> Iterator[tuple[str, str]]:
    """Posts that are named exist."""
    posts = rules.organizations.posts
    for table in ("procedures", "backbones"):
        for code, one in getattr(rules.selection, table).items():
            if lost := [post for post in one.posts if post not in posts]:
                yield f"{table}.{code}.posts", f"found {lost}, allowed: {sorted(posts)}"
