"""Work orders of the hotline, read by others than the hotline itself, which has a door of its own."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Query

from linli.domains.cases.selectors import Place
from linli.domains.hotline import selectors
from linli.domains.hotline.api.shapes import order_json
from linli.domains.hotline.selectors import Filters
from linli.domains.hotline.states import VIEW
from linli.surfaces.api.json import beside, cursors, shapes
from linli.surfaces.api.json.asked import OrdersAsked, Pk
from linli.surfaces.api.json.deeds import Deed, operation
from linli.surfaces.api.permissions import READ

TAG = "orders"


@operation(
    Deed("orders", "GET", "orders", READ, VIEW, "hotline:orders", TAG, _("Work orders of the hotline, the newest first")),
    answer=shapes.Orders,
)  # fmt: skip
def orders(request: HttpRequest, asked: Query[OrdersAsked]) -> Any:
    """Orders whose cases this key sees."""
    who = (request.caller.partner.pk, "orders", asked.show, asked.q)  # type: ignore[attr-defined]  # set by the door
    after = cursors.read(asked.cursor, *who)
    actor, filters = request.actor, Filters(asked.show, asked.q)  # type: ignore[attr-defined]  # as above
    found = selectors.orders_piece(actor, filters, size=asked.size + 1, before=after.id if after else None)
    items = [_row(one) for one in found[: asked.size]]
    last = Place(None, items[-1]["id"]) if len(found) > asked.size else None
    return {"items": items, "next": cursors.write(last, *who)}


@operation(
    Deed("order", "GET", "orders/{int:pk}", READ, VIEW, "hotline:order", TAG, _("How a work order stands for the hotline")),
    answer=beside.Order,
)  # fmt: skip
def order(request: HttpRequest, pk: Pk) -> Any:
    """As the hotline itself reads it."""
    found = selectors.order_for(request.actor, pk)  # type: ignore[attr-defined]  # set by the door
    return {"id": found.pk, **order_json(found)}


def _row(shown: Any) -> dict[str, Any]:
    one = shown.order
    return {
        "id": one.pk, "number": one.number, "ref": one.worked.ref, "kind": one.kind, "status": one.status, "card": one.card,
        "who": shown.who, "received_at": one.received_at, "due_at": one.due_at,
    }  # fmt: skip
