"""Another company is chosen: the owners vote to dismiss the one, then on the next; then there is a new contract (Q51)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from linli.domains.owners import services as owners
from linli.domains.property import events, rules
from linli.domains.property.models import Contract, Order
from linli.domains.property.services import _base, contracts
from linli.domains.property.states import DISMISS, HIRE, MANAGE, State
from linli.kernel import clock
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import keep_in_scope

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

#: What owners vote on, as DS§8 names it: to choose and to dismiss a company is one matter.
_MATTER = "company"


@transaction.atomic
def call_vote(actor: Actor, *, order: Order, title: str, body: str, closes_at: datetime) -> Order:
    """Ask the owners whether the company is dismissed. Raises RuleBroken property.not_now and what the vote refuses; OutOfScope."""
    held = _held(actor, order)
    _base.move(held, "call_vote")
    return _ask(actor, held, DISMISS, title=title, body=body, closes_at=closes_at)


@transaction.atomic
def propose_company(actor: Actor, *, order: Order, company: Any, title: str, body: str, closes_at: datetime) -> Order:
    """Ask the owners whether this company serves them next. Raises RuleBroken property.not_now, .same_company and what the vote refuses;
    OutOfScope.
    """
    held = _held(actor, order)
    if rules.holder_of(company.uscc, company.pk) == held.contract.holder:
        raise RuleBroken("property.same_company")
    _base.move(held, "propose", candidate=company)
    return _ask(actor, held, HIRE, title=title, body=body, closes_at=closes_at)


def _held(actor: Actor, order: Order) -> Order:
    keep_in_scope(actor, order.contract, MANAGE)
    return _base.lock_order(order)


def _ask(actor: Actor, order: Order, purpose: str, **said: Any) -> Order:
    compound = order.contract.compound
    vote = owners.open_vote(
        actor, compound=compound, matter=_MATTER, purpose=purpose, purpose_key=str(order.pk), **said
    )
    order.vote = vote.pk
    order.save(update_fields=["vote"])
    _base.tell(actor, events.VoteCalled(vote.title), order, order.contract.county_id)
    return order


def dismissed(actor: Actor, vote: Any, outcome: Any) -> None:
    """Called when the vote on dismissal is closed: the service ends with that day, or the owners keep the company."""
    held = _of(vote)
    if held is None or held.state != State.VOTING:
        return  # lifted meanwhile, or the company left by itself
    if not outcome.passed:
        _base.move(held, "keep")
    else:
        _base.move(held, "dismiss")
        if held.contract.ended_on is None:
            contracts.close(actor, held.contract_id, clock.today(), _("Dismissed by vote of the owners"))
    _counted(actor, held, vote, outcome)


def hired(actor: Actor, vote: Any, outcome: Any) -> None:
    """Called when the vote on the next company is closed: it may sign, or another one is looked for."""
    held = _of(vote)
    if held is None or held.state != State.CHOOSING:
        return
    _base.move(held, "choose" if outcome.passed else "turn_down", candidate=held.candidate if outcome.passed else None)
    _counted(actor, held, vote, outcome)


def _of(vote: Any) -> Order | None:
    """The order that a vote is for, held; None where a later vote took its place."""
    found = Order.objects.filter(pk=int(vote.purpose_key), vote=vote.pk).first()
    return _base.lock_order(found) if found else None


def _counted(actor: Actor, order: Order, vote: Any, outcome: Any) -> None:
    what = _("in favour: {title}") if outcome.passed else _("not carried: {title}")
    _base.tell(actor, events.VoteCounted(what.format(title=vote.title)), order, order.contract.county_id)


@transaction.atomic
def sign_successor(
    actor: Actor, *, order: Order, form: str, starts_on: date, document: str = "", planned_to: date | None = None
) -> Contract:  # fmt: skip
    """The contract with the company that the owners chose; the order ends. Raises RuleBroken property.not_now and as `sign_contract`;
    OutOfScope.
    """
    held = _held(actor, order)
    if held.state != State.CHOSEN or held.candidate is None:
        raise _base.not_now(held)
    ended: Any = held.contract.ended_on
    made = contracts.sign_contract(
        actor, compound=held.contract.compound, company=held.candidate, form=form, document=document,
        starts_on=max(starts_on, ended + timedelta(days=1)), planned_to=planned_to,
    )  # fmt: skip
    _base.move(held, "sign", successor=made)
    for subject in (held, held.contract):
        _base.tell(actor, events.Replaced(made.company.name), subject, made.county_id)
    return made
