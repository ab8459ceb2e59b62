"""Section `honours`: kinds of honours, their public notice, proofs, standing honours, themes of what is written up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from linli.foundation.methods.method import Code, Count, Duration, Figure, Label, Marked, Section
from linli.foundation.organizations.method import OrganizationKind

#: Months that a cycle may have: each begins with a month of the year that its length divides.
Months = Literal[1, 2, 3, 4, 6, 12]

#: Who or what is honoured. A project is told by its title, a practice is one of the library.
Subject = Literal["person", "organization", "compound", "project", "practice"]


class HonourKind(Marked):
    """A kind of honour: at most `most` are given by one call, one call of a place in each cycle of `months`.

    `bodies` narrows organizations to kinds (none: all).
    """

    label: Label
    subject: Subject
    most: Annotated[int, Field(ge=1, le=500)]
    months: Months = 12
    bodies: tuple[OrganizationKind, ...] = ()

    @model_validator(mode="after")
    def _bodies_are_of_organizations(self) -> Self:
        if self.bodies and self.subject != "organization":
            raise ValueError("bodies narrow organizations: subject = organization")
        return self


class NoticeRule(Marked):
    """How long names stand on public notice, by when an objection is answered, and how many a nomination may have."""

    runs: Duration
    answer_within: Duration
    most_objections: Annotated[int, Field(ge=1)]


class ProofRule(Marked):
    """Pictures that prove a nomination, and megabytes of each."""

    photos: Count
    photo_megabytes: Annotated[int, Field(ge=1, le=50)]


class Named(Marked):
    """A code with its local name."""

    label: Label


class HonoursRules(Section):
    """Section `honours`.

    `standing` are honours that another rule confers for a reason, without a call (S21); `themes` sort model cases and practices.
    Without `notice` (releases before honours were) nothing is called for.
    """

    kinds: dict[Code, HonourKind] = {}
    notice: NoticeRule | None = None
    proof: ProofRule | None = None
    standing: dict[Code, Named] = {}
    themes: dict[Code, Named] = {}
    published: dict[Code, Figure] = {}

    @model_validator(mode="after")
    def _kinds_need_the_rest(self) -> Self:
        if self.kinds and (self.notice is None or self.proof is None):
            raise ValueError("kinds need notice and proof: what is given stands on public notice first")
        return self

    def label_of(self, code: str) -> str:
        """The name of a kind or of a standing honour; its code where the method doesn't name it any more."""
        found = self.kinds.get(code) or self.standing.get(code)
        return found.label if found else code

    def theme_label(self, code: str) -> str:
        """A theme's name; its code where the method doesn't name it any more."""
        found = self.themes.get(code)
        return found.label if found else code


def across(rules: Any) -> Iterator[tuple[str, str]]:
    """Kinds of organizations exist, and no kind of honour has the code of a standing one."""
    mine: HonoursRules = rules.honours
    known = rules.organizations.kinds
    for code, kind in mine.kinds.items():
        if lost := [body for body in kind.bodies if body not in known]:
            yield f"kinds.{code}.bodies", f"found {lost}, allowed: {sorted(known)}"
    if both := sorted(set(mine.kinds) & set(mine.standing)):
        yield "standing", f"found {both}, which are kinds already"
