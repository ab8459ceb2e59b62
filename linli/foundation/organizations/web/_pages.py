"""The one way in which the console's forms are shown, tried and answered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.kernel import forms as edit
from linli.kernel.forms import Act

Crumbs = list[dict[str, str]]


def change(
    request: HttpRequest, form: forms.Form, title: str, act: Act, *, back: str, trail: Crumbs | None = None, **more: Any
) -> HttpResponse:
    """A form of the console under its trail (`kernel.forms.change`)."""
    items = crumbs(*(trail or []), {"label": title, "url": ""})
    template = "organizations/form.html"
    return edit.change(request, form, title, act, back=back, template=template, crumbs=items, **more)


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
