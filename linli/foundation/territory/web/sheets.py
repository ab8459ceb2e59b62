"""Whole tables in, whole sheets out: import of a tree, stickers with QR codes."""

from __future__ import annotations

import segno
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.foundation.audit.idempotency import creates
from linli.foundation.territory import selectors, services
from linli.foundation.territory.permissions import IMPORT, VIEW
from linli.foundation.territory.web import forms
from linli.foundation.territory.web._pages import crumbs
from linli.kernel.errors import RuleBroken
from linli.kernel.policy import requires
from linli.kernel.web import page, see_other

STICKERS = 60
SHOWN_WARNINGS = 10


@requires(IMPORT)
@creates
def import_areas(request: HttpRequest, pk: int) -> HttpResponse:
    """Load a table of areas under a county; with any bad row nothing is written and the rows are named."""
    county = selectors.area_for(request.actor, pk, to=IMPORT)
    if county.depth:
        raise Http404
    form = forms.ImportForm(request.POST or None, request.FILES or None)
    report = None
    if request.method == "POST" and form.is_valid():
        try:
            rows = services.read_table(form.cleaned_data["file"].read(), form.cleaned_data["file"].name)
            report = services.import_tree(request.actor, county=county, rows=rows)
        except RuleBroken as refused:
            form.add_error("file", refused.message)
    if report is not None and not report.errors:
        return _loaded(request, county.pk, report)
    context = {"area": county, "form": form, "report": report, "crumbs": crumbs(request, county, _("Import"))}
    return page(request, "territory/import.html", context, status=422 if report or form.errors else 200)


@requires(VIEW)
def stickers(request: HttpRequest, pk: int) -> HttpResponse:
    """A sheet of QR codes for the buildings of an area, to print and stick at their doors."""
    area = selectors.area_for(request.actor, pk)
    rows = Paginator(selectors.stickers_below(request.actor, area), STICKERS).get_page(request.GET.get("page"))
    cards = [_sticker(request, place, selectors.qr_code(building)) for building, place in _with_places(rows)]
    return page(request, "territory/stickers.html", {"area": area, "rows": rows, "cards": cards})


def _loaded(request: HttpRequest, pk: int, report: services.ImportReport) -> HttpResponse:
    words = ngettext("%(count)d area was loaded.", "%(count)d areas were loaded.", report.created)
    messages.success(request, words % {"count": report.created})
    for warning in report.warnings[:SHOWN_WARNINGS]:
        messages.warning(request, warning)
    if len(report.warnings) > SHOWN_WARNINGS:
        more = len(report.warnings) - SHOWN_WARNINGS
        messages.warning(request, ngettext("%(count)d more hint", "%(count)d more hints", more) % {"count": more})
    return see_other("territory:area", pk)


def _with_places(rows: object) -> list[tuple[object, selectors.Place]]:
    buildings = list(rows)  # type: ignore[call-overload]
    return list(zip(buildings, selectors.places_of(buildings), strict=True))


def _sticker(request: HttpRequest, place: selectors.Place, code: str) -> dict[str, object]:
    """What one sticker shows. The drawing is ours (no text from outside in it), so it may be marked safe."""
    try:
        path = reverse("cases:scan", args=[code])
    except NoReverseMatch:
        path = f"/r/{code}/"
    drawing = segno.make(request.build_absolute_uri(path), error="m").svg_inline(scale=4, border=2)
    return {"name": place.name, "where": place.where, "code": code, "svg": mark_safe(drawing)}
