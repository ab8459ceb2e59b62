"""Opening, locking and resetting accounts; whole lists at once for the demo."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F

from linli.foundation.access import events, rules
from linli.foundation.access.models import Account, ExtraGrant
from linli.foundation.access.services import tries
from linli.foundation.access.services.passwords import check_password
from linli.foundation.access.services.sessions import sign_out_others
from linli.foundation.audit import services as audit
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import keep_in_scope

MANAGE = "access.manage"


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account of a list. `roles` are extra rights without end: (role, area)."""

    username: str
    card: Any = None
    is_persona: bool = False
    area: Any = None
    roles: tuple[tuple[str, Any], ...] = ()


def new_password() -> str:
    """A first password of twelve readable characters, to be replaced at the first sign-in."""
    return "-".join("".join(secrets.choice(rules.LETTERS) for _ in range(4)) for _ in range(3))


@transaction.atomic
def open_account(
    actor: Actor,
    *,
    username: str,
    password: str,
    area: Any = None,
    card: Any = None,
    is_persona: bool = False,
    must_change_password: bool = True,
) -> Account:
    """A new account, looked after in `area` (default: where the card is kept). One of the two must be given.

    Raises RuleBroken access.name_taken, access.has_account, access.weak_password; OutOfScope outside the actor's places.
    """
    name = tries.normal_name(username)
    check_password(password, name)
    _check_free(name, card)
    place = area or card.area
    account = Account(
        username=name,
        card=card,
        county_id=place.county_id,
        area=place,
        is_persona=is_persona,
        must_change_password=must_change_password,
        created_at=clock.now(),
    )
    account.set_password(password)
    account.save(force_insert=True)
    keep_in_scope(actor, account, MANAGE)
    audit.record(actor, events.AccountOpened(name), subject=account, county_id=account.county_id)
    return account


@transaction.atomic
def lock_account(actor: Actor, *, account: Account, reason: str) -> None:
    """Nobody signs in with it any more, and whoever is signed in is out."""
    _not_oneself(actor, account)
    keep_in_scope(actor, account, MANAGE)
    _set(account, is_active=False)
    sign_out_others(account.pk, None)
    audit.record(actor, events.AccountLocked(reason.strip()), subject=account, county_id=account.county_id)


@transaction.atomic
def unlock_account(actor: Actor, *, account: Account) -> None:
    """Open again, also when too many wrong tries had locked the name for a while."""
    keep_in_scope(actor, account, MANAGE)
    _set(account, is_active=True)
    for what in (tries.NAME, tries.CODE):
        tries.forgive(account.username, what=what)
    audit.record(actor, events.AccountUnlocked(), subject=account, county_id=account.county_id)


@transaction.atomic
def reset_password(actor: Actor, *, account: Account) -> str:
    """A new first password, shown once to the administrator; all devices are signed out."""
    _not_oneself(actor, account)
    keep_in_scope(actor, account, MANAGE)
    password = new_password()
    _set(account, password=make_password(password), must_change_password=True)
    sign_out_others(account.pk, None)
    tries.forgive(account.username)
    audit.record(actor, events.PasswordReset(), subject=account, county_id=account.county_id)
    return password


@transaction.atomic
def import_accounts(
    actor: Actor, *, county: Any, rows: Sequence[AccountRow], password: str, is_persona: bool = False
) -> list[Account]:
    """Accounts of a whole list with one common password (demo): it is hashed once, since a good hash is slow on purpose."""
    now, hashed = clock.now(), make_password(password)
    accounts = [
        Account(
            username=tries.normal_name(row.username),
            card=row.card,
            county_id=county.pk,
            area_id=_place_of(row, county),
            is_persona=is_persona or row.is_persona,
            must_change_password=False,
            created_at=now,
            password=hashed,
        )
        for row in rows
    ]
    Account.unscoped.bulk_create(accounts, batch_size=2000)
    if accounts:
        keep_in_scope(actor, accounts[0], MANAGE)
    _grant_all(accounts, rows)
    audit.record(actor, events.AccountsImported(len(accounts)), subject=county, county_id=county.pk)
    return accounts


def _grant_all(accounts: list[Account], rows: Sequence[AccountRow]) -> None:
    grants = [
        ExtraGrant(
            account=account, role=role, county_id=account.county_id, area=area, reason="import", given_at=clock.now()
        )
        for account, row in zip(accounts, rows, strict=True)
        for role, area in row.roles
    ]
    ExtraGrant.unscoped.bulk_create(grants)


def _place_of(row: AccountRow, county: Any) -> int:
    if row.area:
        return int(row.area.pk)
    return int(row.card.area_id if row.card else county.pk)


def _check_free(name: str, card: Any) -> None:
    if Account.unscoped.filter(username=name).exists():
        raise RuleBroken("access.name_taken", username=name)
    other = Account.unscoped.filter(card=card).first() if card else None
    if other is not None:
        raise RuleBroken("access.has_account", name=card.name, username=other.username)


def _not_oneself(actor: Actor, account: Account) -> None:
    if actor.account_id == account.pk:
        raise RuleBroken("access.not_yourself")


def _set(account: Account, **values: Any) -> None:
    """Write some columns and drop cached rights."""
    for column, value in values.items():
        setattr(account, column, value)
    Account.unscoped.filter(pk=account.pk).update(**values, rights_version=F("rights_version") + 1)
