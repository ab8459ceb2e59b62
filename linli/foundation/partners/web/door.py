"""The door for other systems: a view behind it is reached with a key only, by no session, and answers programs.

    @keyed("hotline.orders", signed=True)   # outermost; the scope that the key must have
    @require_POST
    def orders(request):                    # request.caller, and request.actor that acts in the scope's role
        said = json_of(request)

No session is looked at behind it, so a form's seal would guard nothing: this is the one place that leaves it out.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, UnreadablePostError
from django.utils.translation import gettext as _

from linli.foundation.partners import rules, services
from linli.foundation.partners.errors import NotJson, Refused, TooLarge, TooOften
from linli.foundation.partners.services import Caller
from linli.kernel import brake, clock, policy
from linli.kernel.brake import Pace
from linli.kernel.errors import OutOfScope, RuleBroken
from linli.kernel.policy import View
from linli.kernel.web import problem

#: Most bytes of one request (assumed: an order with its words is a few thousand).
MOST_BYTES = 256 * 1024
#: Most bytes of one signed request with pictures: it is held whole, to tell whether the signature fits (assumed).
MOST_SIGNED = 16 * 1024 * 1024

_BEARER = "bearer "


def keyed(scope: str, *, signed: bool = False, tells: bool = False, most: int = MOST_BYTES) -> Callable[[View], View]:
    """Only with a key for `scope`: signed (HMAC), or else sent as `Authorization: Bearer`; `signed=True` takes signatures only.

    Every refusal, and everything that the view raises, is answered as a problem (RFC 9457). A key sends so many requests in an
    hour (`LINLI_KEY_REQUESTS`, counted in each process) and no more: 429. With `tells` a key that holds and isn't for `scope` is
    told so by a 403. `most`: bytes of one request.
    """
    return lambda view: _guarded(view, lambda request: _let_in(request, scope, signed, tells, most), scope)


def signed_with(secret: Callable[[], str]) -> Callable[[View], View]:
    """Only what is signed with a secret of this installation that is no partner's key (the gateway of text messages); "" lets nobody in.

    No nonces are kept: what is behind it must bear to hear the same twice within five minutes. Refusals as behind `keyed`.
    """
    return lambda view: _guarded(view, lambda request: _check_signed(request, secret()))


def json_of(request: HttpRequest) -> dict[str, Any]:
    """The body as one JSON object. Raises `NotJson` for another charset, broken UTF-8, other shapes, and numbers that are none."""
    _check_type(request)
    try:
        said = json.loads(request.body.decode("utf-8"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise NotJson(_("these bytes aren't UTF-8")) from error
    except (ValueError, RecursionError) as error:
        raise NotJson(_("it can't be read")) from error
    if not isinstance(said, dict):
        raise NotJson(_("it holds something else"))
    return said


def _guarded(view: View, let_in: Callable[[HttpRequest], Pace | None], scope: str = "") -> View:
    @wraps(view)
    def guard(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        pace = None
        try:
            pace = let_in(request)
            if pace is not None and pace.is_over:
                raise TooOften("partners.too_often", most=pace.most, seconds=pace.seconds)
            answer = view(request, *args, **kwargs)
        except Exception as error:
            refusal = answered(error)
            if refusal is None:
                raise
            answer = refusal
            if refusal.status_code == 401:
                refusal.headers["WWW-Authenticate"] = "Bearer"
        return _paced(answer, pace) if pace else answer

    guard.policy = policy.KEYED  # type: ignore[attr-defined]  # read by check linli.E001 and by the permission matrix
    guard.scope = scope  # type: ignore[attr-defined]
    guard.login_required = False  # type: ignore[attr-defined]  # the key is asked for instead
    guard.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie opens this door
    return guard


def _paced(answer: HttpResponseBase, pace: Pace) -> HttpResponseBase:
    """The answer, with how the key stands in its hour (draft-ietf-httpapi-ratelimit-headers)."""
    answer.headers["RateLimit-Policy"] = f'"key";q={pace.most};w={brake.HOUR}'
    answer.headers["RateLimit"] = f'"key";r={pace.left};t={pace.seconds}'
    if pace.is_over:
        answer.headers["Retry-After"] = str(pace.seconds)
    return answer


def answered(error: Exception) -> HttpResponse | None:
    """The problem that says what was raised; None for what is nobody's refusal but a fault of ours."""
    if isinstance(error, RuleBroken):
        return problem(error.status, error.code, error.message, **getattr(error, "more", {}))
    if isinstance(error, PermissionDenied):
        return problem(403, "forbidden", _("This key may not do that."))
    if isinstance(error, Http404 | OutOfScope):
        return problem(404, "not_found", _("There is nothing here for this key."))
    if isinstance(error, OperationalError | InterfaceError):
        return problem(503, "unavailable", _("Not at the moment. Please send it again in a minute."))
    return None


def _let_in(request: HttpRequest, scope: str, signed: bool, tells: bool, most: int) -> Pace:
    """Who calls, put down for the view and the log; how their key stands in its hour."""
    caller = _caller(request, scope, signed, tells, most)
    request.caller, request.actor = caller, caller.actor  # type: ignore[attr-defined]
    return brake.pace(f"key:{caller.key.pk}", settings.LINLI_KEY_REQUESTS)


def _check_signed(request: HttpRequest, secret: str) -> None:
    body, said = _body(request, MOST_BYTES), request.headers
    names = (services.KEY, services.TIME, services.NONCE, services.SIGNATURE)
    signed = rules.Signed(*(said.get(name, "") for name in names))
    if not (secret and signed.is_whole) or rules.seconds_off(signed.at, clock.now()):
        raise Refused
    if not rules.fits(signed, secret, body):
        raise Refused


def _caller(request: HttpRequest, scope: str, signed: bool, tells: bool, most: int) -> Caller:
    said = request.headers.get("Authorization", "")
    if signed or not said.lower().startswith(_BEARER):
        body = _body(request, min(most, MOST_SIGNED))
        return services.verify_signature(request.headers, body, clock.now(), scope, tells=tells)
    if _length(request, most) <= MOST_BYTES:  # pictures are read once it is known who sends them
        _body(request, MOST_BYTES)
    caller = services.by_bearer(said[len(_BEARER) :].strip(), scope, tells=tells)
    if caller is None:
        raise Refused
    return caller


def _body(request: HttpRequest, most: int) -> bytes:
    """The bytes, as far as they may be read; nobody sends more, whoever it is."""
    length = _length(request, most)
    try:
        if length > MOST_BYTES:  # Django's own limit is meant for forms, and is below a picture
            request._body = request.read(length)  # type: ignore[attr-defined]  # what `body` would have kept
        return request.body
    except RequestDataTooBig as error:
        raise TooLarge("partners.too_large", most=MOST_BYTES) from error
    except UnreadablePostError as error:
        raise NotJson(_("it broke off")) from error


def _length(request: HttpRequest, most: int) -> int:
    """How many bytes are sent, as the header says; a server reads no more. Raises `TooLarge`."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > most:
        raise TooLarge("partners.too_large", most=most)
    return int(length)


def _check_type(request: HttpRequest) -> None:
    if request.content_type != "application/json":
        raise NotJson(_("the type must be application/json"), 415)
    if (request.content_params or {}).get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise NotJson(_("the charset must be UTF-8"), 415)


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)
