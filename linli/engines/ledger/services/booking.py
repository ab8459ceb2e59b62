"""Booking: entries of domains, earning by rule with its caps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Q, Sum
from django.utils.translation import gettext

from linli.engines.ledger import registry, rules
from linli.engines.ledger.models import Account, Entry, Posting
from linli.engines.ledger.services._journal import (
    Draft,
    Line,
    claim,
    county_of,
    held_accounts,
    need_transaction,
    stamp,
    unit_rule,
    write,
)  # fmt: skip
from linli.engines.ledger.services.accounts import county_account
from linli.engines.ledger.services.lapsing import lapse_account
from linli.kernel import clock
from linli.kernel.errors import RuleBroken

if TYPE_CHECKING:
    from linli.engines.ledger.method import Cap
    from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Earned:
    """What became of something to be earned: `given` of what was `asked`; `entry` is None where a cap left nothing."""

    entry: Entry | None
    asked: int
    given: int


def post(
    actor: Actor, *, kind: str, key: str, lines: Iterable[tuple[Account, int]], effective_at: datetime | None = None,
    reason: str = "", activity: str = "",
) -> Entry:  # fmt: skip
    """Book amounts into (above zero) and out of accounts of one county, inside the caller's transaction; for domains.

    `key` is unique in the county: the same request again gives the entry that it made first. The county's journal is held until
    the transaction ends: call it last. RuntimeError outside a transaction; ValueError for less than two lines, an account
    named twice, and what doesn't sum to zero in each unit; KeyError for an unknown kind; RuleBroken ledger.too_little,
    ledger.too_much, ledger.bad_amount, ledger.two_counties, ledger.day_ahead, and ledger.key_taken for another request under the key.
    """
    need_transaction()
    given = tuple((account.pk, amount) for account, amount in lines)
    _check_lines(given)
    asked = (*(part for line in sorted(given) for part in line), effective_at and stamp(effective_at), reason)
    return book(actor, Draft(
        kind=kind, key=key, lines=[Line(*line) for line in given], effective_at=effective_at or clock.now(), asked=asked,
        reason=reason, activity=activity,
    ))  # fmt: skip


def book(actor: Actor, draft: Draft) -> Entry:
    """Write a draft, or give the entry that its key made before. What has lapsed of an account is booked before it is spent."""
    if draft.effective_at > clock.now():
        raise RuleBroken("ledger.day_ahead")
    registry.entry_kind(draft.kind)
    ids = [line.account for line in draft.lines]
    county_id = county_of(ids)
    head, known = claim(county_id, draft)
    if known:
        return known
    accounts = held_accounts(ids)
    if late := list(_lapsing(accounts, draft.lines)):
        for pk in late:
            lapse_account(county_id, pk)
        head, accounts = claim(county_id, draft)[0], held_accounts(ids)
    return write(actor, head, accounts, draft)


def earn(
    actor: Actor, *, account: Account, amount: int, kind: str, key: str, effective_at: datetime, activity: str = "",
    source: Account | None = None, reason: str = "",
) -> Earned:  # fmt: skip
    """Give what was earned by `kind` on the day of `effective_at` in China, from `source` (default: the county's own), within the caps
    of the county's method: what goes beyond is refused or cut, as they say. For domains, inside their transaction.

    The same key again gives what it gave first. Raises as `post`, and RuleBroken ledger.cap_reached.
    """
    need_transaction()
    if not rules.is_amount(amount):
        raise RuleBroken("ledger.bad_amount")
    county = Account.unscoped.select_related("county").get(pk=account.pk).county
    giver = source or county_account(county, account.unit, registry.SOURCE)
    draft = Draft(
        kind=kind, key=key, lines=_from_to(giver, account, amount), effective_at=effective_at, reason=reason, activity=activity,
        asked=(giver.pk, account.pk, amount, stamp(effective_at), reason),
    )  # fmt: skip
    if known := claim(county.pk, draft)[1]:
        return Earned(known, amount, gained(known, account))
    given = _left_of(amount, account, kind, activity, effective_at)
    made = book(actor, replace(draft, lines=_from_to(giver, account, given))) if given else None
    return Earned(made, amount, given)


def _from_to(giver: Account, account: Account, amount: int) -> tuple[Line, ...]:
    return Line(giver.pk, -amount), Line(account.pk, amount)


def gained(entry: Entry, account: Account) -> int:
    """What an entry booked into an account (below zero: out of it)."""
    found: int = Posting.objects.filter(entry=entry, account=account).values_list("amount", flat=True)[0]
    return found


def _left_of(amount: int, account: Account, kind: str, activity: str, at: datetime) -> int:
    """What the caps leave of an amount. The journal is held, so nobody earns in between."""
    held = held_accounts([account.pk])[account.pk]
    rule, unit = unit_rule(held), held.measure
    caps = [
        cap for cap in (rule.caps if rule else ()) if cap.kind in ("", kind) and (activity or cap.per != "activity")
    ]
    day = at.astimezone(clock.ZONE).date()
    found = rules.allowed(amount, [(cap, _earned(held, cap, activity, day)) for cap in caps], unit.scale)
    if found.refused:
        raise RuleBroken("ledger.cap_reached", most=f"{found.refused.most:,}", unit=gettext(unit.label))
    return found.amount


def _earned(account: Account, cap: Cap, activity: str, day: date) -> int:
    """What was earned in a cap's time, less what was reversed of it."""
    lots = Posting.objects.filter(account=account, is_lot=True)
    if period := rules.period_of(day, cap.per):
        lots = lots.filter(effective_on__gte=period[0], effective_on__lt=period[1])
    else:
        lots = lots.filter(entry__activity=activity)
    if cap.kind:
        lots = lots.filter(Q(entry__kind=cap.kind) | Q(entry__reversal_of__kind=cap.kind))
    return int(lots.aggregate(sum=Sum("amount", default=0))["sum"])


def _lapsing(accounts: dict[int, Account], lines: Iterable[Line]) -> Iterator[int]:
    """Accounts that are to pay and of which something has lapsed."""
    today = clock.today()
    for line in lines:
        due = accounts[line.account].check_on
        if line.amount < 0 and due is not None and due <= today:
            yield line.account


def _check_lines(lines: tuple[tuple[int, int], ...]) -> None:
    if len(lines) < 2 or len({account for account, _ in lines}) < len(lines):
        raise ValueError("an entry has two lines or more, each of another account")
    for _, amount in lines:
        if type(amount) is not int or not rules.is_amount(abs(amount)):
            raise RuleBroken("ledger.bad_amount")
