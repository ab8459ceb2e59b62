"""What the office sees: all orders of its cases with their cards, and one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from linli.domains.cases import selectors as cases
from linli.domains.cases.permissions import may
from linli.domains.cases.states import STATE_LABELS
from linli.domains.hotline.models import Ask, Order
from linli.domains.hotline.rules import card_now
from linli.domains.hotline.selectors.outside import Facts, facts_of
from linli.domains.hotline.states import CARD_TONES, CARDS, Card
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.scoping import paged


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list shows: open orders, those with a card, ended ones; by a part of a number."""

    show: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """An order in the list; `tone` and `card` are of its badge ("" where it has no card), `state` is a msgid."""

    order: Order
    who: str
    state: str
    card: str
    tone: str


@dataclass(frozen=True, slots=True)
class OrderPage:
    """One order with what the office needs beside it."""

    shown: Shown
    facts: Facts
    open_asks: tuple[Ask, ...]


def orders_page(actor: Actor, filters: Filters, number: Any = 1) -> Any:
    """Orders whose cases the actor sees, a page of them: open ones by their time, others newest first."""
    rows = _seen(actor)
    if filters.text:
        rows = rows.filter(number__contains=filters.text[:64])
    page: Any = paged(_sorted(rows, filters.show), number)
    page.object_list = [_shown(order) for order in page.object_list]
    return page


def orders_piece(actor: Actor, filters: Filters, *, size: int, before: int | None = None) -> list[Shown]:
    """At most `size` orders whose cases the actor sees, the newest first, from behind the one numbered `before` on; one statement."""
    rows = _seen(actor).filter(_shown_under(filters.show))
    if filters.text:
        rows = rows.filter(number__contains=filters.text[:64])
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return [_shown(order) for order in rows.order_by("-id")[:size]]


def counts_for(actor: Actor) -> dict[str, int]:
    """How many open orders have a yellow and a red card."""
    now = clock.now()
    red = Q(red_at__lte=now)
    counted: dict[str, int] = (
        _seen(actor)
        .filter(worked__ended_at=None)
        .aggregate(red=Count("pk", filter=red), yellow=Count("pk", filter=Q(yellow_at__lte=now) & ~red))
    )
    return counted


def order_for(actor: Actor, pk: int) -> Order:
    """One order; Http404 where its case is hidden. That is asked of the rows and of the case itself, as for the case's own page."""
    found = _seen(actor).filter(pk=pk).first()
    if found is None or not may(actor, "cases.view", found.worked):
        raise Http404
    return found


def order_page(order: Order) -> OrderPage:
    """All about an order that was fetched in scope."""
    facts = facts_of(order)
    return OrderPage(_shown(order), facts, tuple(one for one in facts.asks if one.granted is None))


def _seen(actor: Actor) -> QuerySet[Order]:
    rows = Order.objects.filter(worked__in=cases.seen_by(actor)).select_related(
        "partner", "case", "worked__area", "worked__county", "worked__handler", "worked__handler_org"
    )
    return rows.defer("worked__area__boundary", "worked__county__boundary")


def _sorted(rows: QuerySet[Order], show: str) -> QuerySet[Order]:
    rows = rows.filter(_shown_under(show))
    return rows.order_by("-id") if show == "ended" else rows.order_by("due_at", "id")


def _shown_under(show: str) -> Q:
    """Ended orders, those with a card, or all open ones."""
    if show == "ended":
        return Q(worked__ended_at__isnull=False)
    with_card = Q(red_at__lte=clock.now()) | Q(yellow_at__lte=clock.now())
    return Q(worked__ended_at=None) & with_card if show == "cards" else Q(worked__ended_at=None)


def _shown(order: Order) -> Shown:
    case = order.worked
    card = card_now(clock.now(), order.yellow_at, order.red_at) if case.is_open else Card(order.card)
    who = case.handler_org.label if case.handler_org else case.handler.name if case.handler else ""
    return Shown(order, who, STATE_LABELS[case.at], CARDS.get(card, ""), CARD_TONES.get(card, ""))
