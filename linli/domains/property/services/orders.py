"""Orders to put things right: they come with the black list, are proved, accepted, refused, lapse, and are lifted with it (Q50)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

from linli.domains.notices import services as notices
from linli.domains.property import events, rules, selectors
from linli.domains.property.models import Contract, Order, Picture, Proof
from linli.domains.property.services import _base
from linli.domains.property.states import ANSWER, MANAGE, ON_THE_LIST, RUNNING, State
from linli.foundation.people import selectors as people
from linli.kernel import clock, pictures
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import keep_in_scope
from linli.kernel.words import N_

if TYPE_CHECKING:
    from linli.engines.scorecards.registry import Consequence

_SYSTEM = Actor.system()
_TOLD = N_("{name}: on the black list; to be put right by {day}")


def follow_ratings(actor: Actor, told: Sequence[Consequence]) -> None:
    """What the rating engine tells when a service comes onto the black list, or leaves it since a result was put right: inside the
    transaction of the publication or the correction, as many statements for one as for many but for the lines of history.
    """
    contracts = _contracts(told)
    running = {
        one.contract_id: one
        for one in Order.objects.select_for_update(of=("self",)).filter(
            contract__in=contracts.values(), state__in=RUNNING
        )
    }
    begins = [one for one in told if one.holds and one.subject_key in contracts]
    _begin(actor, begins, contracts, running)
    for one in told:
        order = running.get(contracts[one.subject_key].pk) if one.subject_key in contracts else None
        if order is not None and not one.holds:
            _take_away(actor, order, contracts[one.subject_key], one.subject_id)


def _contracts(told: Iterable[Consequence]) -> dict[str, Contract]:
    """The service of today of each key: one that is over has nothing to put right any more."""
    keys = {one.subject_key: rules.read_key(one.subject_key) for one in told}
    compounds = [compound for _, compound in keys.values()]
    rows = selectors.with_places(Contract.unscoped.filter(selectors.current_q(clock.today()), compound__in=compounds))
    found = {one.key: one for one in rows.order_by("pk")}
    return {key: found[key] for key in keys if key in found}


def _begin(
    actor: Actor, told: Iterable[Consequence], contracts: dict[str, Contract], running: dict[int, Order]
) -> None:
    new = []
    for one in told:
        contract = contracts[one.subject_key]
        order = running.get(contract.pk)
        if order is None:
            order = running[contract.pk] = _ordered(contract, one.subject_id)
            new.append((order, contract))
        elif one.subject_id not in order.causes:
            order.causes = [*order.causes, one.subject_id]
            order.save(update_fields=["causes"])
    Order.objects.bulk_create(order for order, _ in new)
    for order, contract in new:
        for subject in (order, contract, contract.compound):
            _base.tell(actor, events.Ordered(order.due_on.isoformat()), subject, contract.county_id)
        _tell_company(order, contract)


def _ordered(contract: Contract, cause: int) -> Order:
    rule = selectors.rules_at(contract.county).rectification
    days = rule.days if rule else 0
    now = clock.now()
    return Order(
        contract=contract, causes=[cause], due_on=clock.today() + timedelta(days=days), opened_at=now, changed_at=now
    )


def _tell_company(order: Order, contract: Contract) -> None:
    notices.tell(
        person_ids=[one.card_id for one in people.holders_of(contract.company_id)], text=_TOLD,
        params={"name": contract.compound.name, "day": order.due_on.isoformat()},
        url=reverse("property:order", args=[order.pk]), key=f"property:order:{order.pk}",
    )  # fmt: skip


def _take_away(actor: Actor, order: Order, contract: Contract, cause: int) -> None:
    order.causes = [one for one in order.causes if one != cause]
    order.save(update_fields=["causes"])
    if order.causes or order.state not in ON_THE_LIST:
        return  # something else holds it up; or the owners have decided already, which no correction undoes
    _base.move(order, "lift")
    for subject in (order, contract, contract.compound):
        _base.tell(actor, events.Lifted(), subject, contract.county_id)


@transaction.atomic
def prove(actor: Actor, *, order: Order, words: str, photos: Sequence[pictures.CleanPicture]) -> Proof:
    """The company says and shows what it put right. Pictures are clean already (`pictures.clean_all`).

    Raises RuleBroken: property.not_now, .pictures_needed, .words_needed; OutOfScope.
    """
    keep_in_scope(actor, order.contract, ANSWER)
    held = _base.lock_order(order)
    if not photos:
        raise RuleBroken("property.pictures_needed")
    _base.move(held, "prove")
    made = Proof.objects.create(
        order=held, words=_base.said(words), at=clock.now(), by=actor.label[:120], by_id=actor.account_id
    )
    rows = [
        Picture(proof=made, path=pictures.store("property", str(made.pk), one), sha256=one.sha256)
        for one in {one.sha256: one for one in photos}.values()
    ]
    Picture.objects.bulk_create(rows)
    _base.tell(actor, events.Proved(len(rows)), held, held.contract.county_id)
    return made


@transaction.atomic
def accept_proof(actor: Actor, *, order: Order, why: str) -> Order:
    """Things were put right: the order ends. The colour stays until the next round. Raises RuleBroken: property.not_now, .words_needed;
    OutOfScope.
    """
    keep_in_scope(actor, order.contract, MANAGE)
    held = _base.lock_order(order)
    words = _base.said(why)
    _base.move(held, "accept")
    _answer(actor, held, words, accepted=True)
    for subject in (held, held.contract):
        _base.tell(actor, events.Accepted(words[:200]), subject, held.contract.county_id)
    return held


@transaction.atomic
def refuse_proof(actor: Actor, *, order: Order, why: str) -> Order:
    """Things weren't put right: while there is time left the company may prove it again, after that another one is chosen (Q51).

    Raises RuleBroken: property.not_now, .words_needed; OutOfScope.
    """
    keep_in_scope(actor, order.contract, MANAGE)
    held = _base.lock_order(order)
    words = _base.said(why)
    _base.move(held, "send_back" if clock.today() <= held.due_on else "refuse")
    _answer(actor, held, words, accepted=False)
    for subject in (held, held.contract):
        _base.tell(actor, events.Refused(words[:200]), subject, held.contract.county_id)
    return held


def _answer(actor: Actor, order: Order, words: str, *, accepted: bool) -> None:
    proof = Proof.objects.filter(order=order, accepted=None).first()
    if proof is not None:
        proof.answer, proof.answered_at, proof.answered_by, proof.accepted = (
            words,
            clock.now(),
            actor.label[:120],
            accepted,
        )
        proof.save(update_fields=["answer", "answered_at", "answered_by", "accepted"])


def lapse_due() -> int:
    """Orders whose last day is over and that nobody proved: another company is chosen. Returns how many."""
    return sum(_lapse(one) for one in selectors.due_orders())


@transaction.atomic
def _lapse(order: Order) -> int:
    held = _base.lock_order(order)
    if held.state != State.ORDERED or held.due_on >= clock.today():
        return 0  # proved, or lifted, just now
    _base.move(held, "lapse")
    for subject in (held, held.contract):
        _base.tell(_SYSTEM, events.Lapsed(), subject, held.contract.county_id)
    return 1
