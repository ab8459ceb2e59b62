"""Signing in. Every refusal of the first step reads the same and takes as long, whether or not the account exists."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from linli.foundation.access import rules
from linli.foundation.access.models import Account
from linli.foundation.access.services import tries
from linli.foundation.access.services.second_factor import check_code
from linli.foundation.access.services.sessions import client_address, log, start
from linli.kernel import clock
from linli.kernel.errors import RuleBroken

#: In the session of somebody whose password was right and whose code is awaited: account, its password's mark, until when.
_AWAITED = "code_awaited"


def sign_in(request: HttpRequest, *, username: str, password: str) -> Account:
    """Open a session for whoever knows name and password; where the account has a second factor, await its code first.

    Raises RuleBroken access.wrong_credentials (also for a locked-out account) and access.too_many_tries.
    """
    address = client_address(request)
    account = Account.unscoped.filter(username=tries.normal_name(username)).select_related("card").first()
    try:
        tries.count_try(tries.subjects_of(username, address))
    except RuleBroken:
        log(request, account, "locked")
        raise
    if not _fits(account, password) or account is None or not account.is_active:
        log(request, account, "inactive" if account and not account.is_active else "wrong")
        raise RuleBroken("access.wrong_credentials")
    tries.forgive(username, address)
    if account.has_second_factor:
        _await(request, account)
    else:
        start(request, account, "ok")
    return account


def awaited(request: HttpRequest) -> Account | None:
    """Whose code this session awaits; None without a right password, after some minutes, or when the account has changed."""
    state: dict[str, Any] = request.session.get(_AWAITED) or {}
    if not state or clock.now() >= datetime.fromisoformat(state["until"]):
        return None
    account = Account.unscoped.filter(pk=state["account"], is_active=True, has_second_factor=True).first()
    same = account is not None and constant_time_compare(state["mark"], account.get_session_auth_hash())
    return account if same else None


def enter_code(request: HttpRequest, *, code: str) -> Account:
    """The second step. Raises RuleBroken access.code_too_late, access.wrong_code, access.too_many_tries."""
    account = awaited(request)
    if account is None:
        raise RuleBroken("access.code_too_late")
    check_code(request, account, code)
    del request.session[_AWAITED]
    start(request, account, "ok")
    return account


def _await(request: HttpRequest, account: Account) -> None:
    """Under a new key: one that was planted before the password was typed must not come to share in it."""
    until = clock.now() + rules.CODE_AWAITED
    request.session.cycle_key()
    request.session[_AWAITED] = {
        "account": account.pk,
        "mark": account.get_session_auth_hash(),
        "until": until.isoformat(),
    }


def _fits(account: Account | None, password: str) -> bool:
    """Check a password; for an unknown name the same work is done for nothing, so that time tells nothing."""
    if len(password) > rules.PASSWORD_MOST:
        return False
    if account is None:
        make_password(password)
        return False
    return account.check_password(password)
