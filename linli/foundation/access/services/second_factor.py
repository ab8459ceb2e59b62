"""The second factor: codes of an authenticator app, and ten recovery codes for the day on which it is lost."""

from __future__ import annotations

import secrets
import unicodedata
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.http import HttpRequest

from linli.foundation.access import events, rules, selectors
from linli.foundation.access.models import Account, RecoveryCode, SecondFactor
from linli.foundation.access.services import tries
from linli.foundation.access.services.sessions import client_address, log, sign_out_others
from linli.foundation.audit import services as audit
from linli.kernel import clock, crypto, totp
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import keep_in_scope

PURPOSE = "access.second_factor"

#: In a session: the secret that is being set up, sealed, until a code shows that the app has it.
_PENDING = "second_factor"


def pending_secret(request: HttpRequest) -> str:
    """The secret that this session is setting up; made at the first call. No row is written before a code confirms it."""
    kept = request.session.get(_PENDING, "")
    secret = crypto.try_unseal(bytes.fromhex(kept), purpose=PURPOSE) if kept else ""
    if not secret:
        secret = totp.new_secret()
        request.session[_PENDING] = crypto.seal(secret, purpose=PURPOSE).hex()
    return secret


@transaction.atomic
def turn_on(actor: Actor, request: HttpRequest, *, account: Account, code: str) -> list[str]:
    """Set the app up for good, once its code fits; other devices are signed out. Returns the recovery codes, shown once.

    Raises RuleBroken access.wrong_code, access.second_factor_on.
    """
    row = _locked(account)
    if row.has_second_factor:
        raise RuleBroken("access.second_factor_on")
    secret = pending_secret(request)
    step = totp.matching_step(secret, plain(code), clock.now())
    if step is None:
        raise RuleBroken("access.wrong_code")
    sealed = crypto.seal(secret, purpose=PURPOSE)
    SecondFactor.objects.create(account=row, secret=sealed, last_step=step, since=clock.now())
    Account.unscoped.filter(pk=row.pk).update(has_second_factor=True)
    del request.session[_PENDING]
    sign_out_others(row.pk, request.session.session_key)
    audit.record(actor, events.SecondFactorOn(), subject=row, county_id=row.county_id)
    return _new_codes(row)


@transaction.atomic
def renew_codes(actor: Actor, *, account: Account) -> list[str]:
    """Ten new recovery codes; the old ones are worth nothing. Raises RuleBroken access.second_factor_off."""
    row = _locked(account)
    if not row.has_second_factor:
        raise RuleBroken("access.second_factor_off")
    audit.record(actor, events.RecoveryCodesRenewed(), subject=row, county_id=row.county_id)
    return _new_codes(row)


@transaction.atomic
def turn_off(actor: Actor, *, account: Account) -> None:
    """Without a second factor again. Raises RuleBroken access.second_factor_off, access.second_factor_demanded."""
    row = _locked(account)
    if not row.has_second_factor:
        raise RuleBroken("access.second_factor_off")
    if selectors.second_factor_demanded(actor):
        raise RuleBroken("access.second_factor_demanded")
    _forget(row)
    audit.record(actor, events.SecondFactorOff(), subject=row, county_id=row.county_id)


@transaction.atomic
def reset_second_factor(actor: Actor, *, account: Account, reason: str) -> None:
    """An administrator takes the second factor of somebody who has lost it away; all their devices are signed out.

    Raises RuleBroken access.not_yourself, access.second_factor_off; OutOfScope.
    """
    if actor.account_id == account.pk:
        raise RuleBroken("access.not_yourself")
    keep_in_scope(actor, account, "access.manage")
    row = _locked(account)
    if not row.has_second_factor:
        raise RuleBroken("access.second_factor_off")
    _forget(row)
    sign_out_others(row.pk, None)
    tries.forgive(row.username, what=tries.CODE)
    audit.record(actor, events.SecondFactorReset(reason.strip()), subject=row, county_id=row.county_id)


def check_code(request: HttpRequest, account: Account, code: str) -> None:
    """A code of the app (each once) or a recovery code (each once). Tries are counted apart from those of the password:
    whoever knows the password can't wipe them out.

    Raises RuleBroken access.wrong_code, access.too_many_tries.
    """
    address = client_address(request)
    try:
        tries.count_try(tries.subjects_of(account.username, address, what=tries.CODE))
    except RuleBroken:
        log(request, account, "locked")
        raise
    if not _take(account, plain(code)):
        log(request, account, "code")
        raise RuleBroken("access.wrong_code")
    tries.forgive(account.username, address, what=tries.CODE)


def plain(code: str) -> str:
    """What was typed, as it is compared: NFKC, lower case, without blanks and hyphens."""
    return "".join(one for one in unicodedata.normalize("NFKC", code).lower() if one.isalnum())[:40]


def _take(account: Account, said: str) -> bool:
    """Use up a code. Of two equal codes sent at once only one finds its row still unused."""
    if said.isascii() and said.isdigit():
        return _take_step(account, said)
    return _take_recovery(account, said)


def _take_step(account: Account, said: str) -> bool:
    factor = SecondFactor.objects.filter(account=account).first()
    if factor is None:
        return False
    secret = crypto.unseal(bytes(factor.secret), purpose=PURPOSE)
    step = totp.matching_step(secret, said, clock.now())
    later = SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step) if step is not None else None
    return later is not None and later.update(last_step=step) == 1


def _take_recovery(account: Account, said: str) -> bool:
    """The first digit says which of the ten it is, so that one slow hash is made and not ten."""
    if not said[:1].isascii() or not said[:1].isdigit():
        return False
    unused = RecoveryCode.objects.filter(account=account, used_at=None)
    row = unused.filter(slot=int(said[0])).first()
    if row is None or not check_password(said, row.digest):
        return False
    return unused.filter(pk=row.pk).update(used_at=clock.now()) == 1


def _new_codes(account: Account) -> list[str]:
    RecoveryCode.objects.filter(account=account).delete()
    codes = [rules.recovery_code(slot, secrets.choice) for slot in range(rules.RECOVERY_CODES)]
    rows = [RecoveryCode(account=account, slot=n, digest=make_password(plain(code))) for n, code in enumerate(codes)]
    RecoveryCode.objects.bulk_create(rows)
    return codes


def _forget(account: Account) -> None:
    SecondFactor.objects.filter(account=account).delete()
    RecoveryCode.objects.filter(account=account).delete()
    Account.unscoped.filter(pk=account.pk).update(has_second_factor=False)


def _locked(account: Any) -> Account:
    found: Account = Account.unscoped.select_for_update(of=("self",)).get(pk=account.pk)
    return found
