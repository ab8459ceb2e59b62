"""Accounts and entries for tests, by the services; with kinds that a domain would declare."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from linli.engines.ledger import registry, services
from linli.engines.ledger.models import Account, Entry
from linli.kernel.actor import Actor

SYSTEM = Actor.system()
#: Noon in China on a Wednesday.
NOON = datetime(2026, 6, 10, 4, tzinfo=UTC)
POINTS, HOURS, CNY = "volunteer_points", "hours", "cny"

_numbers = itertools.count(1)


def called(actor: Actor, owners: Collection[int]) -> Mapping[int, str]:
    """Names as a domain tells them."""
    return {owner: f"志愿者{owner}号" for owner in owners if owner < 900}


WALLET = registry.AccountKind("ledger_tests.wallet", "Wallet", lapses=True, names=called)
POOL = registry.AccountKind("ledger_tests.pool", "Pool", maximum=10**12)
SHIFT = registry.EntryKind("ledger_tests.shift", "Shift")
REWARD = registry.EntryKind("ledger_tests.reward", "Reward")


def declared() -> None:
    """Declare the kinds of these tests; harmless when they are."""
    for account in (WALLET, POOL):
        registry.register_account(account)
    for entry in (SHIFT, REWARD):
        registry.register_entry(entry)


declared()


def key() -> str:
    """A key that nobody had before."""
    return f"test:{next(_numbers)}"


def wallet(cast: Any, owner: int = 1, unit: str = POINTS, area: Any = None) -> Account:
    """Somebody's account in Wang's community."""
    with transaction.atomic():
        return services.open_account(area=area or cast.community, kind=WALLET.code, owner_id=owner, unit=unit)


def pool(cast: Any, owner: int = 1, unit: str = POINTS, area: Any = None) -> Account:
    """A pool of the county."""
    with transaction.atomic():
        return services.open_account(area=area or cast.county, kind=POOL.code, owner_id=owner, unit=unit)


def source(cast: Any, unit: str = POINTS) -> Account:
    """Where the county's points come from."""
    with transaction.atomic():
        return services.county_account(cast.county, unit, registry.SOURCE)


def moved(taken: Account, given: Account, amount: int, **more: Any) -> Entry:
    """An amount from one account to another."""
    with transaction.atomic():
        return services.post(
            SYSTEM, **{"kind": REWARD.code, "key": key(), "lines": [(taken, -amount), (given, amount)], **more}
        )


def given(cast: Any, account: Account, amount: int, **more: Any) -> Entry:
    """An amount out of the county's source."""
    return moved(source(cast, account.unit), account, amount, **{"kind": SHIFT.code, **more})


def has(account: Account) -> int:
    """What it has now."""
    return Account.unscoped.get(pk=account.pk).balance
