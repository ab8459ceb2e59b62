"""A reporter's own page, opened by the secret link: where it stands, who has it, and the reporter's own word."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.domains.cases import selectors, services
from linli.domains.cases.web import browser, secret
from linli.domains.cases.web.forms.follow import ConfirmForm, ObjectForm, WordsForm
from linli.domains.notices import selectors as notices
from linli.foundation.audit.idempotency import creates
from linli.kernel.policy import public
from linli.kernel.web import page, see_other


@public
@require_safe
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """The page. A wrong link is answered like one that never was."""
    return _show(request, token, secret.reporter_of(token))


@public
@require_POST
@creates
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The reporter's word: solved, or not (then it goes one level up)."""
    reporter = secret.reporter_of(token)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _show(request, token, reporter, confirm_form=form, status=422)
    said = form.cleaned_data
    solved = said["ok"] == "1"
    services.confirm_case(reporter, solved=solved, stars=said["stars"], words=said["words"])
    messages.success(
        request, _("Thank you. It counts as solved.") if solved else _("We got it. Work begins again, one level up.")
    )
    return see_other("cases:follow", token)


@public
@require_POST
@creates
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """An answer to the handler's question."""
    return _with_words(request, token, "answer_form", services.answer_question, _("Thank you. Work goes on."))


@public
@require_POST
@creates
def object_to(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for a review by somebody who hasn't had it in hands."""
    return _with_words(
        request, token, "object_form", services.object_to, _("We got it. Somebody else looks at it now.")
    )


@public
@require_POST
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Take the report back."""
    reporter = secret.reporter_of(token)
    services.withdraw_own(reporter)
    messages.success(request, _("Taken back."))
    return see_other("cases:follow", token)


@public
@require_POST
def wishes(request: HttpRequest, token: str) -> HttpResponse:
    """On to the page on which the reporter chooses how they are told."""
    return see_other("notices:wishes", notices.token_of(services.told_person(secret.reporter_of(token))))


def _with_words(request: HttpRequest, token: str, name: str, service: Any, thanks: str) -> HttpResponse:
    reporter = secret.reporter_of(token)
    form = (ObjectForm if name == "object_form" else WordsForm)(request.POST)
    if not form.is_valid():
        return _show(request, token, reporter, status=422, **{name: form})
    service(reporter, words=form.cleaned_data["words"])
    messages.success(request, thanks)
    return see_other("cases:follow", token)


def _show(request: HttpRequest, token: str, reporter: Any, *, status: int = 200, **forms: Any) -> HttpResponse:
    context = {
        "confirm_form": ConfirmForm(),
        "answer_form": WordsForm(),
        "object_form": ObjectForm(auto_id="object_%s"),
    } | forms
    context |= {
        "follow": selectors.follow_page(reporter, token=token),
        "token": token,
        "place": reporter.case.county.label,
        "kept": token in browser.my_tokens(request),
    }
    context["lasting"] = secret.is_lasting(token)
    response = page(request, "cases/portal_case.html", context, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response
