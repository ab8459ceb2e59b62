"""Serve first, pay when satisfied (H27): offered with its price, done, accepted by the household, and only then charged."""

from __future__ import annotations

from typing import Any

from linli.domains.owners import events, rules
from linli.domains.owners.models import Ownership, PaidService, Unit
from linli.domains.owners.models.money import MOST
from linli.domains.owners.services import _base, books
from linli.domains.owners.states import MONEY, SERVICE, Service
from linli.engines.ledger import services as ledger
from linli.foundation.residents import selectors as residents
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken


@_base.changes
def offer_service(actor: Actor, *, unit: Unit, company: Any, what: str, price: int) -> PaidService:
    """A company offers a household something at a price (cents). Raises RuleBroken owners.not_here (the method doesn't know it), .bad_amount,
    .no_company, .words_needed; OutOfScope.
    """
    held = _base.lock_compound(unit.compound)
    found = territory.rules_of(held.area).owners
    if found.paid_service is None:
        raise RuleBroken("owners.not_here")
    if company.county_id != held.county_id or company.kind not in found.company_kinds:
        raise RuleBroken("owners.no_company")
    if type(price) is not int or not 0 < price <= MOST:
        raise RuleBroken("owners.bad_amount")
    made: PaidService = PaidService.unscoped.create(
        **_base.placed(held),
        unit=unit,
        company=company,
        what=_base.said(what, 120),
        price=price,
        offered_at=clock.now(),
    )
    _base.allow(actor, made, MONEY)
    _base.tell(actor, events.ServiceOffered(rules.in_yuan(price)), made)
    return made


@_base.changes
def finish_service(actor: Actor, *, service: PaidService) -> PaidService:
    """It is done, or done again after a complaint. Raises RuleBroken owners.not_now; OutOfScope."""
    row = _locked(service)
    _base.allow(actor, row, MONEY)
    _move(row, "finish")
    row.done_at = clock.now()
    row.save(update_fields=["state", "done_at"])
    _base.tell(actor, events.ServiceMoved(), row)
    return row


@_base.changes
def accept_service(*, person: Any, service: PaidService) -> PaidService:
    """The household is satisfied: the price is charged, in the same transaction. Raises RuleBroken owners.not_now, owners.not_owner."""
    row = _of_household(person, service, "accept")
    row.accepted_at = row.answered_at = clock.now()
    home = ledger.open_account(area=row.area, kind=books.HOUSEHOLD.code, owner_id=row.unit_id, unit=books.UNIT)
    firm = ledger.open_account(area=row.county, kind=books.COMPANY.code, owner_id=row.company_id, unit=books.UNIT)
    entry = ledger.post(
        _household(row), kind=books.CHARGE.code, key=f"owners.service:{row.pk}", lines=[(home, -row.price), (firm, row.price)],
        reason=row.what,
    )  # fmt: skip
    row.entry_id = entry.pk
    row.save(update_fields=["state", "accepted_at", "answered_at", "entry_id"])
    _base.tell(_household(row), events.ServiceCharged(rules.in_yuan(row.price)), row)
    return row


@_base.changes
def complain_about(*, person: Any, service: PaidService, words: str) -> PaidService:
    """The household isn't satisfied: nothing is charged. Raises RuleBroken owners.not_now, owners.not_owner, owners.words_needed."""
    return _answered(person, service, "complain", words)


@_base.changes
def decline_service(*, person: Any, service: PaidService, words: str) -> PaidService:
    """The household doesn't want it, or not any more: it is never charged. Raises as `complain_about`."""
    return _answered(person, service, "decline", words)


def _answered(person: Any, service: PaidService, verb: str, words: str) -> PaidService:
    row = _of_household(person, service, verb)
    row.said, row.answered_at = _base.said(words, 200), clock.now()
    row.save(update_fields=["state", "said", "answered_at"])
    _base.tell(_household(row), events.ServiceMoved(), row)
    return row


def _of_household(person: Any, service: PaidService, verb: str) -> PaidService:
    row = _locked(service)
    owns = Ownership.unscoped.filter(unit=row.unit, person=person, ended_at=None).exists()
    if not owns and not (row.unit.dwelling_id and residents.dwells_in(row.unit.dwelling_id, person.pk)):
        raise RuleBroken("owners.not_owner")
    _move(row, verb)
    return row


def _household(row: PaidService) -> Actor:
    """The household as an actor without any reach: history says who it was without a name."""
    return Actor(None, row.unit.label, county_id=row.county_id, grants=(), kind="resident")


def _locked(service: PaidService) -> PaidService:
    held = PaidService.unscoped.select_for_update(of=("self",)).select_related(
        "unit", "area__county", "county", "company"
    )
    row: PaidService = held.get(pk=service.pk)
    return row


def _move(row: PaidService, verb: str) -> None:
    end = SERVICE.move(Service(row.state), verb)
    if end is None:
        raise RuleBroken("owners.not_now")
    row.state = end
