"""Orders to put things right: the black list, one with its proofs and what may be done next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page
from django.http import Http404

from linli.domains.property.models import Contract, Order, Picture, Proof
from linli.domains.property.selectors.contracts import contract_for, with_places
from linli.domains.property.states import ANSWER, MANAGE, ORDERS, STATES, State
from linli.foundation.audit import selectors as audit
from linli.kernel import clock
from linli.kernel.pictures import PictureFile, opened
from linli.kernel.scoping import paged
from linli.kernel.standings import Tab, tabs_of

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order in the list."""

    order: Order
    contract: Contract
    is_late: bool


@dataclass(frozen=True, slots=True)
class OrderPage:
    """One order: proofs with their pictures, its course, and verbs that the actor may do now."""

    order: Order
    contract: Contract
    proofs: list[tuple[Proof, list[Picture]]]
    history: list[Any]
    verbs: frozenset[str]
    is_late: bool


def orders_page(actor: Actor, *, state: str = "", number: Any = 1) -> tuple[tuple[Tab, ...], Page[Any]]:
    """Orders in reach, those that run first, the next deadline first."""
    mine = Order.objects.filter(contract__in=Contract.scoped.visible_to(actor).order_by().values("pk"))
    chosen = State(state) if state in list(State) else None
    counted: dict[str, int] = {}
    for one in mine.order_by().values_list("state", flat=True):
        counted[one] = counted.get(one, 0) + 1
    rows = mine.filter(state=chosen) if chosen else mine
    page: Page[Any] = paged(rows.order_by("-ended_at", "due_on", "pk"), number)
    page.object_list = _rows(list(page.object_list))
    shown = {one: standing for one, standing in STATES.items() if counted.get(one) or one is chosen}
    return tabs_of(shown, counted, chosen), page


def _rows(orders: list[Order]) -> list[OrderRow]:
    contracts = with_places(Contract.unscoped.all()).in_bulk([one.contract_id for one in orders])
    return [OrderRow(one, contracts[one.contract_id], is_late(one)) for one in orders]


def is_late(order: Order) -> bool:
    """Whether the time is over and nothing was proved."""
    return order.state == State.ORDERED and order.due_on < clock.today()


def order_for(actor: Actor, pk: int, to: str | None = None) -> Order:
    """One order: Http404 when hidden, PermissionDenied when it may be seen but not `to`."""
    found = Order.objects.filter(pk=pk).select_related("candidate", "successor").first()
    if found is None:
        raise Http404
    found.contract = contract_for(actor, found.contract_id, to)
    return found


#: Who may do what; what the calendar, the engine and the owners do isn't here.
_VERBS = {
    "prove": ANSWER,
    "accept": MANAGE,
    "send_back": MANAGE,
    "refuse": MANAGE,
    "call_vote": MANAGE,
    "propose": MANAGE,
    "sign": MANAGE,
}


def order_page(actor: Actor, order: Order) -> OrderPage:
    """An order that was fetched in scope."""
    proofs = list(Proof.objects.filter(order=order))
    pictures: dict[int, list[Picture]] = {one.pk: [] for one in proofs}
    for picture in Picture.objects.filter(proof__in=proofs):
        pictures[picture.proof_id].append(picture)
    open_ = ORDERS.verbs(State(order.state))
    mine = [verb for verb, right in _VERBS.items() if verb in open_ and _may(actor, order.contract, right)]
    return OrderPage(
        order,
        order.contract,
        [(one, pictures[one.pk]) for one in proofs],
        audit.timeline(order),
        frozenset(mine),
        is_late(order),
    )


def _may(actor: Actor, contract: Contract, right: str) -> bool:
    return bool(Contract.scoped.visible_to(actor, right).filter(pk=contract.pk).exists())


def picture_for(actor: Actor, pk: int) -> PictureFile:
    """A picture of a proof that the actor sees; Http404 otherwise, and where the file is gone."""
    seen = Contract.scoped.visible_to(actor).order_by().values("pk")
    found = Picture.objects.filter(pk=pk, proof__order__contract__in=seen).first()
    if found is None:
        raise Http404
    return PictureFile(opened(found.path), found.sha256)


def due_orders() -> list[Order]:
    """Orders whose time is over and that nobody proved, for the sweep."""
    return list(Order.objects.filter(state=State.ORDERED, due_on__lt=clock.today()).order_by("pk"))
