"""What happens to accounts and rights."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_


@event("access.account_opened", text=N_("Account opened: {username}"), audience=Audience.INTERNAL, redact=("username",))
@dataclass(frozen=True, slots=True)
class AccountOpened:
    """Somebody got a way in."""

    username: str


@event("access.account_locked", text=N_("Account locked: {reason}"), audience=Audience.INTERNAL, redact=("reason",))
@dataclass(frozen=True, slots=True)
class AccountLocked:
    """Nobody signs in with it any more."""

    reason: str


@event("access.account_unlocked", text=N_("Account unlocked"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class AccountUnlocked:
    """It is open again."""


@event("access.password_reset", text=N_("Password reset by an administrator"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class PasswordReset:
    """A new first password was made; the password itself is never written."""


@event("access.password_changed", text=N_("Password changed by its owner"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class PasswordChanged:
    """The owner chose a new one."""


@event("access.second_factor_on", text=N_("Second factor set up"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class SecondFactorOn:
    """The owner set up an authenticator app."""


@event("access.second_factor_off", text=N_("Second factor switched off"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class SecondFactorOff:
    """The owner signs in by password alone again."""


@event("access.recovery_codes_renewed", text=N_("Recovery codes made anew"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class RecoveryCodesRenewed:
    """The old ones are worth nothing; the codes themselves are never written."""


@event(
    "access.second_factor_reset",
    text=N_("Second factor taken away by an administrator: {reason}"),
    audience=Audience.INTERNAL,
    redact=("reason",),
)
@dataclass(frozen=True, slots=True)
class SecondFactorReset:
    """Its owner had lost it."""

    reason: str


@event(
    "access.rights_given",
    text=N_("Given the role {role} in {place} until {until}: {reason}"),
    audience=Audience.INTERNAL,
    redact=("reason",),
)
@dataclass(frozen=True, slots=True)
class RightsGiven:
    """A role beside the posts."""

    role: str
    place: str
    until: str
    reason: str


@event("access.rights_ended", text=N_("The role {role} in {place} was ended"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class RightsEnded:
    """Such a role was taken away."""

    role: str
    place: str


@event("access.accounts_imported", text=N_("{count} accounts were imported"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class AccountsImported:
    """A whole list came in at once."""

    count: int
