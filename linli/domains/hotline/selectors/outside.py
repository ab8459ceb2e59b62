"""What other systems read: an order as it stands, and the feed of news."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import Http404

from linli.domains.cases import selectors as cases
from linli.domains.hotline.models import Ask, Change, Feed, Order
from linli.domains.hotline.rules import card_now
from linli.domains.hotline.states import NEWS, Card
from linli.foundation.audit import selectors as history
from linli.foundation.methods import selectors as methods
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.feeds import check_kept
from linli.kernel.statements import Kept, hole

if TYPE_CHECKING:
    from linli.foundation.methods.loader import Rules
    from linli.foundation.partners.models import Partner
    from linli.foundation.partners.services import Caller

#: News that one answer holds.
NEWS_ROWS = 100

_SIGNED, _REPLIED, _ROUTED = "cases.accepted", "cases.resolved", "cases.redirected"


@dataclass(frozen=True, slots=True)
class Facts:
    """What an order's own row doesn't say: its card now, when the unit signed and replied and what, which units work on it, the
    legal route that was named, and what the county asked.
    """

    card: Card
    signed_at: datetime | None
    reply: str
    replied_at: datetime | None
    legal_route: str
    units: tuple[tuple[str, bool], ...]
    asks: tuple[Ask, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of news; `data` holds the fields that `states.NEWS` names."""

    seq: int
    number: str
    kind: str
    at: datetime
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class News:
    """A piece of the feed, oldest first; `cursor` is the number of its last line, `more` whether others follow."""

    rows: tuple[Piece, ...]
    cursor: int
    more: bool


def rules_now(partner: Partner) -> Rules:
    """The rules that hold in the partner's county. Raises RuleBroken cases.source_off where its release is older than the hotline's
    section.
    """
    rules = methods.current_rules(partner.county.method_slug)
    if "hotline" not in rules.sections:
        raise RuleBroken("cases.source_off")
    return rules


def order_of(caller: Caller, number: str) -> Order:
    """An order that the caller sent, else the one of this number whose case is in the caller's hands; Http404 for all others."""
    own: Order | None = _OWN.first(partner=caller.partner.pk, number=number)
    if own is not None:
        return own
    rows = _orders().filter(number=number, partner__county=caller.partner.county_id)
    near = list(rows.filter(worked__in=_in_hands(caller.actor))[:2])
    if len(near) != 1:
        raise Http404
    return near[0]


def facts_of(order: Order) -> Facts:
    """See `Facts`; the caller fetched the order by `order_of` or in scope."""
    lines = history.events_about(order.worked, [_SIGNED, _REPLIED, _ROUTED])
    signed = [line for line in lines if line.code == _SIGNED]
    replied = next((line for line in lines if line.code == _REPLIED), None)
    routed = next((line for line in lines if line.code == _ROUTED), None)
    return Facts(
        card=card_now(clock.now(), order.yellow_at, order.red_at) if order.worked.is_open else Card.NONE,
        signed_at=signed[-1].at if signed else None,
        reply=str(replied.data.get("words", "")) if replied else "",
        replied_at=replied.at if replied else None,
        legal_route=f"{routed.data.get('route', '')}：{routed.data.get('answer', '')}" if routed else "",
        units=_units(order),
        asks=tuple(order.asks.all()),
    )


def news(partner: Partner, since: int) -> News:
    """News of a partner's orders after `since`, at most a hundred; three statements. Raises Gone feeds.gone where news after
    `since` was forgotten.
    """
    rows = Change.objects.filter(partner=partner, seq__gt=since).select_related("order").order_by("seq")
    found = list(rows[: NEWS_ROWS + 1])
    check_kept(Feed, partner.pk, since)
    shown, lines = found[:NEWS_ROWS], history.lines_of(one.line for one in found[:NEWS_ROWS])
    pieces = tuple(_piece(one, lines.get(one.line)) for one in shown)
    return News(pieces, pieces[-1].seq if pieces else since, len(found) > NEWS_ROWS)


def news_of(partner: Partner, lines: Collection[int]) -> dict[int, list[Piece]]:
    """What lines of history are to a partner: for each that concerns it a piece for each of its orders; two statements."""
    rows = list(Change.objects.filter(partner=partner, line__in=lines).select_related("order").order_by("seq"))
    kept = history.lines_of(one.line for one in rows) if rows else {}
    found: dict[int, list[Piece]] = {}
    for one in rows:
        found.setdefault(one.line, []).append(_piece(one, kept.get(one.line)))
    return found


def _orders() -> QuerySet[Order]:
    rows = Order.objects.select_related(
        "partner", "case", "worked__county", "worked__area", "worked__category", "worked__handler_org"
    )
    return rows.defer("worked__county__boundary", "worked__area__boundary")


#: Every answer of the interface reads it; planning the join of nine tables takes longer than all that follows.
_OWN = Kept(lambda: _orders().filter(partner_id=hole("partner"), number=hole("number")))


def _in_hands(actor: Actor) -> Any:
    return cases.seen_by(actor).filter(handler_org__in=actor.organizations)


def _units(order: Order) -> tuple[tuple[str, bool], ...]:
    """The unit that has it leads; called ones beside it, with who of them leads the others."""
    own = order.worked.handler_org
    units: dict[str, bool] = {own.label: True} if own else {}
    for whistle in cases.whistles_of(Actor.system(), order.worked):
        for call in whistle.calls:
            units.setdefault(call.name, call.lead and own is None)
    return tuple(units.items())


def _piece(one: Change, line: Any) -> Piece:
    told = NEWS[one.code]
    data = {name: line.data[name] for name in told.fields if name in line.data} if line else {}
    return Piece(one.seq, one.order.number, told.kind, one.at, data)
