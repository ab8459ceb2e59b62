"""Counting tries before a password is looked at, so that parallel guesses can't pass the limit together."""

from __future__ import annotations

import math
import unicodedata

from django.db import transaction

from linli.foundation.access import rules
from linli.foundation.access.models import TryCount
from linli.kernel import clock, crypto
from linli.kernel.errors import RuleBroken

#: What tries of a name are counted for: its password, or its code.
NAME, CODE = "name", "code"


def normal_name(username: str) -> str:
    """A username as it is kept: NFKC, without outer blanks, lower case, at most 60 characters."""
    return unicodedata.normalize("NFKC", username).strip().lower()[:60]


def subjects_of(username: str, address: str | None, what: str = NAME) -> dict[str, int]:
    """What one try is counted under (blind), with the tries that each is allowed; codes are counted apart from passwords."""
    counted = {_blind(f"{what}:{normal_name(username)}"): rules.TRIES_PER_ACCOUNT}
    if address:
        counted[_blind(f"address:{address}")] = rules.TRIES_PER_ADDRESS
    return counted


def count_try(subjects: dict[str, int]) -> None:
    """Count one try; committed on its own, whatever comes after. Raises RuleBroken access.too_many_tries when locked."""
    now = clock.now()
    locks = []
    with transaction.atomic():
        for subject, allowed in sorted(subjects.items()):
            row, _ = TryCount.objects.select_for_update().get_or_create(
                subject=subject, defaults={"count": 0, "since": now}
            )
            before = rules.Tries(row.count, row.since, row.locked_until)
            if rules.is_locked(before, now):
                locks.append(row.locked_until)
                continue
            after = rules.another_try(before, now, allowed)
            TryCount.objects.filter(pk=subject).update(
                count=after.count, since=after.since, locked_until=after.locked_until
            )
    if locks:
        left = max(lock for lock in locks if lock) - now
        raise RuleBroken("access.too_many_tries", minutes=math.ceil(left.total_seconds() / 60))


def forgive(username: str, address: str | None = None, what: str = NAME) -> None:
    """After a right password (or code): the name starts from zero; the address is given back this one try."""
    TryCount.objects.filter(pk=_blind(f"{what}:{normal_name(username)}")).delete()
    if address:
        with transaction.atomic():
            row = TryCount.objects.select_for_update().filter(pk=_blind(f"address:{address}")).first()
            if row is not None:
                TryCount.objects.filter(pk=row.pk).update(count=max(row.count - 1, 0), locked_until=None)


def locked_until(username: str) -> object:
    """When the lock of a name ends; None when there is none."""
    row = TryCount.objects.filter(pk=_blind(f"{NAME}:{normal_name(username)}")).first()
    held = row is not None and rules.is_locked(rules.Tries(row.count, row.since, row.locked_until), clock.now())
    return row.locked_until if row is not None and held else None


def _blind(text: str) -> str:
    return crypto.blind_index(text, purpose="sign-in")
