"""Section `property`: forms of service, the monthly report, who is drawn to rate, complaints as a figure, the time to put things right."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from linli.foundation.methods.method import Code, Label, Marked, Section
from linli.foundation.organizations.method import OrganizationKind

#: "standard/kind/code", as duty lists write it; a code stands for all that begin with it.
CategoryKey = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,30}/[a-z0-9_]{1,20}/[0-9A-Za-z]{1,20}$")]


class Form(Marked):
    """How a compound is served (H28): on the market, led by the community's party organization, by a share cooperative, by the residents
    themselves. `kinds` are the organizations that may serve so; `needs_code`: only with a unified social credit code.
    """

    label: Label
    kinds: Annotated[tuple[OrganizationKind, ...], Field(min_length=1)]
    needs_code: bool = False


class Report(Marked):
    """The branch of the grid or compound reports to the community once a month (Q48): on the month before, up to and with day
    `due_day`; from `remind` days before it is reminded.
    """

    due_day: Annotated[int, Field(ge=1, le=28)]
    remind: Annotated[int, Field(ge=0, le=27)]
    posts: Annotated[tuple[Code, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _reminds_within_the_month(self) -> Self:
        if self.remind >= self.due_day:
            raise ValueError(f"remind = {self.remind} lies before the month of the deadline, due_day = {self.due_day}")
        return self


class Panel(Marked):
    """Residents' representatives rate (Q49): so many are drawn by lot from those in a compound who agreed."""

    label: Label
    size: Annotated[int, Field(ge=1, le=99)]


class Complaints(Marked):
    """Complaints in a period per 100 households (Q52). `categories` is what counts; at `worst` of them the figure is 0, at none 100."""

    categories: Annotated[tuple[CategoryKey, ...], Field(min_length=1)]
    worst: Annotated[int, Field(ge=1, le=1000)]


class Rectification(Marked):
    """Days to put things right from the day on which a company comes onto the black list (Q50)."""

    days: Annotated[int, Field(ge=1, le=366)]


class PropertyRules(Section):
    """Section `property`."""

    forms: dict[Code, Form] = {}
    report: Report | None = None
    panel: Panel | None = None
    complaints: Complaints | None = None
    rectification: Rectification | None = None
    assistants: tuple[Code, ...] = ()


#: What a release from before the section says.
NONE = PropertyRules()


def across(rules: Any) -> Any:
    """Posts that are named must be there."""
    named = {
        "report.posts": rules.property.report.posts if rules.property.report else (),
        "assistants": rules.property.assistants,
    }
    for where, posts in named.items():
        yield from (
            (where, f'no post "{post}" in this method') for post in posts if post not in rules.organizations.posts
        )
