"""What happened in scorecards. No event says who gave which mark."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_

_INTERNAL = Audience.INTERNAL


@event("scorecards.opened", text=N_("Opened: {card}, marks until {last_on}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class RoundOpened:
    """Raters may begin; `subjects` and `raters` are counts."""

    card: str
    last_on: str
    subjects: int
    raters: int


@event("scorecards.reminded", text=N_("Raters were reminded: {count}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class RatersReminded:
    """The last day comes near, and some haven't finished."""

    count: int


@event("scorecards.raters_changed", text=N_("Raters: {gone} left, {come} joined"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class RatersChanged:
    """Who rates was looked for again."""

    gone: int
    come: int


@event("scorecards.vacated", text=N_("{name} rates no more: {why}"), audience=_INTERNAL, redact=("name",))
@dataclass(frozen=True, slots=True)
class SeatVacated:
    """A rater left a round."""

    name: str
    why: str


@event("scorecards.link_given", text=N_("A link to rate was made for {name}"), audience=_INTERNAL, redact=("name",))
@dataclass(frozen=True, slots=True)
class LinkGiven:
    """Whoever has the link rates in this name; one that was made before opens nothing any more."""

    name: str


@event("scorecards.closed", text=N_("Counted: {results} results, {gaps} without"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class RoundClosed:
    """Marks are taken no more."""

    results: int
    gaps: int


@event("scorecards.published", text=N_("Published: {card}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class RoundPublished:
    """The rated can read, reply and appeal."""

    card: str


@event("scorecards.corrected", text=N_("Corrected: {criterion}. {why}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class ResultCorrected:
    """A mark was put in the place of what was rated; the earlier result stays readable."""

    criterion: str
    why: str


@event("scorecards.recounted", text=N_("Counted anew: {why}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class ResultRecounted:
    """Something that counts has changed."""

    why: str


@event("scorecards.item_added", text=N_("{criterion}: {points}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class ItemAdded:
    """An entry was made."""

    criterion: str
    points: str


@event("scorecards.item_withdrawn", text=N_("Withdrawn: {why}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class ItemWithdrawn:
    """An entry counts no more."""

    why: str


@event(
    "scorecards.forgotten",
    text=N_("Kept no longer: {pictures} pictures, {people} results and entries of single people"),
    audience=_INTERNAL,
    redact=(),
)
@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was kept as long as the county's method says."""

    pictures: int
    people: int


@event("scorecards.replied", text=N_("Replied"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Replied:
    """The rated said something; it stands beside the score."""


@event("scorecards.appealed", text=N_("Appealed; to be decided by {due_on}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Appealed:
    """The rated calls the result wrong."""

    due_on: str


@event("scorecards.appeal_due", text=N_("The appeal is to be decided by {due_on}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class AppealDue:
    """The last day for a decision comes near."""

    due_on: str


@event(
    "scorecards.appeal_late", text=N_("The appeal should have been decided by {due_on}"), audience=_INTERNAL, redact=()
)
@dataclass(frozen=True, slots=True)
class AppealLate:
    """Nobody has decided in time; it stays open."""

    due_on: str


@event("scorecards.appeal_upheld", text=N_("The appeal was upheld"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class AppealUpheld:
    """The result was put right."""


@event("scorecards.appeal_rejected", text=N_("The appeal was rejected"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class AppealRejected:
    """The result stays."""
