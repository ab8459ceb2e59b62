"""What happens to accounts and rights."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_


@event("access.account_opened", text=N_("Account opened: {username}"), audience=Audience.INTERNAL, redact=("username",))
@dataclass(frozen=True)
class AccountOpened:
    username: str


@event("access.account_locked", text=N_("Account locked: {reason}"), audience=Audience.INTERNAL, redact=("reason",))
@dataclass(frozen=True)
class AccountLocked:
    reason: str


@event("access.account_unlocked", text=N_("Account unlocked"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True)
class AccountUnlocked:
    pass


@event("access.password_reset", text=N_("Password reset by an administrator"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True)
class PasswordReset:
    pass


@event("access.password_changed", text=N_("Password changed by its owner"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True)
class PasswordChanged:
    pass


@event(
    "access.rights_given",
    text=N_("Given the role {role} in {place} until {until}: {reason}"),
    audience=Audience.INTERNAL,
    redact=("reason",),
)
@dataclass(frozen=True)
class RightsGiven:
    role: str
    place: str
    until: str
    reason: str


@event(
    "access.rights_ended", text=N_("The role {role} in {place} was ended"), audience=Audience.INTERNAL, redact=()
)
@dataclass(frozen=True)
class RightsEnded:
    role: str
    place: str


@event("access.sessions_ended", text=N_("Signed out on {count} devices"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True)
class SessionsEnded:
    count: int


@event("access.accounts_imported", text=N_("{count} accounts were imported"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True)
class AccountsImported:
    count: int
