"""What happens to organizations, posts and duties. Nothing in it is personal."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_


@event("organizations.created", text=N_("{name} was added"), audience=Audience.INTERNAL, redact=(), mark="new")
@dataclass(frozen=True, slots=True)
class OrganizationCreated:
    """A new organization."""

    name: str


@event("organizations.changed", text=N_("Changed: {what}"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class OrganizationChanged:
    """Facts changed; `what` names them with old and new value."""

    what: str


@event("organizations.closed", text=N_("Dissolved"), audience=Audience.INTERNAL, redact=(), mark="solved")
@dataclass(frozen=True, slots=True)
class OrganizationClosed:
    """It doesn't exist any more."""

    name: str


@event(
    "organizations.post_created", text=N_("Post {title} was added"), audience=Audience.INTERNAL, redact=(), mark="new"
)
@dataclass(frozen=True, slots=True)
class PostCreated:
    """A new post; the line stands with its organization or area."""

    title: str


@event(
    "organizations.post_closed",
    text=N_("Post {title} was closed"),
    audience=Audience.INTERNAL,
    redact=(),
    mark="solved",
)
@dataclass(frozen=True, slots=True)
class PostClosed:
    """A post that isn't held any more."""

    title: str


@event(
    "organizations.duty_set", text=N_("Leads for {category} (version {version})"), audience=Audience.INTERNAL, redact=()
)
@dataclass(frozen=True, slots=True)
class DutySet:
    """An organization leads for a category from now on."""

    category: str
    version: int


@event("organizations.duty_ended", text=N_("No longer leads for {category}"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class DutyEnded:
    """Nobody, or somebody else, leads for the category."""

    category: str


@event(
    "organizations.imported",
    text=N_("Loaded from a table: {count} {what}"),
    audience=Audience.INTERNAL,
    redact=(),
    mark="new",
)
@dataclass(frozen=True, slots=True)
class Imported:
    """A table was read in bulk."""

    count: int
    what: str
