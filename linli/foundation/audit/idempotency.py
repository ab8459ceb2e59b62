"""Creating POSTs happen once: a double tap, a back button or a resent draft gets the first result again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import wraps
from typing import Any

from django.contrib.sessions.backends.base import UpdateError
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase

from linli.foundation.audit.models import SentForm
from linli.kernel import clock
from linli.kernel.errors import RuleBroken
from linli.kernel.statements import change
from linli.kernel.web import see_other_url

View = Callable[..., HttpResponseBase]

FIELD = "idempotency_key"
HEADER = "Idempotency-Key"

_CLAIM = f"""INSERT INTO {SentForm._meta.db_table} (key, location, created_at) VALUES ($1, '', $2)
    ON CONFLICT DO NOTHING"""  # noqa: S608  (our own table's name)
_RESULT = f"UPDATE {SentForm._meta.db_table} SET location = $1 WHERE key = $2"  # noqa: S608  (as above)


def creates(view: View) -> View:
    """Mark and guard a view whose POST creates something.

    The whole view runs in one transaction with the key's row: the second of two equal POSTs waits for the first and is
    then sent where the first was sent. Only a redirect (303) counts as a result; a form with errors may be sent again.
    """

    @wraps(view)
    def once(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        sent = _sent(request)
        if not sent:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            key = _key(request, sent)
            first = _claim(key)
            if first is not None:
                return see_other_url(first)
            response = view(request, *args, **kwargs)
            _keep(request, key, response)
        return response

    once.creates = True  # type: ignore[attr-defined]  # read by check linli.E006
    return once


def once(keys: Sequence[str], make: Callable[[], str]) -> tuple[str, bool]:
    """For doors without pages: run `make` and keep what it gives (a reference, no secret) under all of `keys`, in one
    transaction; or give again what an earlier run under one of them gave. Also says whether it was made now.

    Equal requests at once wait for the first. Whoever shares keys names them in one order. Kept for a week.
    """
    with transaction.atomic():
        for key in keys:
            first = _claim(key)
            if first is not None:
                transaction.set_rollback(True)  # keys that were claimed on the way are free again
                return first, False
        made = make()
        for key in keys:
            change(_RESULT, [made, key])
    return made, True


@contextmanager
def first_time(request: HttpRequest) -> Iterator[None]:
    """One transaction for a POST whose answer can't be given again (a secret that is shown once). RuleBroken audit.sent_before
    where the same form came before; one without a key, or that is refused, may be sent again.
    """
    sent = _sent(request)
    with transaction.atomic():
        if sent and _claim(key := _key(request, sent)) is not None:
            raise RuleBroken("audit.sent_before")
        yield
        if sent:
            change(_RESULT, [request.path, key])


def key_of(*parts: object) -> str:
    """A key for `once` out of who asks and what for."""
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()


def _sent(request: HttpRequest) -> str:
    """The key that a form or a program sent; "" for none, and for what is no POST."""
    return request.POST.get(FIELD, "") or request.headers.get(HEADER, "") if request.method == "POST" else ""


def _claim(key: str) -> str | None:
    """Take the key; or the place to which its first use led."""
    if change(_CLAIM, [key, clock.now()]):  # one statement for the usual case: the key is new
        return None
    row = SentForm.objects.select_for_update().get(key=key)
    if not row.location:
        raise RuleBroken("audit.still_working")
    return row.location


def _keep(request: HttpRequest, key: str, response: HttpResponseBase) -> None:
    """Remember where the first use led. What it wrote into a session is kept with it or not at all, in one commit."""
    if response.status_code != 303:
        transaction.set_rollback(True)
        return
    change(_RESULT, [response.headers["Location"], key])
    session = getattr(request, "session", None)
    if session is not None and session.modified and not session.is_empty():
        with suppress(UpdateError):  # signed out meanwhile: the session's own middleware says so
            session.save()


def _key(request: HttpRequest, sent: str) -> str:
    account = request.actor.account_id or 0  # type: ignore[attr-defined]  # set by access' middleware
    return key_of(account, request.path, sent[:200])
