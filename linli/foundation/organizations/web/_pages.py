"""The one way in which the console's forms are shown, tried and answered."""

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
Crumbs = list[dict[str, str]]


def change(
    request: HttpRequest, form: forms.Form, title: str, act: Act, *, back: str, trail: Crumbs | None = None, **more: Any
) -> HttpResponse:
    """Show `form`; when it is sent and fits, do `act(cleaned data)` and go to `back` (or to what `act` names as text).

    A refusal stands above the form (422). `note` and `danger` in `more` explain and colour a confirmation.
    """
    if request.method == "POST" and form.is_valid():
        try:
            done = act(form.cleaned_data)
        except RuleBroken as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Saved."))
            return see_other_url(done if isinstance(done, str) else back)
    items = crumbs(*(trail or []), {"label": title, "url": ""})
    context = {"form": form, "title": title, "back": back, "crumbs": items, **more}
    return page(request, "organizations/form.html", context, status=422 if form.errors else 200)


def confirmed(request: HttpRequest) -> forms.Form:
    """A form without fields, for a confirmation."""
    return forms.Form(request.POST if request.method == "POST" else None)


def crumbs(*items: dict[str, str]) -> Crumbs:
    """The list, then `items`."""
    return [{"label": _("Organizations"), "url": reverse("organizations:list")}, *items]


def link(label: str, name: str, *args: object) -> dict[str, str]:
    """One item of a trail."""
    return {"label": label, "url": reverse(name, args=args)}


def history(lines: list[Any]) -> list[dict[str, Any]]:
    """Lines of history as the timeline takes them."""
    return [{"at": line.at, "who": line.who, "text": line.text, "kind": line.mark} for line in lines]
