"""What happened in volunteering. No event holds a name, a phone or a code."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_

_INTERNAL = Audience.INTERNAL


@event("volunteering.joined", text=N_("Became a volunteer"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody agreed to the text and asked a team."""


@event("volunteering.left", text=N_("Isn't a volunteer any more"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Left:
    """The agreement was taken back."""


@event("volunteering.decided", text=N_("{outcome}: {role}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class MemberDecided:
    """A keeper took somebody in, or didn't; `outcome` and `role` as the method calls them."""

    outcome: str
    role: str


@event("volunteering.set", text=N_("Set up: {what}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class SetUp:
    """A team, an activity, a shift, a post or an offer was made or changed."""

    what: str


@event("volunteering.closed", text=N_("Closed: {reason}"), audience=_INTERNAL, redact=("reason",))
@dataclass(frozen=True, slots=True)
class Closed:
    """An activity was called off, or an offer or post ended."""

    reason: str


@event("volunteering.marked", text=N_("On the list: {state}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Marked:
    """Where a sign-up stands now; who said so stands beside it."""

    state: str


@event("volunteering.objected", text=N_("Says that “didn't come” is wrong"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Objected:
    """A volunteer objects to a no-show."""


@event("volunteering.answered", text=N_("Objection answered: {answer}"), audience=_INTERNAL, redact=("answer",))
@dataclass(frozen=True, slots=True)
class Answered:
    """A keeper answered an objection."""

    answer: str


@event(
    "volunteering.confirmed", text=N_("Confirmed: {minutes} minutes, {points} points"), audience=_INTERNAL, redact=()
)
@dataclass(frozen=True, slots=True)
class Confirmed:
    """Hours were confirmed; `points` as people read them."""

    minutes: int
    points: str


@event("volunteering.taken_back", text=N_("Hours taken back: {reason}"), audience=_INTERNAL, redact=("reason",))
@dataclass(frozen=True, slots=True)
class TakenBack:
    """A confirmation was wrong."""

    reason: str


@event("volunteering.rewarded", text=N_("Reward: {state}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Rewarded:
    """What became of a reward."""

    state: str


@event("volunteering.certified", text=N_("Certificate {number} issued"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Certified:
    """A certificate of hours was made."""

    number: str
