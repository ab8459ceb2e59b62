"""What may be asked and sent. Fields are named as those of the page's form, which checks them a second time."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from linli.domains.cases.selectors import Filters
from linli.domains.cases.states import ContactWay, State
from linli.kernel.words import N_

Pk = Annotated[int, Field(ge=1, le=2**63 - 1)]
Days = Annotated[int, Field(ge=0, le=4000)]
Figure = Annotated[int, Field(ge=0, le=1_000_000)]
Text = Annotated[str, Field(max_length=60)]
Cursor = Annotated[str, Field(max_length=400, description=N_("Where the piece before ended: its “next”."))]
Reason = Annotated[str, Field(min_length=1, max_length=1000)]
Tab = Literal["mine", "late", "today", "to_dispatch", "asking", "recurring", "watched", "all", "ended", "any"]


class Asked(BaseModel):
    """Nothing that nobody knows: a field with a wrong name is refused."""

    model_config = ConfigDict(extra="forbid", use_enum_values=True)


class Piece(Asked):
    """How much of a list, and from where on."""

    cursor: Cursor = ""
    size: Annotated[int, Field(ge=1, le=100, description=N_("Rows at most."))] = 50


class QueueAsked(Piece):
    """The filters of the queue's page."""

    tab: Tab = "all"
    area: Pk | None = None
    category: Text = Field("", description=N_("A card's code, or the beginning of a category's key."))
    source: Text = ""
    state: State | None = None
    handler: Literal["", "none"] | Pk = Field("", description=N_("A staff card's number, or “none”."))
    org: Pk | None = None
    due: Days | None = Field(None, description=N_("Due within so many days."))
    days: Days | None = Field(None, description=N_("Registered within so many days."))
    ended: Days | None = Field(None, description=N_("Ended within so many days."))
    watched: bool = False
    again: bool = False
    finished: bool = False
    reporter: Text = Field("", description=N_("Whom the reporter speaks as: a code, “any” of them, or “claimed”."))
    text: Text = Field("", description=N_("A part of title, number or place."))
    sort: Literal["due", "new"] = "due"

    def filters(self) -> Filters:
        """As the page's address says it."""
        said = self.model_dump(exclude={"cursor", "size"}, exclude_none=True)
        return Filters.of({name: _word(value) for name, value in said.items()})


def _word(value: object) -> str:
    return ("1" if value else "") if isinstance(value, bool) else str(value)


class AreasAsked(Piece):
    """Places below one, or found by name."""

    parent: Pk | None = None
    q: Text = Field("", description=N_("A part of the name, or the beginning of the code."))


class OrganizationsAsked(Piece):
    """Organizations by kind and name."""

    kind: Text = ""
    q: Text = Field("", description=N_("A part of the name, or the whole code."))


class OrdersAsked(Piece):
    """Work orders by how they stand, and by number."""

    show: Literal["", "cards", "ended"] = Field("", description=N_("Open ones; those with a card; ended ones."))
    q: Text = Field("", description=N_("A part of the order's number."))


class EstatesAsked(Piece):
    """Compounds by place, list and name."""

    area: Pk | None = None
    which: Literal["", "never", "due", "current", "committee", "company"] = Field(
        "",
        description=N_(
            "All; not surveyed yet; to be surveyed; surveyed and current; with a committee; with a company."
        ),
    )
    q: Text = Field("", description=N_("A part of the name."))
    answer: Annotated[str, Field(max_length=100, description=N_("“question.choice” of the newest survey."))] = ""


class VisitsAsked(Asked):
    """Which ground, and which kind of visit."""

    area: Pk | None = None
    kind: Text = ""


class StopsAsked(Piece):
    """Which compounds and places."""

    area: Pk | None = None
    which: Literal["late", "today", "soon", "never", "all"] = "all"


class NewVisit(Asked):
    """What was seen at a compound or place; codes are those of the county's method."""

    at: datetime | None = Field(None, description=N_("When it took place, with its zone; now where none is said."))
    troubles: Annotated[list[Text], Field(max_length=50)] = []
    services: Annotated[list[Text], Field(max_length=50)] = []
    companions: Annotated[list[Text], Field(max_length=50)] = []
    note: Annotated[str, Field(max_length=500)] = ""


class ChangesAsked(Piece):
    """Where to go on."""

    start: Literal["first", "now"] = Field(
        "first", description=N_("Without a cursor: from the first line that is kept, or with what comes from now on.")
    )


Answer = bool | int | Annotated[str, Field(max_length=400)] | Annotated[list[Text], Field(max_length=50)]


class Surveyed(Asked):
    """What was found in a compound."""

    homes: Figure
    vacant: Figure | None = None
    buildings: Figure
    floors: Figure | None = None
    parking: Figure | None = None
    committee: bool = False
    company: Annotated[str, Field(max_length=80, description=N_("Who manages the property; empty for nobody."))] = ""
    answers: dict[Text, Answer] = Field(
        default={}, max_length=100, description=N_("Code of a question → answer, as survey-questions offers them.")
    )


class NewSurvey(Surveyed):
    """With its day."""

    on: date | None = Field(None, description=N_("The day; today where none is said."))


class NewCase(Asked):
    """What somebody of the county's own saw (a field report)."""

    area: Pk = Field(description=N_("Where it is: the number of an area."))
    card: Text = Field(description=N_("What kind it is: the code of a card (see categories)."))
    text: Annotated[str, Field(min_length=1, max_length=2000)]
    words: Annotated[str, Field(max_length=80, description=N_("Where exactly."))] = ""
    danger: bool = False


class Note(Asked):
    """A remark, if one wants to."""

    note: Annotated[str, Field(max_length=500)] = ""


class Why(Asked):
    """Why; needed."""

    reason: Reason


class Question(Asked):
    """What the reporter is asked."""

    question: Annotated[str, Field(min_length=1, max_length=500)]


class Dispatch(Asked):
    """To whom, and what they should know."""

    target: Text = Field(description=N_("One of the values that dispatch-choices offers."))
    note: Annotated[str, Field(max_length=500)] = ""


class Sort(Asked):
    """Which of the county's own sorts."""

    choice: Text


class WhistleAsked(Asked):
    """Whom to call, who leads, and why."""

    organizations: Annotated[list[Pk], Field(min_length=1, max_length=50)]
    lead: Pk | None = Field(None, description=N_("Who leads; the first one where nobody is named."))
    reason: Annotated[str, Field(min_length=1, max_length=500)]
    tier: Text = ""


class OneMore(Asked):
    """One more organization."""

    organization: Pk
    lead: bool = False


class Look(Asked):
    """What was really there."""

    found: bool
    words: Annotated[str, Field(max_length=500)] = ""


class Contact(Asked):
    """How the reporter was reached."""

    how: ContactWay
    words: Annotated[str, Field(max_length=500)] = ""


class Resolve(Asked):
    """What was done."""

    text: Annotated[str, Field(min_length=1, max_length=2000)]
    public_words: Annotated[
        str, Field(max_length=1000, description=N_("What the resident reads; empty: the same."))
    ] = ""


class Extend(Asked):
    """How much longer, in the method's own unit."""

    amount: Annotated[float, Field(ge=0.5, le=1000, allow_inf_nan=False)]
    reason: Reason


class Suspend(Asked):
    """Until which day everything waits."""

    until: date
    reason: Reason


class Redirect(Asked):
    """Which legal way it has to go."""

    route: Text


class Merge(Asked):
    """The case that goes on."""

    into: Annotated[str, Field(min_length=1, max_length=24)]


class Supervise(Asked):
    """What is expected."""

    words: Annotated[str, Field(min_length=1, max_length=500)]


class Say(Asked):
    """A line in the history."""

    words: Annotated[str, Field(min_length=1, max_length=2000)]
    public: bool = Field(default=False, description=N_("Whether the resident may read it."))


class Pictures(Asked):
    """Pictures of the work."""

    public: bool = Field(default=False, description=N_("Whether the resident may see them."))


class Arrive(Asked):
    """Where one is."""

    place: Annotated[str, Field(min_length=1, max_length=120)]


class CallReport(Asked):
    """What the called organization did."""

    text: Annotated[str, Field(min_length=1, max_length=2000)]


class Rate(Asked):
    """How good the help was."""

    stars: Annotated[int, Field(ge=1, le=5)]
    words: Annotated[str, Field(max_length=200)] = ""


class Judge(Asked):
    """Whether the call was needed."""

    justified: bool
    words: Annotated[str, Field(max_length=200)] = ""
