"""Step-up: what reaches far is done only in a session that proved itself in the last few minutes (setting LINLI_PROOF_MINUTES).

The mark goes under the permission and above everything else:

    @requires("residents.reveal")
    @stepped_up(form="residents:person")   # a POST-only view: `form` names the page, of the same arguments, that holds its form
    @require_POST
    def reveal(request, pk): ...

    @requires("access.grant")
    @stepped_up                            # a view that shows its form itself, or a file that is fetched by GET
    @takes_form
    def grant(request, pk): ...

Templates ask `is_proved(request)` (by their view) to show the way to the proof instead of a form that would come back. What a proof
is, and the page that asks for it, is access' business: its middleware sets `request.is_proved`, as it sets `request.actor`, so that
floors below it can ask for one too.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from linli.kernel.policy import View
from linli.kernel.web import see_other_url

#: The page that asks for the proof; a name, as the page of the sign-in is one for `policy`.
_AGAIN = "access:again"


def is_proved(request: HttpRequest) -> bool:
    """Whether the session proved itself a moment ago; never where no middleware has said so."""
    said: Callable[[], bool] | None = getattr(request, "is_proved", None)
    return said is not None and said()


def stepped_up(view: View | None = None, *, form: str = "") -> Any:
    """Ask for a fresh proof before a view answers: nothing of it runs before, so a form that comes too late changes nothing. Marks a
    view, or, called with `form`, gives the mark.

    `form` is the name of the page that holds the form of a view which takes POST only; its other methods get their 405.
    """
    return _guarded(view, form) if view else lambda bare: _guarded(bare, form)


def _guarded(view: View, form: str) -> View:
    asks = {"POST"} if form else {"GET", "HEAD", "POST"}

    @wraps(view)
    def guard(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in asks or is_proved(request):
            return view(request, *args, **kwargs)
        return to_proof(request, reverse(form, args=args, kwargs=kwargs) if form else "")

    guard.stepped_up = True  # type: ignore[attr-defined]  # read by the tests that go through all routes
    return guard


def proof_url(back: str, *, sent: bool = False) -> str:
    """The page that asks for the proof and leads `back` (a local path); `sent`: something was sent and not done."""
    return f"{reverse(_AGAIN)}?{urlencode({'next': back} | ({'sent': '1'} if sent else {}))}"


def to_proof(request: HttpRequest, form: str = "") -> HttpResponse:
    """Lead to the proof. The way back is the address of the form, never the Referer header, which anybody may write."""
    sent = request.method == "POST"
    target = proof_url(form or request.get_full_path(), sent=sent)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return see_other_url(target)
