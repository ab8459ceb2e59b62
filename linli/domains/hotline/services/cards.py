"""The hotline's own time: copied from the promise of the case, with a yellow and a red card."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from linli.domains.cases import selectors as cases
from linli.domains.hotline import events
from linli.domains.hotline.models import Order
from linli.domains.hotline.rules import card_now, cards_at
from linli.domains.hotline.services._base import record, rules_of
from linli.domains.hotline.states import Card
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.writes import update

_COLUMNS = ("due_at", "yellow_at", "red_at")

#: Cards that one run of the task gives.
BATCH = 200


def refresh(order: Order) -> Order:
    """Copy when the promise of the case worked runs out, and when its cards come; none while it doesn't run."""
    promise = cases.promise_of(order.worked)
    if promise is None or not promise.is_running:
        order.due_at = order.yellow_at = order.red_at = None
    else:
        before = int(rules_of(order).cards.yellow_before.amount)
        order.due_at = promise.due_at
        order.yellow_at, order.red_at = cards_at(promise.calendar, promise.due_at, promise.length, before)
    update([order], _COLUMNS)
    return order


def give_cards(limit: int = BATCH) -> int:
    """Give the cards whose time has come, each once, as a line in the course of the case; returns how many. Safe with two workers."""
    now, system = clock.now(), Actor.system()
    due = Q(red_at__lte=now) & ~Q(card=Card.RED) | Q(yellow_at__lte=now, card=Card.NONE)
    with transaction.atomic():
        rows = Order.objects.filter(due, worked__ended_at=None).select_related("worked").order_by("id")
        found = list(rows.select_for_update(of=("self",), skip_locked=True)[:limit])
        for order in found:
            order.card = card_now(now, order.yellow_at, order.red_at)
            order.save(update_fields=["card"])
            record(system, order, events.CardGiven(order.card))
    return len(found)
