"""What happened in a deliberation. No event says who supported, voted or judged."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_

_PUBLIC, _INTERNAL = Audience.PUBLIC, Audience.INTERNAL


@event("deliberation.proposed", text=N_("Proposed: {title}"), audience=_PUBLIC, redact=("title",))
@dataclass(frozen=True, slots=True)
class MatterProposed:
    """Somebody brought a matter."""

    title: str


@event("deliberation.sorted", text=N_("Sorted: {topic} {size} {level}"), audience=_PUBLIC, redact=())
@dataclass(frozen=True, slots=True)
class MatterSorted:
    """The office said what it is about and how big it is."""

    topic: str
    size: str
    level: str


@event("deliberation.refused", text=N_("Not taken up: {reason}"), audience=_PUBLIC, redact=("reason",))
@dataclass(frozen=True, slots=True)
class MatterRefused:
    """It isn't in scope, for the reason of the catalogue."""

    reason: str


@event("deliberation.merged", text=N_("Joined with: {title}"), audience=_PUBLIC, redact=("title",))
@dataclass(frozen=True, slots=True)
class MatterMerged:
    """Goes on as another matter."""

    title: str


@event("deliberation.took_in", text=N_("Took in: {title}"), audience=_PUBLIC, redact=("title",))
@dataclass(frozen=True, slots=True)
class MatterTookIn:
    """Another matter goes on in this one."""

    title: str


@event("deliberation.heard", text=N_("{people} were heard"), audience=_PUBLIC, redact=())
@dataclass(frozen=True, slots=True)
class ResidentsHeard:
    """On paper or on site."""

    people: int


@event("deliberation.advanced", text=N_("{stage} is over"), audience=_PUBLIC, redact=())
@dataclass(frozen=True, slots=True)
class StageClosed:
    """A stage was left with all that it asks for."""

    stage: str


@event("deliberation.not_adopted", text=N_("Not adopted: {stage}"), audience=_PUBLIC, redact=())
@dataclass(frozen=True, slots=True)
class NotAdopted:
    """The decision was no."""

    stage: str


@event("deliberation.called", text=N_("Meeting called: {title}"), audience=_INTERNAL, redact=("title",))
@dataclass(frozen=True, slots=True)
class MeetingCalled:
    """With an agenda and invitations."""

    title: str


@event("deliberation.met", text=N_("{present} came; the minutes are written"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class MeetingHeld:
    """A meeting is over."""

    present: int


@event("deliberation.minutes_confirmed", text=N_("Minutes confirmed"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class MinutesConfirmed:
    """By the chair, or by the second."""


@event("deliberation.vote_opened", text=N_("Vote opened: {entitled} may vote"), audience=_PUBLIC, redact=())
@dataclass(frozen=True, slots=True)
class VoteOpened:
    """The roll is frozen."""

    entitled: int


@event(
    "deliberation.vote_counted",
    text=N_("Vote counted: {yes} for, {no} against, {abstain} abstained"),
    audience=_PUBLIC,
    redact=(),
)
@dataclass(frozen=True, slots=True)
class VoteCounted:
    """After closing."""

    yes: int
    no: int
    abstain: int


@event("deliberation.owners_asked", text=N_("Owners of {compound} vote on it"), audience=_PUBLIC, redact=())
@dataclass(frozen=True, slots=True)
class OwnersAsked:
    """Their vote, by area and heads, is open."""

    compound: str


@event("deliberation.owners_agreed", text=N_("The owners agreed, by area and by heads"), audience=_PUBLIC, redact=())
@dataclass(frozen=True, slots=True)
class OwnersAgreed:
    """All thresholds were reached."""


@event("deliberation.owners_disagreed", text=N_("The owners didn't agree"), audience=_PUBLIC, redact=())
@dataclass(frozen=True, slots=True)
class OwnersDisagreed:
    """A threshold was missed."""


@event("deliberation.proxy_added", text=N_("A proxy was noted, with its document"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class ProxyAdded:
    """Somebody votes for somebody else."""


@event("deliberation.noticed", text=N_("On public notice until {until}"), audience=_PUBLIC, redact=())
@dataclass(frozen=True, slots=True)
class NoticePutUp:
    """The decision, or the result."""

    until: str


@event("deliberation.task_given", text=N_("Given to {who}: {title}"), audience=_PUBLIC, redact=("title",))
@dataclass(frozen=True, slots=True)
class TaskGiven:
    """Somebody carries out a part."""

    title: str
    who: str


@event("deliberation.task_reported", text=N_("{title}: {percent}%"), audience=_PUBLIC, redact=("title",))
@dataclass(frozen=True, slots=True)
class TaskReported:
    """How far it is."""

    title: str
    percent: int


@event("deliberation.judged", text=N_("Judged: {satisfied} of {said} satisfied"), audience=_PUBLIC, redact=())
@dataclass(frozen=True, slots=True)
class MatterJudged:
    """Those concerned said what they think of the result."""

    satisfied: int
    said: int


@event("deliberation.sent_back", text=N_("Not satisfied: it is carried out again"), audience=_PUBLIC, redact=())
@dataclass(frozen=True, slots=True)
class SentBack:
    """Back to being carried out."""


@event(
    "deliberation.forgotten",
    text=N_("Time of keeping over: {rows} rows lost their person"),
    audience=_INTERNAL,
    redact=(),
)
@dataclass(frozen=True, slots=True)
class PeopleForgotten:
    """Only numbers stay; about the county."""

    rows: int
