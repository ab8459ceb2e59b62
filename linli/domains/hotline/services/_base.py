"""What all of the hotline's services share."""

from __future__ import annotations

from typing import Any

from linli.domains.hotline.errors import BadField
from linli.domains.hotline.models import Order
from linli.foundation.audit import services as audit
from linli.foundation.methods import selectors as methods
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken


def locked(order: Order) -> Order:
    """The order as it is now, locked until the transaction ends, with its cases. Locked before its case, always."""
    rows = Order.objects.select_for_update(of=("self",)).select_related(
        "partner", "worked__county", "worked__area", "case"
    )
    return rows.get(pk=order.pk)


def rules_of(order: Order) -> Any:
    """The hotline's rules that the order's case began under."""
    return methods.rules_for(order.case.release_id).hotline


def record(actor: Actor, order: Order, *happened: Any) -> None:
    """Write lines into the course of the case in which the order is worked."""
    audit.record_all(actor, happened, subject=order.worked, county_id=order.worked.county_id)


def cleaned(words: str, *, least: int = 1, most: int = 500) -> str:
    """Words of a request without control characters, their ends trimmed. Raises `hotline.needs_words`, `BadField` when too long."""
    kept = "".join(sign for sign in words if sign.isprintable() or sign == "\n").strip()
    if len(kept) > most:
        raise BadField("words", f"> {most}")
    if len(kept) < least:
        raise RuleBroken("hotline.needs_words")
    return kept
