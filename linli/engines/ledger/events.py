"""What people did to the ledger beside booking, which is its own history."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_


@event(
    "ledger.entry_reversed",
    text=N_("Reversed: {reason}"),
    audience=Audience.INTERNAL,
    redact=("reason",),
    mark="returned",
)
@dataclass(frozen=True, slots=True)
class EntryReversed:
    """Somebody took back what was booked."""

    reason: str


@event(
    "ledger.statement_taken",
    text=N_("Statement taken as a table, {rows} rows: {reason}"),
    audience=Audience.AUDIT,
    redact=("reason",),
)
@dataclass(frozen=True, slots=True)
class StatementTaken:
    """A statement left the house."""

    rows: int
    reason: str


@event("ledger.bounds_set", text=N_("Bounds of the balance set"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class BoundsSet:
    """Another lowest or highest balance."""

    minimum: int | None
    maximum: int | None


@event("ledger.account_closed", text=N_("Account closed: {reason}"), audience=Audience.INTERNAL, redact=("reason",))
@dataclass(frozen=True, slots=True)
class AccountClosed:
    """Nothing is booked there any more."""

    reason: str
