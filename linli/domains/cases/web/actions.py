"""One page and one POST for each thing that is done to a case. With script the page comes as a dialog."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linli.domains.cases import selectors, services
from linli.domains.cases.web.forms import console as fields
from linli.domains.cases.web.verbs import BY_CODE, VERBS, Verb
from linli.foundation.audit.idempotency import creates
from linli.kernel.errors import RuleBroken
from linli.kernel.policy import View, requires
from linli.kernel.stepup import stepped_up
from linli.kernel.web import is_partial, page, see_other


def view_of(verb: Verb) -> View:
    """The view of one verb: its form on GET, the deed on POST."""

    def act(request: HttpRequest, ref: str) -> HttpResponse:
        actor = _actor(request)
        case = selectors.case_for(actor, ref, to=None if verb.permission == "cases.view" else verb.permission)
        if request.method == "POST":
            return _do(request, verb, case)
        if verb.code not in selectors.actions_for(actor, case):
            messages.error(request, _("This can't be done with the case now."))
            return see_other("cases:detail", ref)
        return _form_page(request, verb, case, _form(verb, actor, case))

    act.__name__ = act.__qualname__ = verb.code.replace("-", "_")
    act.__doc__ = f"{verb.label}."
    allowed = require_http_methods(["GET", "HEAD", "POST"])(act)
    return requires(verb.permission)(creates(allowed) if verb.creates else allowed)


#: URL name → view.
VIEWS: dict[str, View] = {verb.code: view_of(verb) for verb in VERBS}


@requires("cases.reveal")
@stepped_up
@require_http_methods(["GET", "HEAD", "POST"])
def reveal(request: HttpRequest, ref: str) -> HttpResponseBase:
    """A reporter's number, for a reason that the reporter can read. The answer is never stored."""
    actor = _actor(request)
    case = selectors.case_for(actor, ref, to="cases.reveal")
    said = request.POST.get("reporter", request.GET.get("reporter", ""))
    reporter = selectors.reporter_with_phone(case, said)
    form = fields.RevealForm(request.POST or None, initial={"reporter": reporter.pk})
    number = ""
    if request.method == "POST" and form.is_valid():
        try:
            number = services.reveal_contact(actor, case=case, reporter=reporter, reason=form.cleaned_data["reason"])
        except RuleBroken as refused:
            form.add_error(None, refused.message)
    context = {"case": case, "form": form, "number": number, "reporter": reporter, "masked": reporter.phone_masked}
    status = 422 if form.errors and not is_partial(request) else 200  # htmx shows a part only when it is a 200
    response = page(request, "cases/reveal.html", context, partial="cases/_reveal.html", status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]  # set by access' middleware


def _form(verb: Verb, actor: Any, case: Any, *sent: Any) -> forms.Form:
    return verb.form(*sent, **verb.give(actor, case))


def _do(request: HttpRequest, verb: Verb, case: Any) -> HttpResponse:
    """Do it when the form is right; a refusal stays on the page with what was typed."""
    actor = _actor(request)
    form = _form(verb, actor, case, request.POST, request.FILES)
    if form.is_valid():
        try:
            verb.do(actor, case, form)
        except RuleBroken as refused:
            if refused.code == "cases.already_moved":
                raise  # nothing to correct in the form: somebody was first
            form.add_error(None, refused.message)
        else:
            messages.success(request, verb.thanks)
            return see_other("cases:detail", case.ref)
    return _form_page(request, verb, case, form, status=422)


def _form_page(request: HttpRequest, verb: Verb, case: Any, form: forms.Form, *, status: int = 200) -> HttpResponse:
    context = {
        "case": case,
        "verb": verb,
        "form": form,
        "files": form.is_multipart(),
        "most": selectors.limits_of(case).photos,
    }
    return page(request, "cases/action.html", context, partial="cases/_action.html", status=status)


__all__ = ["BY_CODE", "VIEWS", "reveal", "view_of"]
