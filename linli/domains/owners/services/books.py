"""Where the money of compounds lies in the ledger: the kinds of accounts and entries of owners, and how they are opened."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from linli.domains.owners.states import Book
from linli.engines.ledger import registry
from linli.engines.ledger import services as ledger
from linli.foundation.organizations import selectors as organizations
from linli.foundation.territory import selectors as territory
from linli.kernel.actor import Actor
from linli.kernel.words import N_

UNIT = registry.CNY.code


def _compounds(actor: Actor, owners: Collection[int]) -> Mapping[int, str]:
    return territory.compound_names(owners)


def _companies(actor: Actor, owners: Collection[int]) -> Mapping[int, str]:
    return organizations.organization_names(owners)


FUND = registry.AccountKind("owners.fund", N_("Maintenance fund of a compound"), names=_compounds)
INCOME = registry.AccountKind("owners.income", N_("Common income of a compound"), names=_compounds)
SUBSIDY = registry.AccountKind("owners.subsidy", N_("Fallback money of a compound"), names=_compounds)
COMPANY = registry.AccountKind("owners.company", N_("Charged by a company after acceptance"), names=_companies)
HOUSEHOLD = registry.AccountKind("owners.household", N_("Services that a household accepted"), minimum=None)
OUTSIDE = registry.AccountKind("owners.outside", N_("Where owners' money comes from and goes to"), minimum=None)

BOOKED_IN = registry.EntryKind("owners.came", N_("Money came in"))
BOOKED_OUT = registry.EntryKind("owners.went", N_("Money went out"))
MONTHLY = registry.EntryKind("owners.monthly", N_("Fallback money of a month"), reversible=False)
CHARGE = registry.EntryKind("owners.charge", N_("Service accepted by the household"))

_BOOKS = {Book.FUND: FUND, Book.INCOME: INCOME}


def declare() -> None:
    """Tell the ledger."""
    for account in (FUND, INCOME, SUBSIDY, COMPANY, HOUSEHOLD, OUTSIDE):
        registry.register_account(account)
    for entry in (BOOKED_IN, BOOKED_OUT, MONTHLY, CHARGE):
        registry.register_entry(entry)


def book_of(compound: Any, book: str) -> Any:
    """The account of a compound's fund or common income; opened with the first booking. Inside a transaction."""
    return ledger.open_account(area=compound.area, kind=_BOOKS[Book(book)].code, owner_id=compound.pk, unit=UNIT)


def subsidy_of(compound: Any) -> Any:
    """The account of a compound's fallback money. Inside a transaction."""
    return ledger.open_account(area=compound.area, kind=SUBSIDY.code, owner_id=compound.pk, unit=UNIT)


def outside(county: Any) -> Any:
    """Banks, tenants, builders: everybody beyond the compounds of a county. Inside a transaction."""
    return ledger.county_account(county, UNIT, OUTSIDE)
