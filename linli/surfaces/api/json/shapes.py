"""What is answered, as the document describes it. Nothing in it that the page doesn't show without a look."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

from linli.kernel import clock
from linli.kernel.words import N_


def moment(at: datetime) -> str:
    """A moment with the zone of China, to the second."""
    return at.astimezone(clock.ZONE).isoformat(timespec="seconds")


Moment = Annotated[
    datetime, PlainSerializer(moment, return_type=str), WithJsonSchema({"type": "string", "format": "date-time"})
]


class Shape(BaseModel):
    """Made of the selectors' own values."""

    model_config = ConfigDict(from_attributes=True)


class Wrong(Shape):
    """One field that can't be taken."""

    field: str
    detail: str


class Problem(Shape):
    """A refusal (RFC 9457)."""

    type: str
    status: int
    code: str = Field(description=N_("For the branches of a program; never changes."))
    detail: str = Field(description=N_("For people, in Chinese."))
    errors: list[Wrong] = []


class CaseRow(Shape):
    """A line of the queue."""

    ref: str
    title: str
    state: str
    state_label: str
    category: str
    source: str
    where: str
    where_below: str
    who: str
    reporters: int
    supervised: bool
    late: bool
    whistle: str = Field(
        description=N_("How many of the called organizations have come: “2 / 3”; empty without a whistle.")
    )
    due_at: Moment | None
    opened_at: Moment
    reporter_kind: str = Field(
        description=N_(
            "Whom the reporter speaks as, confirmed by a desk: a code of the county's method; empty for most."
        )
    )


class CasePiece(Shape):
    """A piece of the queue."""

    items: list[CaseRow]
    next: str | None = Field(description=N_("The cursor of the next piece; null at the end."))


class Clock(Shape):
    """A clock of a case."""

    name: str
    state: str
    due_at: Moment


class Line(Shape):
    """A line of the history."""

    at: Moment
    who: str
    text: str
    audience: str
    quote: str


class Reporter(Shape):
    """Who reported, behind stars."""

    called: str
    phone_masked: str
    source: str
    is_first: bool
    joined_at: Moment
    kind: str = Field(description=N_("Whom they speak as: a code of the county's method; empty for most."))
    kind_is_sure: bool = Field(description=N_("Whether a desk has confirmed it; else it is only said."))


class Picture(Shape):
    """That there is a picture."""

    id: int
    kind: str
    at: Moment


class Approval(Shape):
    """A question to somebody above."""

    id: int
    kind: str
    reason: str
    granted: bool | None


class Call(Shape):
    """A call to one organization."""

    id: int
    name: str
    lead: bool
    state: str
    due_at: Moment | None
    report: str
    stars: int | None
    justified: bool | None
    acts: list[str] = Field(description=N_("What this key may do with it now: POST calls/{pk}/…"))


class Whistle(Shape):
    """A whistle with its calls."""

    id: int
    ref: str
    title: str
    area: str
    tier: str
    caller: str
    reason: str
    blown_at: Moment
    ended_at: Moment | None
    called: int
    arrived: int
    late: int
    calls: list[Call]


class Before(Shape):
    """An earlier case at the same place."""

    ref: str
    title: str
    opened_at: Moment


class Case(Shape):
    """A case as its page shows it."""

    ref: str
    version: int = Field(description=N_("Grows with everything that happens; the ETag begins with it."))
    title: str
    text: str
    state: str
    state_label: str
    due_at: Moment | None
    tier: str
    tier_code: str
    category: str
    category_key: str
    source: str
    urgency: str
    place: str
    area_id: int
    lat: float | None
    lng: float | None
    who: str
    handler_org_id: int | None
    opened_at: Moment
    ended_at: Moment | None
    supervised: bool
    reopened: int
    stars: int | None
    duplicate_of: str
    earlier_number: str = Field(description=N_("Its number in an earlier system; empty for none."))
    acts: list[str] = Field(description=N_("What this key may do with it now: POST cases/{ref}/…"))
    clocks: list[Clock]
    timeline: list[Line]
    whistles: list[Whistle]
    approvals: list[Approval]
    reporters: list[Reporter]
    photos: list[Picture]
    before: list[Before]


class Done(Shape):
    """How a case stands after what was done."""

    ref: str
    state: str
    state_label: str
    version: int


class Target(Shape):
    """Whom a case may be given to."""

    value: str
    label: str
    group: str


class Choice(Shape):
    """A code with its words."""

    code: str
    label: str


class DispatchChoices(Shape):
    """What the forms of dispatching and sorting offer."""

    targets: list[Target]
    choices: list[Choice]


class Callable(Shape):
    """An organization that may be called."""

    id: int
    name: str
    suggested: bool
    lead: bool


class WhistleChoices(Shape):
    """What the form of the whistle offers."""

    tiers: list[Choice]
    organizations: list[Callable]


class RedirectChoices(Shape):
    """The legal routes of the county's method."""

    routes: list[Choice]


class CallRow(Shape):
    """A call that waits for one's organization."""

    id: int
    ref: str
    title: str
    area: str
    organization: str
    caller: str
    reason: str
    lead: bool
    state: str
    called_at: Moment
    due_at: Moment | None
    is_late: bool
    can_return: bool


class Calls(Shape):
    """Open calls, nearest deadline first."""

    items: list[CallRow]


class Whistles(Shape):
    """Whistles that are out, the latest ones first."""

    items: list[Whistle]


class Area(Shape):
    """A place."""

    id: int
    name: str
    kind: str
    code: str
    parent_id: int | None
    households: int | None


class Areas(Shape):
    """A piece of a list of places."""

    items: list[Area]
    next: str | None


class Organization(Shape):
    """An organization."""

    id: int
    name: str
    short_name: str
    kind: str
    area_id: int
    parent_id: int | None


class Organizations(Shape):
    """A piece of a list of organizations."""

    items: list[Organization]
    next: str | None


class Category(Shape):
    """A category."""

    key: str
    name: str
    major: str


class Categories(Shape):
    """The categories in force, and the few cards in front of them."""

    cards: list[Choice]
    items: list[Category]


class OrderRow(Shape):
    """A work order in a list."""

    id: int
    number: str
    ref: str
    kind: str
    status: str
    card: str
    who: str
    received_at: Moment
    due_at: Moment | None


class Orders(Shape):
    """A piece of the work orders."""

    items: list[OrderRow]
    next: str | None
