"""What the hotline says about an order that it sent: more of the caller's words, a call with three parties, how the caller liked it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from linli.domains.cases import selectors as cases
from linli.domains.cases import services as work
from linli.domains.hotline import events
from linli.domains.hotline.models import Order
from linli.domains.hotline.services._base import cleaned, locked, record
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

#: Refusals of a word that somebody else has said already for the same case: this order keeps its own all the same.
_SAID = frozenset({"cases.already_answered"})


@transaction.atomic
def supplement(actor: Actor, *, order: Order, words: str) -> None:
    """More of what the caller said. Raises RuleBroken hotline.over, hotline.needs_words."""
    order = locked(order)
    if not order.worked.is_open:
        raise RuleBroken("hotline.over")
    record(actor, order, events.Supplemented(cleaned(words, most=2000)))


@transaction.atomic
def note_call(actor: Actor, *, order: Order, who: str, words: str) -> None:
    """What was said when caller, hotline and unit spoke together; `who` names the unit."""
    order = locked(order)
    record(actor, order, events.CallNoted(cleaned(who, most=60), cleaned(words, most=2000)))


@transaction.atomic
def call_back(actor: Actor, *, order: Order, content: bool, stars: int | None = None, words: str = "") -> Order:
    """How the caller liked it, asked by the hotline: it counts as the caller's own word. Discontent opens the case again.

    Where several orders were joined, the first word counts for the case; each order keeps its own. Raises what `cases.confirm_case`
    refuses, RuleBroken cases.nothing_asked among them.
    """
    order = locked(order)
    words = cleaned(words, least=0)
    reporter = cases.reporter_by_id(order.reporter_id)
    if reporter is None:
        raise RuleBroken("cases.nothing_asked")
    _confirm(reporter, content, stars, words)
    order.called_back_at, order.content, order.stars = clock.now(), content, stars
    order.save(update_fields=["called_back_at", "content", "stars"])
    happened = events.CalledBackContent if content else events.CalledBackDiscontent
    record(actor, order, happened(stars, words))
    return order


def _confirm(reporter: Any, content: bool, stars: int | None, words: str) -> None:
    try:
        with transaction.atomic():
            work.confirm_case(reporter, solved=content, stars=stars, words=words)
    except RuleBroken as refused:
        if refused.code not in _SAID:
            raise
