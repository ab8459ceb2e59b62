"""Orders and news as the other side reads them. Names of staff stand nowhere in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from linli.domains.hotline import selectors
from linli.domains.hotline.models import Order
from linli.kernel import clock


def order_json(order: Order) -> dict[str, Any]:
    """An order as it stands."""
    facts = selectors.facts_of(order)
    return {
        "number": order.number,
        "ref": order.case.ref,
        "worked_in": order.worked.ref,
        "status": order.status,
        "kind": order.kind,
        "received_at": moment(order.received_at),
        "due_at": moment(order.due_at),
        "card": facts.card,
        "hand_over": order.handed_to,
        "unread": order.unread,
        "signed_at": moment(facts.signed_at),
        "reply": facts.reply,
        "replied_at": moment(facts.replied_at),
        "legal_route": facts.legal_route,
        "units": [{"name": name, "lead": lead} for name, lead in facts.units],
        "asks": [_ask(one) for one in facts.asks],
        "call_back": {"content": order.content, "stars": order.stars} if order.called_back_at else None,
    }


def news_json(page: selectors.News) -> dict[str, Any]:
    """A piece of the feed; `cursor` is where the next one begins."""
    return {"changes": [piece_json(one) for one in page.rows], "cursor": page.cursor, "more": page.more}


def piece_json(one: selectors.Piece) -> dict[str, Any]:
    """A piece of news, in the feed and as it is sent by a webhook."""
    return {"cursor": one.seq, "number": one.number, "kind": one.kind, "at": moment(one.at), "data": one.data}


def moment(at: datetime | None) -> str | None:
    """A moment with its zone, to the second."""
    return at.astimezone(clock.ZONE).isoformat(timespec="seconds") if at else None


def _ask(one: Any) -> dict[str, Any]:
    return {
        "about": one.kind, "reason": one.reason, "asked_at": moment(one.asked_at), "answer_by": moment(one.answer_by),
        "granted": one.granted, "words": one.words,
    }  # fmt: skip
