"""The one way in which the console's forms are shown, tried and answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.foundation.territory import selectors
from linli.foundation.territory.services import Outcome
from linli.kernel.forms import Act, attempt
from linli.kernel.web import see_other

if TYPE_CHECKING:
    from linli.foundation.territory.models import Area


def change(
    request: HttpRequest,
    area: Area,
    form: forms.Form,
    title: str,
    act: Act,
    *,
    template: str = "territory/form.html",
    **more: Any,
) -> HttpResponse:
    """Show `form` about `area`; when it is sent and fits, do `act(cleaned data)` and go back to the area.

    A refusal stands above the form (422); what an outcome warns of is shown on the area's page. When `act` returns an
    area or an outcome, that one's page is shown.
    """
    context = {"area": area, "title": title, "crumbs": crumbs(request, area, title), **more}
    return attempt(request, form, act, lambda done: _answered(request, area, done), template=template, context=context)


def _answered(request: HttpRequest, area: Area, done: object) -> HttpResponse:
    messages.success(request, _("Saved."))
    for warning in getattr(done, "warnings", ()):
        messages.warning(request, warning)
    shown = done.area if isinstance(done, Outcome) else done
    is_area = getattr(getattr(shown, "_meta", None), "label", "") == "territory.Area"
    return see_other("territory:area", shown.pk if is_area else area.pk)  # type: ignore[attr-defined]


def crumbs(request: HttpRequest, area: Area, last: str = "") -> list[dict[str, str]]:
    """The way from the top of what the actor sees down to the area, and `last` where a page lies under it."""
    seen = {each.pk for each in selectors.roots_for(request.actor)}
    way = selectors.lineage(area)
    start = next((place for place, each in enumerate(way) if each.pk in seen), 0)
    links = [{"label": each.name, "url": reverse("territory:area", args=[each.pk])} for each in way[start:]]
    items = [{"label": _("Territory"), "url": reverse("territory:areas")}, *links]
    return [*items, {"label": last, "url": ""}] if last else items


def history(lines: list[Any]) -> list[dict[str, Any]]:
    """Lines of history as the timeline takes them."""
    return [{"at": line.at, "who": line.who, "text": line.text, "kind": line.mark} for line in lines]
