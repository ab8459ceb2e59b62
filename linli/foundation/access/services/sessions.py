"""Devices: opening, seeing and ending sessions, and the log of sign-ins."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module
from ipaddress import ip_address
from typing import cast

from django.conf import settings
from django.contrib import auth
from django.db import transaction
from django.http import HttpRequest

from linli.foundation.access import rules
from linli.foundation.access.models import Account, Session, SignIn
from linli.kernel import clock

BACKEND = "django.contrib.auth.backends.ModelBackend"
_SEEN = "seen_at"

#: In a session: when it last proved who sits there, and whether it began by the demo's change of person (`services.proof`).
PROVED, SWITCHED = "proved_at", "switched"


def client_address(request: HttpRequest) -> str | None:
    """The caller's address; behind `LINLI_PROXY_HOPS` proxies of ours, the one that the outermost of them saw.

    What stands further left in the header was written by the caller and is believed by nobody.
    """
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    hops = getattr(settings, "LINLI_PROXY_HOPS", 0)
    found = forwarded[-hops] if hops and len(forwarded) >= hops else request.META.get("REMOTE_ADDR", "")
    try:
        return str(ip_address(found))
    except ValueError:
        return None


def log(request: HttpRequest, account: Account | None, outcome: str) -> None:
    """One line of the sign-in log, with the network of the caller and not the address."""
    SignIn.objects.create(
        account=account,
        at=clock.now(),
        outcome=outcome,
        device=_device(request),
        address=rules.network_of(client_address(request)),
    )


@transaction.atomic
def start(request: HttpRequest, account: Account, outcome: str) -> None:
    """Begin a session under a new key (an old key, planted or not, is worth nothing afterwards)."""
    old = request.session.session_key
    auth.login(request, account, backend=BACKEND)
    Session.objects.filter(key=old).delete()
    now = clock.now()
    Session.objects.create(
        account=account,
        key=request.session.session_key or "",
        device=_device(request),
        created_at=now,
        last_seen_at=now,
    )
    request.session[_SEEN] = request.session[PROVED] = now.isoformat()
    request.session[SWITCHED] = outcome == "switched"
    log(request, account, outcome)


def seen(request: HttpRequest) -> None:
    """Note that a device is in use, at most once in ten minutes."""
    now = clock.now()
    last = request.session.get(_SEEN)
    if last and now - datetime.fromisoformat(last) < rules.SEEN_EVERY:
        return
    request.session[_SEEN] = now.isoformat()
    Session.objects.filter(key=request.session.session_key).update(last_seen_at=now)


@transaction.atomic
def sign_out(request: HttpRequest) -> None:
    """End this session and forget its key."""
    log(request, cast("Account", request.user), "out")
    Session.objects.filter(key=request.session.session_key).delete()
    auth.logout(request)


@transaction.atomic
def end_session(account_id: int, pk: int) -> int:
    """Sign one device of the account out; 0 when it was signed out already."""
    return _end(list(Session.objects.filter(account_id=account_id, pk=pk)))


@transaction.atomic
def sign_out_others(account_id: int, keep_key: str | None) -> int:
    """Sign all devices of the account out but the one with this session key; returns how many."""
    return _end(list(Session.objects.filter(account_id=account_id).exclude(key=keep_key or "")))


def rekey(request: HttpRequest) -> None:
    """Go on under a new key: whoever has the old one is out."""
    old = request.session.session_key
    request.session.cycle_key()
    Session.objects.filter(key=old).update(key=request.session.session_key)


def renew(request: HttpRequest, account: Account) -> None:
    """After a change of password: this device goes on under a new key, all others are out."""
    sign_out_others(account.pk, request.session.session_key)
    old = request.session.session_key
    auth.update_session_auth_hash(request, account)
    Session.objects.filter(key=old).update(key=request.session.session_key)
    request.session[PROVED] = clock.now().isoformat()


def _end(sessions: list[Session]) -> int:
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for session in sessions:
        store(session.key).delete()
        session.delete()
    return len(sessions)


def _device(request: HttpRequest) -> str:
    return rules.device_name(request.headers.get("User-Agent", "")[:400])[:60]
