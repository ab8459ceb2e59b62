"""Signing in. Every refusal reads the same and takes as long, whether or not the account exists."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from linli.foundation.access import rules
from linli.foundation.access.models import Account
from linli.foundation.access.services import tries
from linli.foundation.access.services.sessions import client_address, log, start
from linli.kernel.errors import RuleBroken


def sign_in(request: HttpRequest, *, username: str, password: str) -> Account:
    """Open a session for whoever knows name and password.

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
    start(request, account, "ok")
    return account


def _fits(account: Account | None, password: str) -> bool:
    """Check a password; for an unknown name the same work is done for nothing, so that time tells nothing."""
    if len(password) > rules.PASSWORD_MOST:
        return False
    if account is None:
        make_password(password)
        return False
    return account.check_password(password)
