"""What happened to bulletins."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_

_INTERNAL = Audience.INTERNAL


@event("bulletins.drafted", text=N_("Drafted: {title}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Drafted:
    """Its period is over, the figures are filled in."""

    title: str


@event("bulletins.recounted", text=N_("Figures counted again"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Recounted:
    """Figures of a draft were counted again."""


@event("bulletins.commented", text=N_("Comment on {section}: {words}"), audience=_INTERNAL, redact=("words",))
@dataclass(frozen=True, slots=True)
class Commented:
    """The comment of a section was written."""

    section: str
    words: str


@event("bulletins.sent", text=N_("Handed in for signature"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Sent:
    """It waits for a second person."""


@event("bulletins.given_back", text=N_("Given back: {words}"), audience=_INTERNAL, redact=("words",), mark="returned")
@dataclass(frozen=True, slots=True)
class GivenBack:
    """Whoever was to sign wants it changed."""

    words: str


@event("bulletins.issued", text=N_("Signed and issued: {title}"), audience=_INTERNAL, redact=(), mark="solved")
@dataclass(frozen=True, slots=True)
class Issued:
    """A second person signed it; it doesn't change any more."""

    title: str


@event("bulletins.recalled", text=N_("Recalled: {words}"), audience=_INTERNAL, redact=(), mark="paused")
@dataclass(frozen=True, slots=True)
class Recalled:
    """It doesn't hold any more; it stays to be read, with the reason."""

    words: str
