"""Proving again that it is you (step-up), and how long a proof holds."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from linli.foundation.access.models import Account
from linli.foundation.access.services.passwords import confirm_password
from linli.foundation.access.services.second_factor import check_code
from linli.foundation.access.services.sessions import PROVED, SWITCHED, log, rekey
from linli.kernel import clock


def is_proved(request: HttpRequest) -> bool:
    """Whether this session proved itself in the last LINLI_PROOF_MINUTES (signing in counts). No statement of its own.

    A session that began by the demo's change of person always counts as proved: its persona has no password that the visitor
    knows, and outside of the demo mode there are no such sessions.
    """
    if settings.LINLI_DEMO and request.session.get(SWITCHED):
        return True
    said = request.session.get(PROVED)
    kept = timedelta(minutes=settings.LINLI_PROOF_MINUTES)
    return said is not None and clock.now() - datetime.fromisoformat(said) < kept


def prove(request: HttpRequest, *, account: Account, secret: str) -> None:
    """Type the password again, or a code where a second factor is set up; the session goes on under a new key, so that a
    stolen one doesn't profit.

    Wrong tries count and lock as at the sign-in. Raises RuleBroken access.password_not_confirmed, access.wrong_code,
    access.too_many_tries.
    """
    confirm = check_code if account.has_second_factor else confirm_password
    confirm(request, account, secret)
    with transaction.atomic():
        rekey(request)
        request.session[PROVED] = clock.now().isoformat()
        log(request, account, "again")
