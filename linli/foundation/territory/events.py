"""What happens to the ground. Nothing in it is personal."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_


@event("territory.area_created", text=N_("{name} was added"), audience=Audience.INTERNAL, redact=(), mark="new")
@dataclass(frozen=True, slots=True)
class AreaCreated:
    """A new area; `own_code` is its code in the county."""

    name: str
    own_code: str


@event("territory.area_renamed", text=N_("Renamed from {old} to {new}"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class AreaRenamed:
    """Only the name changed."""

    old: str
    new: str


@event("territory.facts_changed", text=N_("Changed: {what}"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class FactsChanged:
    """Facts of an area changed; `what` names them with old and new value."""

    what: str


@event("territory.code_added", text=N_("Code added: {value}"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class CodeAdded:
    """A code in somebody's system."""

    system: str
    value: str


@event("territory.area_moved", text=N_("Moved from {old} to {new}"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class AreaMoved:
    """A subtree has another parent; the names are full names at that time."""

    old: str
    new: str


@event("territory.area_split", text=N_("Split into {parts}"), audience=Audience.INTERNAL, redact=(), mark="merged")
@dataclass(frozen=True, slots=True)
class AreaSplit:
    """An area ended and its parts took over."""

    parts: str


@event("territory.area_merged", text=N_("Merged into {into}"), audience=Audience.INTERNAL, redact=(), mark="merged")
@dataclass(frozen=True, slots=True)
class AreaMerged:
    """An area ended and another took over."""

    into: str


@event("territory.area_absorbed", text=N_("Took over {names}"), audience=Audience.INTERNAL, redact=(), mark="merged")
@dataclass(frozen=True, slots=True)
class AreaAbsorbed:
    """The other side of a merge."""

    names: str


@event("territory.area_closed", text=N_("Dissolved"), audience=Audience.INTERNAL, redact=(), mark="solved")
@dataclass(frozen=True, slots=True)
class AreaClosed:
    """An area ended without successor; what was there went to its parent."""

    name: str


@event("territory.type_set", text=N_("Community type since {since}: {type}"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class TypeSet:
    """A community is of another type from `since` on."""

    type: str
    since: str


@event(
    "territory.compound_created",
    text=N_("Compound {name} was added"),
    audience=Audience.INTERNAL,
    redact=(),
    mark="new",
)
@dataclass(frozen=True, slots=True)
class CompoundCreated:
    """A compound exists."""

    name: str


@event("territory.compound_covered", text=N_("{grid} covers {compound}"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class CompoundCovered:
    """A grid covers a compound (or a part of it)."""

    compound: str
    grid: str


@event(
    "territory.compound_uncovered", text=N_("{grid} no longer covers {compound}"), audience=Audience.INTERNAL, redact=()
)
@dataclass(frozen=True, slots=True)
class CompoundUncovered:
    """The reverse of covering."""

    compound: str
    grid: str


@event(
    "territory.address_assigned", text=N_("House numbers {numbers} belong here"), audience=Audience.INTERNAL, redact=()
)
@dataclass(frozen=True, slots=True)
class AddressAssigned:
    """A run of house numbers went to a grid."""

    numbers: str


@event(
    "territory.address_dropped",
    text=N_("House numbers {numbers} no longer belong here"),
    audience=Audience.INTERNAL,
    redact=(),
)
@dataclass(frozen=True, slots=True)
class AddressDropped:
    """A run of house numbers was taken from a grid."""

    numbers: str


@event(
    "territory.imported",
    text=N_("Loaded from a table: {count} {what}"),
    audience=Audience.INTERNAL,
    redact=(),
    mark="new",
)
@dataclass(frozen=True, slots=True)
class TreeImported:
    """A table was read; `what` says of which sort."""

    count: int
    what: str
