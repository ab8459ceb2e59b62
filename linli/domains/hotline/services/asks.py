"""What the county asks of the hotline: more time, once; or to take back what is nobody's here. The hotline looks at it and answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

from linli.domains.cases import selectors as cases
from linli.domains.cases import services as work
from linli.domains.hotline import events
from linli.domains.hotline.models import Ask, Order
from linli.domains.hotline.services._base import cleaned, locked, record, rules_of
from linli.domains.hotline.services.cards import refresh
from linli.domains.hotline.states import ASK, AskKind
from linli.domains.notices import services as notices
from linli.foundation.access import selectors as access
from linli.foundation.partners import services as partners
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.words import N_

if TYPE_CHECKING:
    from linli.foundation.partners.models import Partner

AGREED = N_("The hotline agrees: {title}")
NOT_AGREED = N_("The hotline doesn't agree: {title}. {words}")


@transaction.atomic
def ask_hotline(actor: Actor, *, order: Order, kind: AskKind, reason: str, partner: Partner | None = None) -> Ask:
    """Put a question to the hotline that sent the order. `partner` is the system that asks, where it isn't a person.

    Raises RuleBroken hotline.over, hotline.asked_already, hotline.no_more_time, hotline.needs_words; Http404 and PermissionDenied
    where the case isn't the actor's.
    """
    order = locked(order)
    case = cases.case_for(actor, order.worked.ref, to=ASK)
    if not case.is_open:
        raise RuleBroken("hotline.over")
    if order.asks.filter(kind=kind, granted=None).exists():
        raise RuleBroken("hotline.asked_already")
    rules, promise = rules_of(order), cases.promise_of(case)
    if kind is AskKind.EXTENSION and (promise is None or promise.extended >= rules.extension.times):
        raise RuleBroken("hotline.no_more_time", times=rules.extension.times)
    words, now = cleaned(reason), clock.now()
    within = promise.calendar.add(now, rules.answers.within).at if promise else now
    asked = Ask.objects.create(
        order=order, kind=kind, reason=words, asked_by=actor.label, asked_by_account=actor.account_id,
        asked_by_partner=partner.pk if partner else None, asked_at=now, answer_by=within,
    )  # fmt: skip
    record(actor, order, events.MoreTimeAsked(words) if kind is AskKind.EXTENSION else events.GivenBack(words))
    return asked


@transaction.atomic
def decide_ask(caller: partners.Caller, *, order: Order, kind: AskKind, granted: bool, words: str = "") -> Ask:
    """The hotline's answer, and what follows from it: the promise grows, or the case ends here. A refusal needs words.

    Raises RuleBroken hotline.nothing_asked, hotline.not_own_question, hotline.needs_words.
    """
    order = locked(order)
    asked = order.asks.filter(kind=kind, granted=None).select_for_update().first()
    if asked is None:
        raise RuleBroken("hotline.nothing_asked")
    if asked.asked_by_partner == caller.partner.pk:
        raise RuleBroken("hotline.not_own_question")
    asked.granted, asked.words = granted, cleaned(words, least=0 if granted else 1)
    asked.decided_by, asked.decided_at = caller.actor.label, clock.now()
    asked.save(update_fields=["granted", "words", "decided_by", "decided_at"])
    happened = events.AskGranted if granted else events.AskRefused
    record(caller.actor, order, happened(kind.value, asked.words))
    if granted:
        _carry_out(caller.actor, order, asked)
    _tell_asker(order, asked)
    return asked


def _tell_asker(order: Order, asked: Ask) -> None:
    """Whoever asked, if a person did."""
    account = access.account_by_id(asked.asked_by_account) if asked.asked_by_account else None
    if account is not None and account.card_id:
        notices.tell(
            person_ids=[account.card_id],
            text=AGREED if asked.granted else NOT_AGREED,
            params={"title": order.worked.title, "words": asked.words},
            url=reverse("hotline:order", args=[order.pk]),
            key=f"hotline:{asked.pk}",
            subject=f"case:{order.worked_id}",
        )


def _carry_out(actor: Actor, order: Order, asked: Ask) -> None:
    if asked.kind == AskKind.EXTENSION:
        more = rules_of(order).extension
        work.extend_promise(actor, case=order.worked, by=more.at_most, times=more.times)
    else:
        work.withdraw_case(actor, case=order.worked, reason=asked.reason)
    refresh(order)
