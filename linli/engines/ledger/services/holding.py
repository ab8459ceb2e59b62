"""Holds: something is set aside, and then given back or paid. What is held lies in an account of its own, so it can't be spent twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.engines.ledger import registry, rules
from linli.engines.ledger.models import Account, Entry, Posting
from linli.engines.ledger.services._journal import JOURNAL, Draft, Line, claim, need_transaction
from linli.engines.ledger.services.accounts import held_account
from linli.engines.ledger.services.booking import book
from linli.kernel import clock
from linli.kernel.errors import RuleBroken

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def hold(actor: Actor, *, account: Account, amount: int, key: str, reason: str = "", activity: str = "") -> Entry:
    """Set an amount aside, inside the caller's transaction; the same key again gives the same hold. What is held doesn't lapse.

    Raises RuleBroken ledger.too_little, ledger.bad_amount, ledger.key_taken.
    """
    need_transaction()
    if not rules.is_amount(amount):
        raise RuleBroken("ledger.bad_amount")
    JOURNAL.held_head(account.county_id)
    aside = held_account(account)
    return book(actor, Draft(
        kind=registry.HOLD.code, key=key, lines=(Line(account.pk, -amount), Line(aside.pk, amount)), effective_at=clock.now(),
        asked=(account.pk, amount, reason), reason=reason, activity=activity,
    ))  # fmt: skip


def release(actor: Actor, *, hold: Entry, key: str, reason: str = "") -> Entry:
    """Give all of a hold back. Raises RuleBroken ledger.not_a_hold, ledger.settled_already, ledger.key_taken."""
    need_transaction()
    main, aside, amount = _parts(hold)
    lines = (Line(aside, -amount), Line(main, amount, gives_back=True))
    return _settled(actor, hold, registry.RELEASE.code, key, lines, (), reason)


def capture(actor: Actor, *, hold: Entry, to: Account, key: str, amount: int | None = None, reason: str = "") -> Entry:
    """Pay from a hold, all of it (None) or a part; the rest is given back in the same entry.

    Raises RuleBroken ledger.more_than_held, ledger.bad_amount, ledger.not_a_hold, ledger.settled_already, ledger.key_taken.
    """
    need_transaction()
    main, aside, held = _parts(hold)
    paid = held if amount is None else amount
    if not rules.is_amount(paid):
        raise RuleBroken("ledger.bad_amount")
    if paid > held:
        raise RuleBroken("ledger.more_than_held")
    rest = (Line(main, held - paid, gives_back=True),) if paid < held else ()
    lines = (Line(aside, -held), Line(to.pk, paid), *rest)
    return _settled(actor, hold, registry.CAPTURE.code, key, lines, (to.pk, paid), reason)


def _settled(
    actor: Actor, hold: Entry, kind: str, key: str, lines: tuple[Line, ...], asked: tuple[object, ...], reason: str
) -> Entry:
    draft = Draft(
        kind=kind, key=key, lines=lines, effective_at=clock.now(), asked=(hold.pk, *asked, reason), reason=reason,
        activity=hold.activity, settles=hold,
    )  # fmt: skip
    known = claim(hold.county_id, draft)[1]
    if known is None and Entry.unscoped.filter(settles=hold).exists():
        raise RuleBroken("ledger.settled_already")
    return known or book(actor, draft)


def _parts(hold: Entry) -> tuple[int, int, int]:
    """The account that a hold was taken from, the one in which it lies, and how much."""
    if hold.kind != registry.HOLD.code:
        raise RuleBroken("ledger.not_a_hold")
    aside = Posting.objects.select_related("account").get(entry=hold, amount__gt=0)
    holder = aside.account.held_of_id
    assert holder is not None
    return holder, aside.account_id, aside.amount
