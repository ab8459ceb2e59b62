"""The hotline's JSON: orders in, what is done with them from both sides, how they stand, and the feed of news.

A platform sends orders, adds to them, answers what the county asks and says how the caller liked it. The system of a unit signs for
what is in the unit's hands, tells how it goes, gives it back, asks for more time and replies. What may be done, the cases engine
decides; nothing is written here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from linli.domains.cases import services as cases
from linli.domains.hotline import selectors, services
from linli.domains.hotline.api.reading import Reader, facts_of
from linli.domains.hotline.api.shapes import news_json, order_json
from linli.domains.hotline.errors import BadCursor
from linli.domains.hotline.models import Order
from linli.domains.hotline.states import SCOPE, AskKind
from linli.foundation.audit import idempotency
from linli.foundation.partners.services import Caller
from linli.foundation.partners.web.door import json_of, keyed
from linli.kernel.errors import RuleBroken


@keyed(SCOPE, signed=True)
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """A work order in: 201 with how it stands; 200 for one that came before with the same words."""
    caller = _caller(request)
    rules = selectors.rules_now(caller.partner)
    facts = facts_of(json_of(request), rules.hotline)
    taken = services.take_order(caller.actor, partner=caller.partner, facts=facts, rules=rules)
    order = selectors.order_of(caller, taken.order.number)
    return _answer(order_json(order), status=201 if taken.is_new else 200)


@keyed(SCOPE, signed=True)
@require_safe
def look(request: HttpRequest, number: str) -> HttpResponse:
    """How an order stands."""
    return _answer(order_json(selectors.order_of(_caller(request), number)))


@keyed(SCOPE, signed=True)
@require_POST
def act(request: HttpRequest, number: str, verb: str) -> HttpResponse:
    """One of `VERBS` about an order; answers how it stands then. With the header `Idempotency-Key` it is done once."""
    if verb not in VERBS:
        raise Http404
    caller = _caller(request)
    order = selectors.order_of(caller, number)

    def make() -> str:
        VERBS[verb](caller, order, Reader(json_of(request)))
        return verb

    given = request.headers.get(idempotency.HEADER, "")[:200]
    keys = [idempotency.key_of("hotline", caller.partner.pk, number, verb, given)] if given else []
    idempotency.once(keys, make)
    return _answer(order_json(selectors.order_of(caller, number)))


@keyed(SCOPE, signed=True)
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """News about one's orders after a cursor (`since`, 0 from the beginning), a hundred at a time."""
    since = request.GET.get("since", "0")
    if not (since.isascii() and since.isdigit() and len(since) < 19):
        raise BadCursor("hotline.bad_cursor")
    return _answer(news_json(selectors.news(_caller(request).partner, int(since))))


def _sign(caller: Caller, order: Order, said: Reader) -> None:
    cases.accept_case(caller.actor, case=order.worked)


def _progress(caller: Caller, order: Order, said: Reader) -> None:
    _in_hand(caller, order)
    cases.reply_publicly(caller.actor, case=order.worked, words=said.text("words", most=2000, least=1))


def _return(caller: Caller, order: Order, said: Reader) -> None:
    cases.return_case(caller.actor, case=order.worked, reason=said.text("reason", most=500, least=1))


def _extension(caller: Caller, order: Order, said: Reader) -> None:
    _in_hand(caller, order)
    reason = said.text("reason", most=500, least=1)
    services.ask_hotline(caller.actor, order=order, kind=AskKind.EXTENSION, reason=reason, partner=caller.partner)


def _reply(caller: Caller, order: Order, said: Reader) -> None:
    cases.resolve_case(caller.actor, case=order.worked, text=said.text("words", most=2000, least=1))


def _supplement(caller: Caller, order: Order, said: Reader) -> None:
    _of_sender(caller, order)
    services.supplement(caller.actor, order=order, words=said.text("words", most=2000, least=1))


def _urge(caller: Caller, order: Order, said: Reader) -> None:
    _of_sender(caller, order)
    cases.urge_case(caller.actor, case=order.worked, words=said.text("words", most=200))


def _call_note(caller: Caller, order: Order, said: Reader) -> None:
    _of_sender(caller, order)
    who, words = said.text("with", most=60, least=1), said.text("words", most=2000, least=1)
    services.note_call(caller.actor, order=order, who=who, words=words)


def _call_back(caller: Caller, order: Order, said: Reader) -> None:
    _of_sender(caller, order)
    content, stars = said.flag("content", needed=True), said.whole("stars", 1, 5)
    services.call_back(caller.actor, order=order, content=content, stars=stars, words=said.text("words", most=500))


def _decision(caller: Caller, order: Order, said: Reader) -> None:
    _of_sender(caller, order)
    kind = said.one_of("about", tuple(AskKind))
    if not kind:
        raise said.refuse("about", ", ".join(AskKind))
    granted, words = said.flag("granted", needed=True), said.text("words", most=500)
    services.decide_ask(caller, order=order, kind=AskKind(kind), granted=granted, words=words)


Verb = Callable[[Caller, Order, Reader], None]

#: What is done with an order: by the unit that has it, and by the platform that sent it.
VERBS: dict[str, Verb] = {
    "sign": _sign,
    "progress": _progress,
    "return": _return,
    "extension": _extension,
    "reply": _reply,
    "supplement": _supplement,
    "urge": _urge,
    "call-note": _call_note,
    "call-back": _call_back,
    "decision": _decision,
}


def _of_sender(caller: Caller, order: Order) -> None:
    if order.partner_id != caller.partner.pk:
        raise RuleBroken("hotline.not_theirs")


def _in_hand(caller: Caller, order: Order) -> None:
    """Only the unit that has it says how it goes: others may read the case, and write on it in the office's own pages."""
    if order.worked.handler_org_id not in caller.actor.organizations:
        raise RuleBroken("cases.not_yours")


def _caller(request: HttpRequest) -> Caller:
    found: Any = request.caller  # type: ignore[attr-defined]  # set by the door
    return found  # type: ignore[no-any-return]


def _answer(said: dict[str, Any], status: int = 200) -> HttpResponse:
    return JsonResponse(
        said, status=status, json_dumps_params={"ensure_ascii": False}, headers={"Cache-Control": "no-store"}
    )
