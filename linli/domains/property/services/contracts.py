"""Contracts: signed, ended; and moved with the ground."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from linli.domains.property import events, rules, selectors
from linli.domains.property.models import Contract, Order, Panellist
from linli.domains.property.services import _base
from linli.domains.property.states import MANAGE, ON_THE_LIST
from linli.foundation.organizations import rules as organizations
from linli.foundation.privacy import rls
from linli.kernel import clock
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import one_line
from linli.kernel.scoping import keep_in_scope

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

_AHEAD = timedelta(days=366)


@transaction.atomic
def sign_contract(
    actor: Actor, *, compound: Any, company: Any, form: str, starts_on: date, document: str = "", planned_to: date | None = None
) -> Contract:  # fmt: skip
    """A company serves a compound from a day on. The database refuses a second one for the same days, also where two are written at once.

    Raises RuleBroken: property.compound_closed, .unknown_form, .wrong_kind, .company_closed, .no_code, .starts_too_late,
    .ends_before, .overlaps; OutOfScope.
    """
    held = (
        type(compound)
        .unscoped.select_for_update(of=("self",))
        .select_related("area__county", "county")
        .get(pk=compound.pk)
    )
    if held.valid_to is not None:
        raise RuleBroken("property.compound_closed")
    _check_company(held, company, form)
    _check_days(starts_on, planned_to)
    row = Contract(
        county_id=held.county_id, area_id=held.area_id, compound=held, company=company, form=form, starts_on=starts_on,
        holder=_holder(held, company), document=one_line(document, 200), planned_to=planned_to, signed_at=clock.now(),
        signed_by=actor.label[:120],
    )  # fmt: skip
    _save(row)
    keep_in_scope(actor, row, MANAGE)
    for subject in (row, held):
        _base.tell(actor, events.ContractSigned(company.name, starts_on.isoformat()), subject, row.county_id)
    return row


def _check_company(compound: Any, company: Any, form: str) -> None:
    rule = selectors.form_choices(compound.county).get(form)
    if rule is None:
        raise RuleBroken("property.unknown_form")
    if company.valid_to is not None or company.county_id != compound.county_id:
        raise RuleBroken("property.company_closed")
    if company.kind not in rule.kinds:
        raise RuleBroken("property.wrong_kind", name=company.name)
    if rule.needs_code and not organizations.is_uscc(company.uscc):
        raise RuleBroken("property.no_code", name=company.name)


def _check_days(starts_on: date, planned_to: date | None) -> None:
    if starts_on > clock.today() + _AHEAD:
        raise RuleBroken("property.starts_too_late")
    if planned_to is not None and planned_to < starts_on:
        raise RuleBroken("property.ends_before")


def _holder(compound: Any, company: Any) -> str:
    """The key of the company's earlier contract here, so that a code that was written down later begins no new history."""
    known = Contract.unscoped.filter(compound=compound, company=company).values_list("holder", flat=True).first()
    return known or rules.holder_of(company.uscc, company.pk)


def _save(row: Contract) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise RuleBroken("property.overlaps") from None


@transaction.atomic
def end_contract(actor: Actor, *, contract: Contract, on: date, why: str) -> Contract:
    """The last day of a service. An order to put things right that still runs ends with it.

    Raises RuleBroken: property.ended_already, .ends_before, .words_needed, .overlaps; OutOfScope.
    """
    keep_in_scope(actor, contract, MANAGE)
    row = close(actor, contract.pk, on, why)
    running = Order.objects.filter(contract=row, state__in=ON_THE_LIST).first()
    if running is not None:
        _base.move(_base.lock_order(running), "leave")
    return row


def close(actor: Actor, pk: int, on: date, why: str) -> Contract:
    """The same without a look at rights and orders, for who does both. Inside the caller's transaction."""
    row = _base.lock_contract(pk)
    if row.ended_on is not None:
        raise RuleBroken("property.ended_already")
    if on < row.starts_on:
        raise RuleBroken("property.ends_before")
    row.ended_on, row.ended_why = on, _base.said(why, 200)
    row.save(update_fields=["ended_on", "ended_why"])
    for subject in (row, row.compound):
        _base.tell(actor, events.ContractEnded(on.isoformat(), row.ended_why), subject, row.county_id)
    return row


def move_rows(area: Any, successor: int) -> None:
    """Rows in an area that ends go where their compounds went. For followers alone."""
    Contract.unscoped.filter(area=area).order_by().update(area=successor)
    with rls.everywhere():  # whoever may change the ground needn't see who agreed to rate
        Panellist.unscoped.filter(area=area).order_by().update(area=successor)
