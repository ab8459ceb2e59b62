"""Whole tables in, whole sheets out: imports of areas, compounds and house numbers; stickers with QR codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.foundation.audit.idempotency import creates
from linli.foundation.territory import selectors, services
from linli.foundation.territory.permissions import IMPORT, VIEW
from linli.foundation.territory.web._pages import crumbs
from linli.kernel.policy import requires, takes_form
from linli.kernel.scoping import paged
from linli.kernel.tables import Column, Report
from linli.kernel.uploads import Upload, answer
from linli.kernel.web import page

STICKERS = 60


@requires(IMPORT)
@creates
@takes_form
def import_areas(request: HttpRequest, pk: int) -> HttpResponse:
    """Load a table of areas under a county."""
    return _import(request, pk, _("Import areas"), services.AREAS, services.import_tree)


@requires(IMPORT)
@creates
@takes_form
def import_compounds(request: HttpRequest, pk: int) -> HttpResponse:
    """Load a table of compounds with the grids that cover them."""
    return _import(request, pk, _("Import compounds"), services.COMPOUNDS, services.import_compounds)


@requires(IMPORT)
@creates
@takes_form
def import_addresses(request: HttpRequest, pk: int) -> HttpResponse:
    """Load a table of house numbers, each in one grid only (Q16)."""
    return _import(request, pk, _("Import house numbers"), services.ADDRESSES, services.import_addresses)


@requires(VIEW)
@require_safe
def stickers(request: HttpRequest, pk: int) -> HttpResponse:
    """A sheet of QR codes for the buildings and stairwells of an area, to print and stick at their doors."""
    area = selectors.area_for(request.actor, pk)
    rows = paged(selectors.stickers_below(request.actor, area), request.GET.get("page"), STICKERS)
    cards = [_sticker(request, place, selectors.qr_code(building)) for building, place in _with_places(rows)]
    return page(request, "territory/stickers.html", {"area": area, "rows": rows, "cards": cards})


def _import(
    request: HttpRequest, pk: int, title: str, columns: Sequence[Column], load: Callable[..., Report]
) -> HttpResponse:
    """A kind of table for a county; 404 for an area that is none."""
    county = selectors.area_for(request.actor, pk, to=IMPORT)
    if county.depth:
        raise Http404
    return answer(request, Upload(
        title, columns, partial(load, request.actor, county=county), back=reverse("territory:area", args=[pk]),
        crumbs=crumbs(request, county, _("Import")), tabs=_tabs(request, pk),
    ))  # fmt: skip


def _tabs(request: HttpRequest, pk: int) -> list[dict[str, object]]:
    """The three kinds of tables."""
    pages = (
        (_("Areas"), "territory:import"),
        (_("Compounds"), "territory:import-compounds"),
        (_("House numbers"), "territory:import-addresses"),
    )
    links = [(label, reverse(name, args=[pk])) for label, name in pages]
    return [{"label": label, "url": url, "current": url == request.path} for label, url in links]


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
