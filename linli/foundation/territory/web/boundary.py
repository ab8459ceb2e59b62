"""An area's boundary: look at it, keep it, take it away."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from linli.foundation.territory import selectors, services
from linli.foundation.territory.permissions import CHANGE
from linli.foundation.territory.web import forms
from linli.foundation.territory.web._pages import change, crumbs
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page

if TYPE_CHECKING:
    from linli.foundation.territory.models import Area


TEMPLATE = "territory/boundary.html"


@requires(CHANGE)
@takes_form
def boundary(request: HttpRequest, pk: int) -> HttpResponse:
    """Upload or paste a boundary; `do=look` draws it among its neighbours and keeps nothing."""
    found = selectors.area_for(request.actor, pk, to=CHANGE)
    sent = request.method == "POST"
    form = forms.BoundaryForm(request.POST if sent else None, request.FILES if sent else None)
    if request.POST.get("do") == "look" and form.is_valid():
        return _looked(request, found, form.cleaned_data["boundary"])
    return change(
        request, found, form, _("Boundary"),
        lambda data: services.set_facts(request.actor, area=found, boundary=data["boundary"]),
        template=TEMPLATE, **_picture(request, found, found.boundary),
    )  # fmt: skip


@requires(CHANGE)
@takes_form
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the boundary away; the map draws a cell again."""
    found = selectors.area_for(request.actor, pk, to=CHANGE)
    form = django_forms.Form(request.POST if request.method == "POST" else None)
    return change(
        request, found, form, _("Remove the boundary"),
        lambda data: services.set_facts(request.actor, area=found, boundary=None),
        template="territory/remove_boundary.html", **_picture(request, found, found.boundary),
    )  # fmt: skip


def _looked(request: HttpRequest, found: Area, drawn: dict[str, Any]) -> HttpResponse:
    """The page with the picture of a boundary that isn't kept yet, its text ready to be saved."""
    title = _("Boundary")
    context = {
        "area": found,
        "form": forms.BoundaryForm(initial={"geojson": json.dumps(drawn)}),
        "title": title,
        "crumbs": crumbs(request, found, title),
        "looked": True,
        "warnings": selectors.boundary_warnings(found, drawn),
        **_picture(request, found, drawn),
    }
    return page(request, TEMPLATE, context)


def _picture(request: HttpRequest, found: Area, drawn: dict[str, Any] | None) -> dict[str, Any]:
    there, of_all = selectors.siblings_drawn(found)
    return {"shapes": selectors.drawing_for(request.actor, found, drawn), "drawn": there, "of_all": of_all}
