"""The one way in which the forms of a selection are shown, tried and answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.kernel.errors import RuleBroken
from linli.kernel.web import page, see_other_url

Act = Callable[[dict[str, Any]], Any]


def change(request: HttpRequest, form: forms.Form, title: str, act: Act, *, back: str, **more: Any) -> HttpResponse:
    """Show `form`; when it is sent and fits, do `act(cleaned data)` and go to `back` (or to what `act` names as text).

    A refusal stands above the form (422). `note` and `danger` in `more` explain and colour it.
    """
    if request.method == "POST" and form.is_valid():
        try:
            done = act(form.cleaned_data)
        except RuleBroken as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Saved."))
            return see_other_url(done if isinstance(done, str) else back)
    context = {"form": form, "title": title, "back": back, **more}
    return page(request, "selection/form.html", context, status=422 if form.errors else 200)


def done(request: HttpRequest, name: str, *args: object) -> HttpResponse:
    """Say that it is saved, and go to a page."""
    messages.success(request, _("Saved."))
    return see_other_url(reverse(name, args=args))


def sent(request: HttpRequest) -> Any:
    """What was sent; None for a form that is only shown."""
    return request.POST if request.method == "POST" else None
