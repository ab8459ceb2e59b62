"""News for the hotline, and for the systems of units that have its orders: numbered in the order in which they can be read."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from linli.domains.hotline.models import Change, Feed, Order, about
from linli.domains.hotline.services.cards import refresh
from linli.foundation.partners import selectors as partners
from linli.kernel import clock
from linli.kernel.feeds import forget_old, next_number

if TYPE_CHECKING:
    from linli.foundation.audit.models import Event

#: After these an order is worked in another case than before.
_REJOINED = frozenset({"cases.merged", "cases.unlinked"})


@transaction.atomic
def note_line(line: Event) -> int:
    """Tell the partners whose orders a line of a case's history is about, and those who speak for the unit that has them now;
    returns how many lines of news. Called once for a line, by the worker that delivers events.
    """
    rows = Order.objects.filter(about(line.subject_id)).select_related("worked", "case__duplicate_of")
    orders = list(rows.order_by("id"))
    for order in orders:
        if line.code in _REJOINED:
            _rejoin(order)
        refresh(order)
    told = sorted((partner, order.pk) for order in orders for partner in _told(order))
    for partner, order_id in told:  # one order of locks for everybody
        seq = next_number(Feed, partner)
        Change.objects.create(partner_id=partner, seq=seq, order_id=order_id, code=line.code, line=line.pk, at=line.at)
    return len(told)


def forget_news() -> int:
    """Forget what is older than `LINLI_FEED_DAYS` in the feeds of all partners; returns how many lines."""
    before = clock.now() - timedelta(days=settings.LINLI_FEED_DAYS)
    return sum(
        forget_old(Feed, feed.pk, Change.objects.filter(partner=feed.pk).order_by("seq"), _moments, before)
        for feed in Feed.objects.order_by("pk")
    )


def _moments(found: list[Change]) -> list[datetime | None]:
    return [one.at for one in found]


def _told(order: Order) -> set[int]:
    body = order.worked.handler_org_id
    return {order.partner_id, *(partners.ids_speaking_for(body) if body else ())}


def _rejoin(order: Order) -> None:
    """The order is worked where its own case was joined to, else in its own."""
    order.worked = order.case.duplicate_of or order.case
    order.save(update_fields=["worked"])
