"""What all changes of property share: words, history, orders that are moved on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from linli.domains.property.models import Contract, Order
from linli.domains.property.selectors import with_places
from linli.domains.property.states import ORDERS, RUNNING, State
from linli.foundation.audit import services as audit
from linli.kernel import clock
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import required

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

LONG = 1000


def said(words: str, longest: int = LONG) -> str:
    """Words as they are kept. Raises RuleBroken property.words_needed."""
    return required(words, longest, "property.words_needed", least=2)


def tell(actor: Actor, event: Any, subject: Any, county_id: int) -> None:
    """One line of history."""
    audit.record(actor, event, subject=subject, county_id=county_id)


def lock_contract(pk: int) -> Contract:
    """The row, held until the transaction ends, with its places."""
    held: Contract = with_places(Contract.unscoped.select_for_update(of=("self",))).get(pk=pk)
    return held


def lock_order(order: Order) -> Order:
    """The order with its contract, both held; the contract first, always."""
    contract = lock_contract(order.contract_id)
    held = Order.objects.select_for_update(of=("self",)).select_related("candidate").get(pk=order.pk)
    held.contract = contract
    return held


def not_now(order: Order) -> RuleBroken:
    """What is said where an order stands elsewhere."""
    return RuleBroken("property.not_now", state=gettext(order.what.label))


def move(order: Order, by: str, **facts: Any) -> Order:
    """Move a held order on by a verb and write `facts`. Raises RuleBroken property.not_now."""
    there = ORDERS.move(State(order.state), by)
    if there is None:
        raise not_now(order)
    order.state, order.changed_at = there, clock.now()
    order.ended_at = None if there in RUNNING else clock.now()
    for name, value in facts.items():
        setattr(order, name, value)
    order.save(update_fields=["state", "changed_at", "ended_at", *facts])
    return order
