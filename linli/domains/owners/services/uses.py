"""Using the maintenance fund (Q44): application, owners' vote, money on hold, works, acceptance, payment. The steps are assumed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from linli.domains.owners import events, rules
from linli.domains.owners.models import FundUse
from linli.domains.owners.models.money import MOST
from linli.domains.owners.rules import Outcome
from linli.domains.owners.services import _base, books
from linli.domains.owners.services.votes import open_vote, withdraw_vote
from linli.domains.owners.states import MONEY, USE, Applicant, Book, State, Use
from linli.engines.ledger import selectors as accounts
from linli.engines.ledger import services as ledger
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

PURPOSE = "owners.fund_use"
MATTER = "use_fund"


@_base.changes
def apply_for(
    actor: Actor, *, compound: Any, applicant: str, title: str, scope: str, quote: int, company: Any = None
) -> FundUse:
    """The committee or a company wants the fund to pay for works at a quote (cents).

    Raises RuleBroken owners.bad_amount, .more_than_fund (there isn't that much), .words_needed, .compound_closed; OutOfScope.
    """
    held = _base.lock_compound(compound)
    if type(quote) is not int or not 0 < quote <= MOST:
        raise RuleBroken("owners.bad_amount")
    have = accounts.balance(books.book_of(held, Book.FUND))
    if quote > have:
        raise RuleBroken("owners.more_than_fund", have=rules.in_yuan(have))
    made: FundUse = FundUse.unscoped.create(
        **_base.placed(held), applicant=Applicant(applicant), company=company, title=_base.said(title, 120),
        scope=scope.strip()[:2000], quote=quote, applied_at=clock.now(), applied_by=actor.label[:120],
    )  # fmt: skip
    _base.allow(actor, made, MONEY)
    _base.tell(actor, events.UseApplied(rules.in_yuan(quote)), made)
    return made


@_base.changes
def ask_owners(actor: Actor, *, use: FundUse, closes_at: datetime) -> FundUse:
    """The owners vote on it, with the quote and the scope. Raises RuleBroken as `open_vote`, and owners.not_now."""
    row = _moved(actor, use, "ask_owners")
    body = f"{row.scope}\n{rules.in_yuan(row.quote)} 元" if row.scope else f"{rules.in_yuan(row.quote)} 元"
    row.vote = open_vote(
        actor, compound=row.compound, matter=MATTER, title=row.title, body=body, closes_at=closes_at, purpose=PURPOSE,
        purpose_key=str(row.pk),
    )  # fmt: skip
    row.save(update_fields=["state", "vote"])
    _base.tell(actor, events.UseMoved(), row)
    return row


def vote_closed(actor: Actor, vote: Any, outcome: Outcome) -> None:
    """What the owners said follows in the transaction that closes the vote: the money is put on hold, or waited for, or not used."""
    row = _locked(int(vote.purpose_key))
    if row.state != Use.VOTING:
        return  # given up meanwhile
    if not outcome.passed:
        _set(row, "reject")
        row.why = str(outcome.why)
    else:
        _set(row, "approve" if _held_back(actor, row) else "wait_for_money")
    row.save(update_fields=["state", "why", "hold_id"])
    _base.tell(actor, events.UseMoved(), row)


def _held_back(actor: Actor, row: FundUse) -> bool:
    """Put the quote on hold; False where the fund hasn't got it, and nothing is changed then."""
    try:
        with transaction.atomic():
            account = books.book_of(row.compound, Book.FUND)
            row.hold_id = ledger.hold(
                actor, account=account, amount=row.quote, key=f"owners.use:{row.pk}", reason=row.title
            ).pk
    except RuleBroken as refused:
        if refused.code != "ledger.too_little":
            raise
        return False
    return True


@_base.changes
def secure_use(actor: Actor, *, use: FundUse) -> FundUse:
    """The fund has enough now: put the money on hold. Raises RuleBroken owners.still_short, owners.not_now; OutOfScope."""
    row = _moved(actor, use, "secure")
    if not _held_back(actor, row):
        raise RuleBroken("owners.still_short")
    row.save(update_fields=["state", "hold_id"])
    _base.tell(actor, events.UseMoved(), row)
    return row


@_base.changes
def finish_use(actor: Actor, *, use: FundUse, words: str) -> FundUse:
    """The works are done. Raises RuleBroken owners.not_now, owners.words_needed; OutOfScope."""
    row = _moved(actor, use, "finish")
    row.done_at, row.done_by_id, row.done_words = clock.now(), actor.account_id, _base.said(words, 300)
    row.save(update_fields=["state", "done_at", "done_by_id", "done_words"])
    _base.tell(actor, events.UseMoved(), row)
    return row


@_base.changes
def send_back_use(actor: Actor, *, use: FundUse, why: str) -> FundUse:
    """The works aren't as agreed: they go on. Raises RuleBroken owners.not_now, owners.words_needed; OutOfScope."""
    row = _moved(actor, use, "send_back")
    row.why = _base.said(why, 200)
    row.save(update_fields=["state", "why"])
    _base.tell(actor, events.UseSentBack(row.why), row)
    return row


@_base.changes
def accept_use(actor: Actor, *, use: FundUse, paid: int, representatives: int, words: str) -> FundUse:
    """Representatives of the owners have accepted the works, as a second person enters: `paid` (cents, at most the quote) is paid from the hold in
    the same transaction, and the rest is given back.

    Raises RuleBroken owners.not_now, .second_needed, .few_representatives, .words_needed, .more_than_quote; OutOfScope.
    """
    row = _moved(actor, use, "accept")
    least = territory.rules_of(row.area).owners.fund.representatives
    if representatives < least:
        raise RuleBroken("owners.few_representatives", least=str(least))
    if actor.account_id is None or actor.account_id == row.done_by_id:
        raise RuleBroken("owners.second_needed")
    if type(paid) is not int or not 0 < paid <= row.quote:
        raise RuleBroken("owners.more_than_quote", quote=rules.in_yuan(row.quote))
    row.accepted_at, row.accepted_by_id, row.accepted_words = clock.now(), actor.account_id, _base.said(words, 300)
    row.representatives, row.paid = representatives, paid
    row.entry_id = ledger.capture(
        actor, hold=accounts.entry_by_id(row.hold_id), to=books.outside(row.county), key=f"owners.use.paid:{row.pk}", amount=paid,
        reason=row.title,
    ).pk  # fmt: skip
    row.save()
    _base.tell(actor, events.UsePaid(rules.in_yuan(paid)), row)
    return row


@_base.changes
def end_use(actor: Actor, *, use: FundUse, why: str) -> FundUse:
    """Give it up, at any stage before it is paid: an open vote is withdrawn, money on hold goes back. Raises RuleBroken owners.not_now,
    owners.words_needed; OutOfScope.
    """
    row = _moved(actor, use, "end")
    row.why, row.ended_at = _base.said(why, 200), clock.now()
    row.save(update_fields=["state", "why", "ended_at"])
    if row.vote is not None and row.vote.state == State.OPEN:
        withdraw_vote(actor, vote=row.vote, why=row.why)
    _base.tell(actor, events.UseEnded(row.why), row)
    if row.hold_id is not None:
        ledger.release(actor, hold=accounts.entry_by_id(row.hold_id), key=f"owners.use.ended:{row.pk}", reason=row.why)
    return row


def _locked(pk: int) -> FundUse:
    held = FundUse.unscoped.select_for_update(of=("self",)).select_related(
        "compound__area__county", "county", "area__county", "vote"
    )
    row: FundUse = held.get(pk=pk)
    return row


def _moved(actor: Actor, use: FundUse, verb: str) -> FundUse:
    row = _locked(use.pk)
    _base.allow(actor, row, MONEY)
    _set(row, verb)
    return row


def _set(row: FundUse, verb: str) -> None:
    end = USE.move(Use(row.state), verb)
    if end is None:
        raise RuleBroken("owners.not_now")
    row.state = end
