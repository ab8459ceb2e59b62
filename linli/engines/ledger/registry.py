"""What exists in code: units, and the kinds of accounts and entries that domains declare in their `apps.ready`.

The ledger knows no domain: it asks here what a kind is called, whether what lies in it lapses, and who its owners are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from linli.kernel.actor import Actor
from linli.kernel.words import N_

#: Actor and owners' numbers → what each owner is called on a page for this actor; those that are missing are shown by number.
Names = Callable[[Actor, Collection[int]], Mapping[int, str]]

#: No single amount is larger, nor is any balance: both fit a bigint with room to spare.
LARGEST = 10**15
LARGEST_BALANCE = 10**18

MINUS = "−"  # no spreadsheet takes it for the beginning of a formula


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted. Amounts are whole numbers of the smallest part, of which `scale` make one: never changed once it is in use,
    for it would change what every row says. `style` says how people read it: plain (1.5), money (1.50), clock (1:30).
    """

    code: str
    label: str
    scale: int
    style: Literal["plain", "money", "clock"] = "plain"

    def read(self, words: str) -> int:
        """What people write ("1.5", "−3", "1:30", full-width figures too) in the smallest parts; ValueError for what is none, or for
        parts that the unit doesn't have.
        """
        if any(one.isdigit() and not one.isdecimal() for one in words):
            raise ValueError("a figure that isn't written in a row (², ①)")
        plain = unicodedata.normalize("NFKC", words[:40]).replace(MINUS, "-").replace(",", "").strip()
        if self.style == "clock" and (found := re.fullmatch(r"(-?)([0-9]{1,12}):([0-5][0-9])", plain)):
            return int(f"{found[1]}{int(found[2]) * self.scale + int(found[3])}")
        if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,6})?", plain):
            raise ValueError("no amount")
        parts = Decimal(plain) * self.scale
        if parts != parts.to_integral_value():
            raise ValueError("the unit has no such parts")
        return int(parts)

    def shown(self, amount: int) -> str:
        """An amount as people read it."""
        sign, (whole, rest) = MINUS if amount < 0 else "", divmod(abs(amount), self.scale)
        if self.style == "clock":
            return f"{sign}{whole:,}:{rest:02d}"
        digits = f"{rest:0{len(str(self.scale)) - 1}d}" if self.scale > 1 else ""
        digits = digits if self.style == "money" else digits.rstrip("0")
        return f"{sign}{whole:,}{'.' if digits else ''}{digits}"


@dataclass(frozen=True, slots=True)
class AccountKind:
    """What an account is for. `minimum` and `maximum` hold for accounts that are opened without their own (None: no bound);
    `lapses` says whether the expiry of the unit takes from it; `names` tells owners' names. What is `private` shows on no page of the
    ledger: only its domain shows it, to whom it concerns.
    """

    code: str
    label: str
    minimum: int | None = 0
    maximum: int | None = None
    lapses: bool = False
    names: Names | None = None
    private: bool = False


@dataclass(frozen=True, slots=True)
class EntryKind:
    """Why something is booked. `reversible` by people; what the ledger does by itself has its own way back. What is `own` to a domain
    is taken back there alone, not on the ledger's page.
    """

    code: str
    label: str
    reversible: bool = True
    own: bool = False


_units: dict[str, Unit] = {}
_accounts: dict[str, AccountKind] = {}
_entries: dict[str, EntryKind] = {}


def register_unit(unit: Unit) -> None:
    """Declare a unit; the same code otherwise: ValueError."""
    if _units.setdefault(unit.code, unit) != unit:
        raise ValueError(f"unit {unit.code} is declared twice")


def register_account(kind: AccountKind) -> None:
    """Declare a kind of account; the same code otherwise: ValueError."""
    if _accounts.setdefault(kind.code, kind) != kind:
        raise ValueError(f"account kind {kind.code} is declared twice")


def register_entry(kind: EntryKind) -> None:
    """Declare a kind of entry (an earning rule is one, too); the same code otherwise: ValueError."""
    if _entries.setdefault(kind.code, kind) != kind:
        raise ValueError(f"entry kind {kind.code} is declared twice")


def unit(code: str) -> Unit:
    """A unit; KeyError for one that nobody declared."""
    return _units[code]


def account_kind(code: str) -> AccountKind:
    """A kind of account; KeyError for one that nobody declared."""
    return _accounts[code]


def entry_kind(code: str) -> EntryKind:
    """A kind of entry; KeyError for one that nobody declared."""
    return _entries[code]


def units() -> dict[str, Unit]:
    """All units."""
    return dict(_units)


def account_kinds() -> dict[str, AccountKind]:
    """All kinds of accounts."""
    return dict(_accounts)


def private_kinds() -> tuple[str, ...]:
    """Kinds of accounts that no page of the ledger shows."""
    return tuple(one.code for one in _accounts.values() if one.private)


VOLUNTEER_POINTS = Unit("volunteer_points", N_("Volunteer points"), 10)
CREDIT_POINTS = Unit("credit_points", N_("Credit points"), 10)
UNIT_POINTS = Unit("unit_points", N_("Points of units"), 10)
HOURS = Unit("hours", N_("Hours of service"), 60, "clock")
CNY = Unit("cny", N_("Yuan"), 100, "money")

for _unit in (VOLUNTEER_POINTS, CREDIT_POINTS, UNIT_POINTS, HOURS, CNY):
    register_unit(_unit)

#: Where what is given comes from, and where what lapsed goes: one each per county and unit, owned by the county.
SOURCE = AccountKind("ledger.source", N_("Given out"), minimum=None)
LAPSED = AccountKind("ledger.lapsed", N_("Lapsed"))

for _account in (SOURCE, LAPSED):
    register_account(_account)

HOLD = EntryKind("ledger.hold", N_("Put on hold"), reversible=False)
RELEASE = EntryKind("ledger.release", N_("Hold given back"), reversible=False)
CAPTURE = EntryKind("ledger.capture", N_("Paid from a hold"))
REVERSAL = EntryKind("ledger.reversal", N_("Reversed"), reversible=False)
LAPSE = EntryKind("ledger.lapse", N_("Lapsed by its time"), reversible=False)
CLOSING = EntryKind("ledger.closing", N_("Emptied to be closed"), reversible=False)

for _entry in (HOLD, RELEASE, CAPTURE, REVERSAL, LAPSE, CLOSING):
    register_entry(_entry)
