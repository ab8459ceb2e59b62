"""Registering without an account: the door's form, the code, and the word that it is done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.domains.cases.web import browser
from linli.domains.selfservice import selectors, services
from linli.domains.selfservice.states import CodeFor
from linli.domains.selfservice.web import forms, session
from linli.foundation.access.services.sessions import client_address
from linli.foundation.audit.idempotency import creates
from linli.kernel.errors import RuleBroken
from linli.kernel.policy import public, takes_form
from linli.kernel.web import page, see_other


@public
@creates
@takes_form
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Who lives behind this door. The answer is the same whether somebody is registered or not."""
    door = selectors.door_for(code)
    form = forms.JoinForm(_sent(request), door=door)
    if request.method == "POST" and form.is_valid():
        with forms.refusals_into(form):
            waiting = services.begin(door.area, form.said(), agreed=form.agreed(), address=client_address(request))
            session.keep_code(request, waiting)
            response = see_other("selfservice:code")
            browser.keep_county(response, door.county.slug)
            return response
    context = {"form": form, "door": door, "place": door.county.label}
    return page(request, "selfservice/join.html", context, status=_status(form))


@public
@takes_form
def code(request: HttpRequest) -> HttpResponse:
    """The six figures. Each wrong guess counts, so it isn't undone by a key that says "sent before"; a right one counts once."""
    waiting = session.code_of(request)
    if waiting is None:
        return see_other("web:home")
    if waiting.used_at is not None:
        return _after(waiting)
    form = forms.CodeForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        with forms.refusals_into(form):
            return _proven(request, waiting, form.cleaned_data["digits"])
        if selectors.code_for(waiting.pk).used_at is not None:  # the same form, sent twice
            return _after(waiting)
    context = {
        "form": form,
        "waiting": waiting,
        "phone": selectors.masked_phone(waiting),
        "place": waiting.county.label,
    }
    return session.private(page(request, "selfservice/code.html", context, status=_status(form)))


@public
@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Another code; the old one holds no more."""
    waiting = session.code_of(request)
    if waiting is None:
        return see_other("web:home")
    try:
        session.keep_code(request, services.send_again(waiting, address=client_address(request)))
    except RuleBroken as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("A new code is on its way."))
    return see_other("selfservice:code")


@public
@require_safe
def joined(request: HttpRequest) -> HttpResponse:
    """It is done, and what happens next. Shown to the browser that registered, and to no other."""
    area = session.done_at(request)
    if area is None:
        return see_other("web:home")
    rules = selectors.rules_of(area)
    context = {"area": area, "county": area.county, "keep_days": rules.unverified.days, "place": area.county.label}
    return session.private(page(request, "selfservice/joined.html", context))


#: What a right code is good for but signing in, and the page after it.
_KEEP: dict[str, Any] = {CodeFor.JOIN: services.register_self, CodeFor.COURIER: services.register_courier}
_DONE: dict[str, str] = {
    CodeFor.JOIN: "selfservice:joined", CodeFor.COURIER: "selfservice:reported", CodeFor.SIGN_IN: "selfservice:me",
}  # fmt: skip


def _proven(request: HttpRequest, waiting: Any, digits: str) -> HttpResponse:
    if waiting.purpose in _KEEP:
        _KEEP[waiting.purpose](waiting, digits)
        session.keep_done(request, waiting.area)
    else:
        session.sign_in(request, services.sign_in(waiting, digits))
    return _after(waiting)


def _after(waiting: Any) -> HttpResponse:
    return see_other(_DONE[waiting.purpose])


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _status(form: Any) -> int:
    return 422 if form.errors else 200
