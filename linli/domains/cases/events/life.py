"""The life of a case, from the report to its end. PUBLIC lines are read by residents: plain words, no people."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_

_PUBLIC, _INTERNAL = Audience.PUBLIC, Audience.INTERNAL


@event("cases.opened", text=N_("The report was received"), audience=_PUBLIC, redact=(), mark="new")
@dataclass(frozen=True, slots=True)
class CaseOpened:
    """A new case; `source` is the way in."""

    source: str


@event("cases.brought_in", text=N_("Taken over from an earlier system, number {number}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class CaseBroughtIn:
    """A case of an earlier system came in, as it was there."""

    number: str


@event("cases.joined", text=N_("One more household reported the same"), audience=_PUBLIC, redact=(), mark="merged")
@dataclass(frozen=True, slots=True)
class CaseJoined:
    """Somebody joined the case as a follower."""

    source: str


@event("cases.dispatched", text=N_("Sent to {to}. {note}"), audience=_INTERNAL, redact=("note",))
@dataclass(frozen=True, slots=True)
class CaseDispatched:
    """Given to somebody; `to` names the person and the post or the organization, `tier` the rung."""

    to: str
    tier: str
    note: str = ""


@event("cases.passed_on", text=N_("Passed to {to}"), audience=_PUBLIC, redact=())
@dataclass(frozen=True, slots=True)
class CasePassedOn:
    """The same for residents: `to` is an organization, a community or a grid, never a person."""

    to: str


@event("cases.accepted", text=N_("Work has begun"), audience=_PUBLIC, redact=())
@dataclass(frozen=True, slots=True)
class CaseAccepted:
    """The handler took it up. `by` is the organization or area at work."""

    by: str


@event("cases.looked", text=N_("Looked on site: {finding}. {note}"), audience=_INTERNAL, redact=("note",))
@dataclass(frozen=True, slots=True)
class SiteLooked:
    """Somebody stood there. `finding` is true/untrue in words."""

    finding: str
    note: str = ""


@event("cases.returned", text=N_("Returned: {reason}"), audience=_INTERNAL, redact=("reason",), mark="returned")
@dataclass(frozen=True, slots=True)
class CaseReturned:
    """The handler says it isn't theirs; the centre decides."""

    reason: str


@event("cases.asked", text=N_("A question to you: {question}"), audience=_PUBLIC, redact=("question",), mark="ask")
@dataclass(frozen=True, slots=True)
class ReporterAsked:
    """The handler needs something from the reporter; the clocks wait."""

    question: str
    by: str = ""


@event("cases.answered", text=N_("Answered: {words}"), audience=_PUBLIC, redact=("words",))
@dataclass(frozen=True, slots=True)
class ReporterAnswered:
    """The reporter answered."""

    words: str


@event("cases.resumed", text=N_("Work goes on. {note}"), audience=_INTERNAL, redact=("note",))
@dataclass(frozen=True, slots=True)
class CaseResumed:
    """A pause ended without the reporter's answer."""

    note: str = ""


@event("cases.result_noted", text=N_("Done: {text}"), audience=_INTERNAL, redact=("text",), mark="solved")
@dataclass(frozen=True, slots=True)
class ResultNoted:
    """What was done, for staff."""

    text: str


@event("cases.resolved", text=N_("{words}"), audience=_PUBLIC, redact=("words",), mark="solved")
@dataclass(frozen=True, slots=True)
class CaseResolved:
    """What was done, for residents."""

    words: str
    by: str = ""


@event(
    "cases.sent_back", text=N_("Not good enough yet: {reason}"), audience=_INTERNAL, redact=("reason",), mark="returned"
)
@dataclass(frozen=True, slots=True)
class CaseSentBack:
    """Verification failed; the handler goes on."""

    reason: str


@event("cases.verified", text=N_("The result was checked. {note}"), audience=_INTERNAL, redact=("note",))
@dataclass(frozen=True, slots=True)
class CaseVerified:
    """Somebody other than the handler checked the result."""

    note: str = ""


@event("cases.resident_asked", text=N_("Please say whether it is solved"), audience=_PUBLIC, redact=(), mark="ask")
@dataclass(frozen=True, slots=True)
class ResidentAsked:
    """The resident has the word until `until` (ISO date)."""

    until: str


@event("cases.confirmed", text=N_("Confirmed as solved. {words}"), audience=_PUBLIC, redact=("words",), mark="solved")
@dataclass(frozen=True, slots=True)
class CaseConfirmed:
    """A resident said that it is solved; stars 1–5 or none."""

    stars: int | None = None
    words: str = ""


@event(
    "cases.lapsed", text=N_("No answer in time: recorded as unconfirmed"), audience=_PUBLIC, redact=(), mark="paused"
)
@dataclass(frozen=True, slots=True)
class CaseLapsed:
    """Nobody answered in the county's days. It doesn't count as solved."""


@event("cases.ended_unasked", text=N_("Checked and ended; nobody to ask"), audience=_INTERNAL, redact=(), mark="paused")
@dataclass(frozen=True, slots=True)
class CaseEndedUnasked:
    """Found by staff: there is no resident whose word could be asked for."""


@event(
    "cases.reopened",
    text=N_("Not solved, work begins again. {words}"),
    audience=_PUBLIC,
    redact=("words",),
    mark="returned",
)
@dataclass(frozen=True, slots=True)
class CaseReopened:
    """A resident said that it isn't solved; `tier` now has it."""

    tier: str
    words: str = ""


@event(
    "cases.explained", text=N_("This can't be solved: {reason}"), audience=_PUBLIC, redact=("reason",), mark="paused"
)
@dataclass(frozen=True, slots=True)
class CaseExplained:
    """An end with a reason; the resident may ask for a review."""

    reason: str


@event(
    "cases.objected", text=N_("A review was asked for: {words}"), audience=_PUBLIC, redact=("words",), mark="returned"
)
@dataclass(frozen=True, slots=True)
class ReviewAsked:
    """The resident doesn't accept the explanation; somebody else looks at it."""

    words: str


@event(
    "cases.redirected", text=N_("The way for this is: {route}. {answer}"), audience=_PUBLIC, redact=(), mark="paused"
)
@dataclass(frozen=True, slots=True)
class CaseRedirected:
    """The law sends this matter elsewhere; `answer` is the county's own text."""

    route: str
    answer: str


@event("cases.withdrawn", text=N_("Withdrawn. {reason}"), audience=_PUBLIC, redact=("reason",), mark="paused")
@dataclass(frozen=True, slots=True)
class CaseWithdrawn:
    """Taken back by the reporter or by the office on the reporter's behalf."""

    reason: str = ""


@event(
    "cases.merged", text=N_("Joined to another report of the same thing"), audience=_PUBLIC, redact=(), mark="merged"
)
@dataclass(frozen=True, slots=True)
class CaseMerged:
    """This case is worked on under another number."""

    into: str


@event("cases.took_in", text=N_("{ref} was joined to this case"), audience=_INTERNAL, redact=(), mark="merged")
@dataclass(frozen=True, slots=True)
class CaseTookIn:
    """The other side of a merge."""

    ref: str


@event("cases.unlinked", text=N_("This is worked on by itself again"), audience=_PUBLIC, redact=())
@dataclass(frozen=True, slots=True)
class CaseUnlinked:
    """A merge was undone."""

    was: str


@event(
    "cases.escalated",
    text=N_("Now one level up: {tier}. {reason}"),
    audience=_INTERNAL,
    redact=("reason",),
    mark="late",
)
@dataclass(frozen=True, slots=True)
class CaseEscalated:
    """The case climbed a tier: too big, or late."""

    tier: str
    reason: str = ""


@event("cases.sorted", text=N_("Sorted as {choice}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class CaseSorted:
    """The office sorted the case by the county's own choices."""

    choice: str


@event("cases.recategorized", text=N_("Category: {was} → {now}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class CaseRecategorized:
    """Somebody put the case under another category; both by their names."""

    was: str
    now: str


@event("cases.reporter_kind_set", text=N_("Reporter speaks as: {kind}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class ReporterKindSet:
    """A desk confirmed whom a reporter speaks as (X40), or took it away ("")."""

    kind: str


@event("cases.clock_warned", text=N_("Soon due: {clock}. Told {to}"), audience=_INTERNAL, redact=(), mark="soon")
@dataclass(frozen=True, slots=True)
class ClockWarned:
    """A clock has used up its share of the time."""

    clock: str
    to: str = ""


@event("cases.clock_missed", text=N_("Late: {clock}. Told {to}"), audience=_INTERNAL, redact=(), mark="late")
@dataclass(frozen=True, slots=True)
class ClockMissed:
    """A clock ran out; whoever has the turn was told."""

    clock: str
    to: str = ""


@event("cases.lateness_told", text=N_("Still late: {clock}. Told {to}"), audience=_INTERNAL, redact=(), mark="late")
@dataclass(frozen=True, slots=True)
class LatenessTold:
    """One more person was told, further up."""

    clock: str
    to: str = ""
