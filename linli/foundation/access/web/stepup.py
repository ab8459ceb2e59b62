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

Templates ask `is_proved(request)` (by their view) to show the way to the proof instead of a form that would come back.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, overload
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from linli.foundation.access import selectors, services
from linli.foundation.access.services import is_proved
from linli.foundation.access.web.forms import AgainForm, CodeForm
from linli.kernel.forms import refusals_into
from linli.kernel.policy import View, signed_in, takes_form
from linli.kernel.web import page, see_other_url

__all__ = ["again", "is_proved", "local_path", "proof_url", "stepped_up"]


@overload
def stepped_up(view: View) -> View: ...
@overload
def stepped_up(*, form: str) -> Callable[[View], View]: ...
def stepped_up(view: View | None = None, *, form: str = "") -> Any:
    """Ask for a fresh proof before a view answers: nothing of it runs before, so a form that comes too late changes nothing.

    `form` is the name of the page that holds the form of a view which takes POST only; its other methods get their 405.
    """
    return _guarded(view, form) if view else lambda bare: _guarded(bare, form)


def _guarded(view: View, form: str) -> View:
    asks = {"POST"} if form else {"GET", "HEAD", "POST"}

    @wraps(view)
    def guard(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in asks or is_proved(request):
            return view(request, *args, **kwargs)
        return _to_proof(request, reverse(form, args=args, kwargs=kwargs) if form else "")

    guard.stepped_up = True  # type: ignore[attr-defined]  # read by the tests that go through all routes
    return guard


def proof_url(back: str, *, sent: bool = False) -> str:
    """The page that asks for the proof and leads `back` (a local path); `sent`: something was sent and not done."""
    return f"{reverse('access:again')}?{urlencode({'next': back} | ({'sent': '1'} if sent else {}))}"


def _to_proof(request: HttpRequest, form: str) -> HttpResponse:
    """The way back is the address of the form, never the Referer header, which anybody may write."""
    sent = request.method == "POST"
    target = proof_url(form or request.get_full_path(), sent=sent)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return see_other_url(target)


@signed_in
@never_cache
@sensitive_post_parameters()
@takes_form
def again(request: HttpRequest) -> HttpResponse:
    """Prove that it is still you: the password, or the code where a second factor is set up."""
    asked = request.POST if request.method == "POST" else request.GET
    onward = local_path(asked.get("next", "")) or selectors.home_for(request.actor)
    if request.method != "POST" and is_proved(request):
        return see_other_url(onward)
    form = (CodeForm if request.user.has_second_factor else AgainForm)(
        request.POST if request.method == "POST" else None
    )
    if form.is_valid():
        with refusals_into(form):
            services.prove(request, account=request.user, secret=form.cleaned_data["secret"])
            return see_other_url(onward)
    context = {"form": form, "sent": request.GET.get("sent") == "1", "onward": onward}
    return page(request, "access/again.html", context, status=422 if form.errors else 200)


def local_path(wanted: str) -> str:
    """`wanted` where it is a path on this server; "" for every other address, however it is dressed up."""
    is_path = wanted.startswith("/") and wanted.isprintable()
    return wanted if is_path and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else ""
