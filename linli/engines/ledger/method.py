"""Section `ledger`: which units a county uses, when what was earned lapses, and how much may be earned in which time."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from linli.engines.ledger import registry
from linli.foundation.methods.method import Code, Marked, Section

#: In which time a cap counts: one activity, or a time of the calendar in China; weeks begin on Monday.
Per = Literal["activity", "day", "week", "month", "year"]
Policy = Literal["none", "years", "calendar_year"]


class Expiry(Marked):
    """When something lapses: never, after `years` (on the day after the corresponding one), or with the calendar year."""

    policy: Policy
    years: Annotated[int, Field(ge=1, le=30)] | None = None

    @model_validator(mode="after")
    def _years_with_years(self) -> Self:
        if (self.policy == "years") != (self.years is not None):
            raise ValueError('years goes with policy = "years", and with it always')
        return self


class Cap(Marked):
    """At most so much of the unit (whole ones) in a time, earned by entries of one `kind` or ("") of all together. What goes
    `beyond` is refused, or cut so that the rest still counts.
    """

    per: Per
    most: Annotated[int, Field(ge=1, le=1_000_000)]
    beyond: Literal["refuse", "cut"]
    kind: Annotated[str, Field(pattern=r"^([a-z_]+\.[a-z_]+)?$")] = ""


class UnitRule(Marked):
    """One unit in this county. Accounts are opened only in units that are `in_use`."""

    in_use: bool
    expiry: Expiry
    caps: tuple[Cap, ...] = ()


class LedgerRules(Section):
    """Section `ledger`: rules by unit; a unit without a rule isn't used."""

    units: dict[Code, UnitRule] = {}

    @model_validator(mode="after")
    def _units_exist(self) -> Self:
        unknown = sorted(set(self.units) - set(registry.units()))
        if unknown:
            raise ValueError(f"units {unknown} don't exist; there are: {', '.join(sorted(registry.units()))}")
        return self
