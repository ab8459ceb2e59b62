"""Whatever is done in whatever order: the ledger and a plain model agree after each step, and the database with both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from linli.engines.ledger import selectors, services
from linli.engines.ledger.models import Account, Entry, Posting
from linli.engines.ledger.tests.making import REWARD, SHIFT, SYSTEM, key, pool, source, wallet
from linli.kernel.errors import RuleBroken

AMOUNTS = st.integers(1, 40)
WHO = st.sampled_from(["a", "b", "fund"])


@dataclass
class Held:
    """A hold in the model."""

    entry: Entry
    who: str
    amount: int
    settled: bool = False


@dataclass
class Booked:
    """An entry in the model: what each got (the holder of a hold for what was paid from it)."""

    entry: Entry
    gained: dict[str, int]
    reversed: bool = False


class Machine(RuleBasedStateMachine):
    cast: Any = None
    entries = Bundle("entries")
    holds = Bundle("holds")

    @initialize()
    def open(self) -> None:
        """Everything happens in a transaction that is rolled back in the end."""
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.accounts = {"a": wallet(self.cast, 1), "b": wallet(self.cast, 2), "fund": pool(self.cast)}
        self.accounts["source"] = source(self.cast)
        self.has = dict.fromkeys(self.accounts, 0)
        self.on_hold = dict.fromkeys(self.accounts, 0)
        self.count = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.outer.__exit__(None, None, None)

    def attempt(self, fits: bool, act: Any, **given: Any) -> Entry | None:
        """Do it; it must be taken where the model says that it fits, and refused where not."""
        try:
            with transaction.atomic():
                made: Entry = act(SYSTEM, **given)
        except RuleBroken:
            assert not fits
            return None
        assert fits
        self.count += 1
        return made

    def enough(self, who: str, change: int) -> bool:
        return who == "source" or change >= 0 or self.has[who] + change >= 0

    def gain(self, gained: dict[str, int]) -> None:
        for who, amount in gained.items():
            self.has[who] += amount

    @rule(target=entries, who=WHO, amount=AMOUNTS)
    def give(self, who: str, amount: int) -> Booked:
        lines = [(self.accounts["source"], -amount), (self.accounts[who], amount)]
        made = self.attempt(True, services.post, kind=SHIFT.code, key=key(), lines=lines)
        self.gain(gained := {"source": -amount, who: amount})
        return Booked(made, gained)

    @rule(target=entries, who=st.sampled_from(["a", "b"]), amount=AMOUNTS)
    def spend(self, who: str, amount: int) -> Booked | None:
        gained = {who: -amount, "fund": amount}
        lines = [(self.accounts[name], change) for name, change in gained.items()]
        made = self.attempt(self.enough(who, -amount), services.post, kind=REWARD.code, key=key(), lines=lines)
        if made:
            self.gain(gained)
        return Booked(made, gained) if made else None

    @rule(target=holds, who=WHO, amount=AMOUNTS)
    def hold(self, who: str, amount: int) -> Held | None:
        account = self.accounts[who]
        made = self.attempt(self.enough(who, -amount), services.hold, account=account, amount=amount, key=key())
        if made is None:
            return None
        self.has[who] -= amount
        self.on_hold[who] += amount
        return Held(made, who, amount)

    @rule(held=holds)
    def release(self, held: Held | None) -> None:
        if held and self.attempt(not held.settled, services.release, hold=held.entry, key=key()):
            held.settled = True
            self.on_hold[held.who] -= held.amount
            self.has[held.who] += held.amount

    @rule(target=entries, held=holds, part=st.integers(1, 50))
    def capture(self, held: Held | None, part: int) -> Booked | None:
        if held is None or held.who == "fund":
            return None
        fits = not held.settled and part <= held.amount
        to = self.accounts["fund"]
        made = self.attempt(fits, services.capture, hold=held.entry, to=to, amount=part, key=key())
        if made is None:
            return None
        held.settled = True
        self.on_hold[held.who] -= held.amount
        self.gain({held.who: held.amount - part, "fund": part})
        return Booked(made, {held.who: -part, "fund": part})

    @rule(booked=entries)
    def reverse(self, booked: Booked | None) -> None:
        if booked is None:
            return
        back = {who: -amount for who, amount in booked.gained.items()}
        fits = not booked.reversed and all(self.enough(who, change) for who, change in back.items())
        if self.attempt(fits, services.reverse_entry, entry=booked.entry, reason="x"):
            booked.reversed = True
            self.gain(back)

    @rule(booked=entries)
    def send_again(self, booked: Booked | None) -> None:
        """The same key with the same words changes nothing; with other words it is refused."""
        if booked is None or booked.entry.kind != REWARD.code:
            return
        lines = [(self.accounts[who], amount) for who, amount in booked.gained.items()]
        again = services.post(SYSTEM, kind=REWARD.code, key=booked.entry.key, lines=lines)
        assert again.pk == booked.entry.pk
        self.attempt(False, services.post, kind=REWARD.code, key=booked.entry.key, lines=lines, reason="other")

    @invariant()
    def agree(self) -> None:
        if not hasattr(self, "accounts"):
            return
        found = {name: Account.unscoped.select_related("held").get(pk=one.pk) for name, one in self.accounts.items()}
        assert {name: one.balance for name, one in found.items()} == self.has
        assert {name: selectors.on_hold(one) for name, one in found.items()} == self.on_hold
        assert sum(self.has.values()) + sum(self.on_hold.values()) == 0
        assert Entry.unscoped.count() == self.count
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        assert services.verify_county(self.cast.county.pk).sound
        assert all(total == 0 for total in selectors.totals(self.cast.county.pk).values())
        assert Posting.objects.filter(balance__lt=0).exclude(account=self.accounts["source"]).count() == 0


def test_the_ledger_and_a_plain_model_agree(cast: Any) -> None:
    machine = type("Here", (Machine,), {"cast": cast})
    machine.TestCase = Machine.TestCase
    run_state_machine_as_test(machine, settings=settings(max_examples=12, stateful_step_count=20))
