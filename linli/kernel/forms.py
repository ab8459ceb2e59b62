"""The one way in which a form is tried and answered: what the rules refuse stands at its field, or above the form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.kernel.errors import RuleBroken
from linli.kernel.web import page, see_other_url

#: What is done with the cleaned data of a form.
Act = Callable[[dict[str, Any]], Any]

_NOWHERE: Mapping[str, str] = MappingProxyType({})


@contextmanager
def refusals_into(form: forms.BaseForm, fields: Mapping[str, str] = _NOWHERE) -> Iterator[None]:
    """Show a refusal of the block at the field that `fields` names for its code, else above the form, instead of a page of its own."""
    try:
        yield
    except RuleBroken as refused:
        field = fields.get(refused.code)
        form.add_error(field if field in form.fields else None, refused.message)


def attempt(
    request: HttpRequest,
    form: forms.BaseForm,
    act: Act,
    answer: Callable[[Any], HttpResponse],
    *,
    template: str,
    context: Mapping[str, Any],
) -> HttpResponse:
    """Show `form`; when it is sent and fits, `answer` what `act` made of its data. A refusal stands above the form (422)."""
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            return answer(act(form.cleaned_data))
    return page(request, template, {**context, "form": form}, status=422 if form.errors else 200)


def calling(service: Callable[..., Any], /, *args: Any, **facts: Any) -> Act:
    """An act that calls a service with the form's data as its other arguments; what it makes isn't where one goes."""

    def act(data: Any) -> None:
        service(*args, **facts, **data)

    return act


def change(
    request: HttpRequest,
    form: forms.BaseForm,
    title: str,
    act: Act,
    *,
    back: str,
    template: str = "console_form.html",
    **more: Any,
) -> HttpResponse:
    """A form of the console: `act` on its data and go to `back` (or to what `act` names as text).

    `note`, `text`, `find`, `files` and `danger` in `more` explain, narrow and colour it; `most` is how many pictures its field
    `photos` takes.
    """

    def answer(done: Any) -> HttpResponse:
        messages.success(request, _("Saved."))
        return see_other_url(done if isinstance(done, str) else back)

    return attempt(request, form, act, answer, template=template, context={"title": title, "back": back, **more})


@dataclass(frozen=True, slots=True)
class Secret:
    """What a form makes that is shown once and kept nowhere: `name` may be shown again, `until` is when it ends (None: never)."""

    title: str
    name: str
    secret: str
    ahead: str
    until: datetime | None = None


def shown_once(
    request: HttpRequest, form: forms.BaseForm, title: str, act: Callable[[dict[str, Any]], Secret], *, back: str
) -> HttpResponse:
    """A form of the console whose answer shows a secret: there is nothing to redirect to. The way on from there is its `ahead`."""

    def answer(made: Secret) -> HttpResponse:
        return page(request, "secret_once.html", {"made": made})

    return attempt(request, form, act, answer, template="console_form.html", context={"title": title, "back": back})


def saved(request: HttpRequest, name: str, *args: object) -> HttpResponse:
    """Say that it is saved, and go to a page."""
    messages.success(request, _("Saved."))
    return see_other_url(reverse(name, args=args))


def sent(request: HttpRequest) -> Any:
    """What was sent; None for a form that is only shown."""
    return request.POST if request.method == "POST" else None


def sent_files(request: HttpRequest) -> Any:
    """The files that were sent; None for a form that is only shown."""
    return request.FILES if request.method == "POST" else None
