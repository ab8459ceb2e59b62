"""What happened in property. What people wrote is kept with its row; no event names a resident."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_

_INTERNAL, _PUBLIC = Audience.INTERNAL, Audience.PUBLIC


@event("property.signed", text=N_("{company} serves from {on}"), audience=_PUBLIC, redact=())
@dataclass(frozen=True, slots=True)
class ContractSigned:
    """A company serves a compound."""

    company: str
    on: str


@event("property.ended", text=N_("The service ends with {on}: {why}"), audience=_PUBLIC, redact=())
@dataclass(frozen=True, slots=True)
class ContractEnded:
    """A contract is over."""

    on: str
    why: str


@event("property.reported", text=N_("Reported on {month}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Reported:
    """The branch reported on a month."""

    month: str


@event("property.report_read", text=N_("The report on {month} was read"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class ReportRead:
    """The community read a report."""

    month: str


@event("property.agreed", text=N_("Somebody agreed to rate"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class PanellistAgreed:
    """One more may be drawn."""


@event("property.withdrew", text=N_("Somebody doesn't want to rate any more"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class PanellistWithdrew:
    """One less may be drawn."""


@event("property.links_given", text=N_("Links to rate were made: {count}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class LinksGiven:
    """Who was drawn got links; earlier ones open nothing any more."""

    count: int


@event("property.ordered", text=N_("On the black list; to be put right by {due_on}"), audience=_PUBLIC, redact=())
@dataclass(frozen=True, slots=True)
class Ordered:
    """Things are to be put right."""

    due_on: str


@event(
    "property.proved",
    text=N_("Said that things were put right, with {pictures} pictures"),
    audience=_INTERNAL,
    redact=(),
)
@dataclass(frozen=True, slots=True)
class Proved:
    """The company handed in a proof."""

    pictures: int


@event("property.accepted", text=N_("Put right: {why}"), audience=_PUBLIC, redact=())
@dataclass(frozen=True, slots=True)
class Accepted:
    """The proof was accepted."""

    why: str


@event("property.refused", text=N_("Not put right: {why}"), audience=_PUBLIC, redact=())
@dataclass(frozen=True, slots=True)
class Refused:
    """The proof was refused."""

    why: str


@event("property.lapsed", text=N_("The time to put things right is over"), audience=_PUBLIC, redact=())
@dataclass(frozen=True, slots=True)
class Lapsed:
    """Nothing was proved in time."""


@event("property.lifted", text=N_("Lifted, since the rating was put right"), audience=_PUBLIC, redact=())
@dataclass(frozen=True, slots=True)
class Lifted:
    """What the order rested on doesn't hold any more."""


@event("property.vote_called", text=N_("The owners vote: {what}"), audience=_PUBLIC, redact=())
@dataclass(frozen=True, slots=True)
class VoteCalled:
    """The owners are asked."""

    what: str


@event("property.vote_counted", text=N_("The owners decided: {what}"), audience=_PUBLIC, redact=())
@dataclass(frozen=True, slots=True)
class VoteCounted:
    """The owners decided."""

    what: str


@event("property.replaced", text=N_("{company} serves from now on"), audience=_PUBLIC, redact=())
@dataclass(frozen=True, slots=True)
class Replaced:
    """Another company was chosen and has a contract."""

    company: str
