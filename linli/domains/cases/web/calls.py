"""Whistles: those that are out, and the calls of one's own organization."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.domains.cases import selectors, services
from linli.domains.cases.web.forms import console as fields
from linli.foundation.audit.idempotency import creates
from linli.kernel.errors import RuleBroken
from linli.kernel.policy import requires
from linli.kernel.web import page, see_other

METHODS = ["GET", "HEAD", "POST"]
Do = Callable[[dict[str, Any]], object]


@requires("cases.view")
@require_safe
def whistles(request: HttpRequest) -> HttpResponse:
    """My organization's calls first, then all whistles that are out, the late ones on top."""
    actor = _actor(request)
    mine = selectors.calls_for(actor) if actor.org_ids("cases.answer_call") else []
    context = {
        "calls": mine,
        "whistles": selectors.open_whistles(actor),
        "answers": bool(actor.org_ids("cases.answer_call")),
    }
    return page(request, "cases/whistles.html", context)


@requires("cases.answer_call")
@require_http_methods(METHODS)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """My organization takes the call."""
    call = selectors.call_for(_actor(request), pk, to="answer")
    form = fields.NoForm(request.POST or None)
    return _done(request, call, form, _("We are coming"), _("Taken. Please say when you arrive."), lambda data: services.answer_call(
        _actor(request), call=call,
    ))  # fmt: skip


@requires("cases.answer_call")
@require_http_methods(METHODS)
def arrive(request: HttpRequest, pk: int) -> HttpResponse:
    """We are on the spot."""
    call = selectors.call_for(_actor(request), pk, to="answer")
    form = fields.ArriveForm(request.POST or None, initial={"place": call.case.place_words})
    return _done(request, call, form, _("We are on the spot"), _("Arrival noted."), lambda data: services.arrive_at(
        _actor(request), call=call, place=data["place"],
    ))  # fmt: skip


@requires("cases.answer_call")
@require_http_methods(METHODS)
@creates
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """What we did."""
    call = selectors.call_for(_actor(request), pk, to="answer")
    form = fields.CallReportForm(request.POST or None, request.FILES or None)

    def do(data: dict[str, Any]) -> None:
        photos = services.read_uploads(data["photos"], selectors.limits_of(call.case))
        services.report_call(_actor(request), call=call, text=data["text"], photos=photos)

    return _done(request, call, form, _("What we did"), _("Reported. Thank you."), do)


@requires("cases.answer_call")
@require_http_methods(METHODS)
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Not ours, and why."""
    call = selectors.call_for(_actor(request), pk, to="answer")
    form = fields.ReasonForm(request.POST or None)
    return _done(request, call, form, _("Not ours, give it back"), _("Returned. The centre decides."), lambda data: services.return_call(
        _actor(request), call=call, reason=data["reason"],
    ))  # fmt: skip


@requires("cases.whistle")
@require_http_methods(METHODS)
def rate(request: HttpRequest, pk: int) -> HttpResponse:
    """The caller's side: how good the help was."""
    call = selectors.call_for(_actor(request), pk)
    form = fields.RateForm(request.POST or None)
    return _done(request, call, form, _("Rate the help"), _("Rated."), lambda data: services.rate_call(
        _actor(request), call=call, stars=data["stars"], words=data["words"],
    ))  # fmt: skip


@requires("cases.answer_call")
@require_http_methods(METHODS)
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """The called side: whether the whistle was needed."""
    call = selectors.call_for(_actor(request), pk, to="answer")
    form = fields.JudgeForm(request.POST or None)
    return _done(request, call, form, _("Was the whistle needed"), _("Rated."), lambda data: services.judge_whistle(
        _actor(request), call=call, justified=data["justified"], words=data["words"],
    ))  # fmt: skip


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]  # set by access' middleware


def _done(request: HttpRequest, call: Any, form: forms.Form, title: str, thanks: str, do: Do) -> HttpResponse:
    """The form's page, or the deed and back to where the button was."""
    sent = request.method == "POST"
    if sent and (form.is_valid() or not form.fields):
        try:
            do(getattr(form, "cleaned_data", {}))
        except RuleBroken as refused:
            form.full_clean()
            messages.error(request, refused.message)
        else:
            messages.success(request, thanks)
            return see_other("cases:detail", call.case.ref)
    context = {"call": call, "case": call.case, "form": form, "title": title, "files": form.is_multipart(),
               "most": selectors.limits_of(call.case).photos}  # fmt: skip
    return page(request, "cases/call.html", context, partial="cases/_call.html", status=422 if sent else 200)
