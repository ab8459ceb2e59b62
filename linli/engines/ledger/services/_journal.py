"""Writing one entry with its postings: the only place that does. Whoever writes holds the county's chain, and then the accounts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext

from linli.engines.ledger import registry, rules
from linli.engines.ledger.models import Account, ChainHead, Entry, Posting
from linli.foundation.territory import selectors as territory
from linli.kernel import clock, crypto
from linli.kernel.chain import Chain
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import one_line
from linli.kernel.writes import insert, update

if TYPE_CHECKING:
    from linli.engines.ledger.method import UnitRule
    from linli.kernel.actor import Actor

JOURNAL = Chain("ledger", ChainHead)

#: What writing an entry changes of an account.
_CHANGED = ("balance", "postings", "owed", "check_on", "booked_at")


@dataclass(frozen=True, slots=True)
class Line:
    """An amount that goes into an account (above zero) or out of it. What `gives_back` earlier spending earns nothing anew; `like` is
    the lot that a line takes back.
    """

    account: int
    amount: int
    gives_back: bool = False
    like: Posting | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An entry to be written. `asked` is what a second request under the same key must ask for, too. With `may_owe` accounts may be
    left below their minimum.
    """

    kind: str
    key: str
    lines: Sequence[Line]
    effective_at: datetime
    asked: tuple[object, ...]
    reason: str = ""
    activity: str = ""
    reversal_of: Entry | None = None
    settles: Entry | None = None
    may_owe: bool = False
    fingerprint: str = field(init=False)

    def __post_init__(self) -> None:
        said = rules.words_of((self.kind, self.activity, *self.asked))
        object.__setattr__(self, "fingerprint", hashlib.sha256(said.encode()).hexdigest())


def need_transaction() -> None:
    """RuntimeError outside a transaction: what is booked belongs to the change that it is booked for."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("what is booked belongs into the transaction of its change")


def claim(county_id: int, draft: Draft) -> tuple[Any, Entry | None]:
    """Hold the county's journal; its head, and the entry that was made under this key before.

    Raises RuleBroken ledger.key_taken where that was asked for something else.
    """
    head = JOURNAL.held_head(county_id)
    known: Entry | None = Entry.unscoped.filter(county_id=county_id, key=draft.key).first()
    if known and known.fingerprint != draft.fingerprint:
        raise RuleBroken("ledger.key_taken")
    return head, known


def county_of(ids: Iterable[int]) -> int:
    """The county in which these accounts lie. Raises RuleBroken ledger.two_counties; Http404 for one that isn't there."""
    wanted = set(ids)
    found = dict(Account.unscoped.filter(pk__in=wanted).order_by().values_list("pk", "county_id"))
    if wanted - set(found):
        raise Http404
    if len(counties := set(found.values())) > 1:
        raise RuleBroken("ledger.two_counties")
    return counties.pop()


def held_accounts(ids: Iterable[int]) -> dict[int, Account]:
    """Accounts, locked to the end of the transaction in the order of their numbers."""
    rows = Account.unscoped.select_for_update(of=("self",)).select_related("county").filter(pk__in=set(ids))
    return {row.pk: row for row in rows.order_by("pk")}


def unit_rule(account: Account) -> UnitRule | None:
    """What the county's method says now about the unit of an account; None where it doesn't use it."""
    now = territory.rules_of(account.county)
    return now.ledger.units.get(account.unit) if "ledger" in now.sections else None


def write(actor: Actor, head: Any, accounts: dict[int, Account], draft: Draft) -> Entry:
    """Write an entry: ValueError for lines that don't sum to zero, RuleBroken ledger.too_little, ledger.too_much, ledger.bad_amount."""
    if wrong := rules.unbalanced([(accounts[line.account].unit, line.amount) for line in draft.lines]):
        raise ValueError(f"{draft.kind} {draft.key} doesn't sum to zero: {wrong}")
    entry = _entry(actor, head, draft)
    lines = sorted(draft.lines, key=lambda line: line.account)
    postings = [_applied(accounts[line.account], line, entry, may_owe=draft.may_owe) for line in lines]
    entry.digest = JOURNAL.digest(words_of(entry, postings))
    insert([entry])
    for posting in postings:
        posting.entry = entry
    insert(postings)
    update([accounts[line.account] for line in lines], _CHANGED)
    JOURNAL.move(head, entry.number, entry.digest)
    return entry


def words_of(entry: Entry, postings: Iterable[Posting]) -> str:
    """What an entry's digest covers; `verifying` has the database say the same. Postings come in the order of their accounts."""
    plain = (
        entry.county_id, entry.number, stamp(entry.effective_at), stamp(entry.made_at), entry.actor_id, entry.reversal_of_id,
        entry.settles_id, entry.key_number,
    )  # fmt: skip
    words = (
        entry.kind, entry.key, entry.fingerprint, entry.activity, entry.actor_label, entry.reason, entry.previous,
    )  # fmt: skip
    return f"{_plain(plain)};{rules.words_of(words)}{''.join(map(_words_of, postings))}"


def _words_of(posting: Posting) -> str:
    plain = (
        posting.account_id, posting.number, posting.amount, posting.balance, stamp(posting.booked_at), posting.effective_on,
        "t" if posting.is_lot else "f", posting.lapses_on,
    )  # fmt: skip
    return f"{_plain(plain)};"


def _plain(fields: Iterable[object]) -> str:
    """Numbers, days and moments, which hold neither comma nor semicolon."""
    return ",".join("" if field is None else str(field) for field in fields)


def stamp(at: datetime) -> str:
    """A moment as PostgreSQL writes it in UTC."""
    fraction = f".{at.microsecond:06d}".rstrip("0") if at.microsecond else ""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}{fraction}+00"


def _entry(actor: Actor, head: Any, draft: Draft) -> Entry:
    return Entry(
        county_id=head.county_id, number=head.number + 1, kind=registry.entry_kind(draft.kind).code, key=draft.key,
        fingerprint=draft.fingerprint, activity=draft.activity, effective_at=draft.effective_at, made_at=clock.now(),
        actor_id=actor.account_id, actor_label=actor.label[:120], reason=one_line(draft.reason, 200),
        reversal_of=draft.reversal_of, settles=draft.settles, key_number=crypto.ring().current, previous=head.digest,
    )  # fmt: skip


def _applied(account: Account, line: Line, entry: Entry, *, may_owe: bool) -> Posting:
    """The posting of a line; the account stands after it. Raises RuleBroken ledger.closed."""
    if account.closed_at:
        raise RuleBroken("ledger.closed")
    _move(account, line, may_owe=may_owe)
    account.postings += 1
    account.booked_at = max(entry.made_at, account.booked_at or entry.made_at)
    effective_on, lapses_on = _days_of(account, line, entry)
    dates = {lapses_on} if line.amount > 0 else set()
    if line.gives_back and account.lapses:
        dates.add(_came_while_out(account))
    account.check_on = min((day for day in (*dates, account.check_on) if day), default=None)
    return Posting(
        account=account, number=account.postings, amount=line.amount, balance=account.balance, booked_at=account.booked_at,
        effective_on=effective_on, is_lot=_is_lot(line), lapses_on=lapses_on,
    )  # fmt: skip


def _came_while_out(account: Account) -> date | None:
    """Today where the time of something that was earned has come while it was out, so that it is looked at again."""
    today = clock.today()
    return today if Posting.objects.filter(account=account, lapses_on__lte=today).exists() else None


def _is_lot(line: Line) -> bool:
    return line.like is not None or (line.amount > 0 and not line.gives_back)


def _days_of(account: Account, line: Line, entry: Entry) -> tuple[date, date | None]:
    """For which day a line counts, and when it lapses."""
    if line.like is not None:
        return line.like.effective_on, line.like.lapses_on
    day = entry.effective_at.astimezone(clock.ZONE).date()
    if not (_is_lot(line) and account.lapses):
        return day, None
    rule = unit_rule(account)
    return day, rules.lapses_on(rule.expiry if rule else None, day)


def _move(account: Account, line: Line, *, may_owe: bool) -> None:
    unit, before = account.measure, account.balance
    account.balance += line.amount
    short = max(0, account.minimum - account.balance) if account.minimum is not None else 0
    if line.amount < 0 and short and not may_owe:
        left = unit.shown(max(0, before - (account.minimum or 0)))
        raise RuleBroken("ledger.too_little", available=left, asked=unit.shown(-line.amount), unit=gettext(unit.label))
    if line.amount > 0 and account.maximum is not None and account.balance > account.maximum:
        raise RuleBroken("ledger.too_much", maximum=unit.shown(account.maximum), unit=gettext(unit.label))
    if abs(account.balance) > registry.LARGEST_BALANCE:
        raise RuleBroken("ledger.bad_amount")
    account.owed = short
