"""More of what is answered: what happened, surveys, visits, one work order."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import Field

from linli.kernel.words import N_
from linli.surfaces.api.json.shapes import Choice, Moment, Shape


class Change(Shape):
    """A line of the history of a case."""

    ref: str
    code: str = Field(description=N_("What happened, for the branches of a program."))
    at: Moment
    who: str
    text: str
    audience: str


class Changes(Shape):
    """A piece of what happened, oldest first."""

    items: list[Change]
    next: str = Field(description=N_("The cursor to go on with, also where there is nothing new."))
    more: bool = Field(description=N_("Whether more has happened already."))


class Survey(Shape):
    """What was found on a day."""

    id: int
    on: date
    by: str
    homes: int
    vacant: int | None
    buildings: int
    floors: int | None
    parking: int | None
    committee: bool
    company: str
    answers: dict[str, Any]


class EstateRow(Shape):
    """A compound with its newest survey."""

    id: int
    name: str
    area_id: int
    due: bool = Field(description=N_("Whether it is to be surveyed (again)."))
    survey: Survey | None


class Estates(Shape):
    """A piece of the compounds."""

    items: list[EstateRow]
    next: str | None


class Estate(Shape):
    """A compound with all its surveys, the newest first."""

    id: int
    name: str
    area_id: int
    due: bool
    surveys: list[Survey]


class SurveyQuestion(Shape):
    """A question of the county's method."""

    code: str
    label: str
    kind: str
    unit: str
    needed: bool
    choices: list[Choice]


class SurveyQuestions(Shape):
    """What a survey asks now, beside its plain figures."""

    items: list[SurveyQuestion]


class VisitFigures(Shape):
    """How far an area has come: what is planned, late, due today, never visited."""

    area_id: int
    name: str
    total: int
    late: int
    today: int
    never: int


class Visits(Shape):
    """Figures one step below an area, and their sum; null without ground."""

    items: list[VisitFigures]
    sum: VisitFigures | None


class Stop(Shape):
    """A compound or place that is visited, with the day on which it is due."""

    id: int
    name: str
    kind: str
    due_on: date | None
    last_on: date | None


class Stops(Shape):
    """A piece of them."""

    items: list[Stop]
    next: str | None


class Recorded(Shape):
    """A visit that was recorded, and when the next one is due."""

    id: int
    stop: Stop


class Unit(Shape):
    """A unit that works on an order."""

    name: str
    lead: bool


class Ask(Shape):
    """What the county asked the hotline for."""

    about: str
    reason: str
    asked_at: Moment
    answer_by: Moment
    granted: bool | None
    words: str


class CallBack(Shape):
    """What the hotline heard when it called back."""

    content: bool | None
    stars: int | None


class Order(Shape):
    """A work order as the hotline reads it."""

    id: int
    number: str
    ref: str
    worked_in: str
    status: str
    kind: str
    received_at: Moment
    due_at: Moment | None
    card: str
    hand_over: str
    unread: list[str]
    signed_at: Moment | None
    reply: str
    replied_at: Moment | None
    legal_route: str
    units: list[Unit]
    asks: list[Ask]
    call_back: CallBack | None
