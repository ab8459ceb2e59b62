"""What a resident's browser holds while they register or are signed in: numbers of rows, in the server's own session.

No account stands behind it, and nothing of a staff session is read or touched.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse

from linli.domains.cases.web import browser
from linli.domains.selfservice import selectors
from linli.foundation.territory import selectors as territory
from linli.kernel.web import see_other

_CODE, _ME, _DONE = "selfservice.code", "selfservice.me", "selfservice.done"

View = Callable[..., HttpResponse]


def keep_code(request: HttpRequest, code: Any) -> None:
    """This browser waits for the code."""
    request.session[_CODE] = code.pk


def code_of(request: HttpRequest) -> Any:
    """The code that this browser waits for; None when it waits for none."""
    pk = request.session.get(_CODE)
    return selectors.code_for(pk) if pk else None


def keep_done(request: HttpRequest, area: Any) -> None:
    """Registered: the next page says so."""
    request.session[_DONE] = area.pk


def done_at(request: HttpRequest) -> Any:
    """The door at which this browser registered; None when it didn't."""
    pk = request.session.get(_DONE)
    return territory.area_by_id(pk) if pk else None


def sign_in(request: HttpRequest, session: Any) -> None:
    """From now on this browser is the resident's. The session's key changes, unless staff are signed in with it."""
    if SESSION_KEY not in request.session:
        request.session.cycle_key()
    request.session.pop(_CODE, None)
    request.session[_ME] = session.pk


def forget(request: HttpRequest) -> None:
    """Signed out."""
    for name in (_CODE, _ME, _DONE):
        request.session.pop(name, None)


def session_of(request: HttpRequest) -> Any:
    """The resident's session; None for who isn't signed in, or not any more."""
    pk = request.session.get(_ME)
    return selectors.session_for(pk) if pk else None


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in of the county that this browser knows, else to the choice of one."""
    slug = browser.county_slug(request)
    known = slug in {county.slug for county in territory.counties()}
    return see_other("selfservice:sign-in", slug) if known else see_other("web:home")


def own_page(view: View) -> View:
    """A page of somebody who is signed in and known: the view gets their session. Nobody else's number can be named."""

    @wraps(view)
    def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        session = session_of(request)
        if session is None:
            return to_sign_in(request)
        if session.person is None:
            return see_other("selfservice:who")
        return private(view(request, session, *args, **kwargs))

    return inside


def private(response: HttpResponse) -> HttpResponse:
    """Kept by no cache on the way."""
    response.headers["Cache-Control"] = "private, no-store"
    return response
