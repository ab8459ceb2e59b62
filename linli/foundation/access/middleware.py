"""`request.actor`: who acts, lazily and in one statement (the session with its account); `request.is_proved`: whether a moment ago."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.functional import SimpleLazyObject

from linli.foundation.access import selectors, services
from linli.kernel import clock
from linli.kernel.actor import Actor

Handler = Callable[[HttpRequest], HttpResponse]

#: Where rights and name lie in the session, with the version and the day for which they were read.
CACHED = "rights"

#: What may be done before a first password is replaced, and before a second factor that a role demands is set up.
_FIRST = frozenset({"access:password", "access:sign-out"})
_SECOND = _FIRST | {"access:again", "access:second-factor"}


class AccountMiddleware(AuthenticationMiddleware):
    """Django's own, but that the account comes with the session in one statement (`services.store`)."""

    def process_request(self, request: HttpRequest) -> None:
        """Set `request.user`, lazily."""
        request.user = SimpleLazyObject(lambda: _user(request))  # type: ignore[assignment]


def _user(request: HttpRequest) -> Any:
    """Whatever doesn't fit together (no device, another password, an account closed) is left to Django to judge."""
    if not hasattr(request, "_cached_user"):
        request._cached_user = request.session.signed_in() or auth.get_user(request)  # type: ignore[attr-defined]
    return request._cached_user  # type: ignore[attr-defined]


class ActorMiddleware:
    """Set `request.actor` and `request.is_proved` (see `kernel.stepup`); send people with a first password to the page where they choose their own, and people whose role
    demands a second factor to the page where they set it up."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        request.is_proved = partial(services.is_proved, request)  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Only for signed-in people. With the database away the view itself meets the error, which is mapped there."""
        try:
            if SESSION_KEY not in request.session:
                return None
            request.user = _user(
                request
            )  # themselves: nearly every view asks for both, through the lazy ones at each word
            request.actor = _actor(request)  # type: ignore[attr-defined]
            return _first_things(request)
        except (OperationalError, InterfaceError):
            return None


def _first_things(request: HttpRequest) -> HttpResponse | None:
    match = request.resolver_match
    name = match.view_name if match else ""
    if getattr(request.user, "must_change_password", False):
        return None if name in _FIRST else _led_to(request, "access:password")
    return _led_to(request, "access:second-factor") if name not in _SECOND and _lacks_factor(request) else None


def _lacks_factor(request: HttpRequest) -> bool:
    """Asks nothing of the database unless the setting names roles. Personas of the demo's switch couldn't set one up."""
    if not settings.LINLI_SECOND_FACTOR_ROLES or getattr(request.user, "has_second_factor", True):
        return False
    is_persona = settings.LINLI_DEMO and request.session.get(services.SWITCHED)
    return not is_persona and selectors.second_factor_demanded(request.actor)  # type: ignore[attr-defined]


def _led_to(request: HttpRequest, page: str) -> HttpResponse:
    target = resolve_url(page)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return HttpResponseRedirect(target)


def _actor(request: HttpRequest) -> Actor:
    account: Any = request.user if SESSION_KEY in request.session else None
    if account is None or not account.is_authenticated:
        return Actor.public()
    cached = request.session.get(CACHED)
    fresh_for = [account.pk, account.rights_version, clock.today().isoformat()]
    if not cached or cached["for"] != fresh_for:
        cached = {"for": fresh_for, "label": selectors.label_of(account), "rights": selectors.rights_of(account)}
        request.session[CACHED] = cached
    services.seen(request)
    return selectors.actor_from(account, cached["rights"], cached["label"])
