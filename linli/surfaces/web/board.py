"""The board: what an area looks like now, down to its buildings; on the desk, on a phone, and on the big screen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.domains.cases import selectors as cases
from linli.foundation.territory import selectors as territory
from linli.kernel.policy import requires
from linli.kernel.web import page

DAYS = (1, 30, 365)
USUAL = 30
#: Seconds between two looks of the big screen.
WALL_SECONDS = 60
#: Rows that the big screen has room for.
WALL_ROWS, WALL_BARS = 9, 3
#: Late cases on the desk's board; the rest is one click away.
ROWS = 5
#: Figures that stand below the row of large ones.
BESIDE = ("duplicates", "waiting")


@requires("cases.board")
@require_safe
def board(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The board of an area; without one, of the highest that the actor watches."""
    actor = _actor(request)
    wanted = request.GET.get("area", "")
    pk = pk or (int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 18 else None)
    days, wall = _days(request), request.GET.get("wall") == "1"
    area = _area(actor, pk)
    shown = cases.board(actor, area, days)
    context = _figures(shown) | {
        "board": _cut(shown, days, rows=WALL_ROWS if wall else ROWS, bars=WALL_BARS if wall else None),
        "crumbs": _crumbs(actor, shown.crumbs, days),
        "periods": _periods(area, days),
        "wall_url": _url(area.pk, days, wall="1"),
        "here": _url(area.pk, days, **({"wall": "1"} if wall else {})),
        "first_whistle": shown.whistle,
        "seconds": WALL_SECONDS,
    }
    if wall:
        return page(request, "web/board_wall.html", context, partial="web/_board_wall.html")
    return page(request, "web/board.html", context)


def _figures(shown: cases.Board) -> dict[str, Any]:
    """Large figures, those beside them, and what the charts draw."""
    late = next(figure for figure in shown.figures if figure.code == "late")
    return {
        "main": [figure for figure in shown.figures if figure.code not in BESIDE],
        "beside": [figure for figure in shown.figures if figure.code in BESIDE],
        "late_url": late.url,
        "late_count": late.figure,
        "series": series(shown),
        "labels": [label for label, _received, _confirmed in shown.weeks],
        "most": max((bar.value for bar in shown.recurring), default=1),
    }


def _cut(shown: cases.Board, days: int, *, rows: int, bars: int | None) -> cases.Board:
    """So much of the lists as there is room for, and cells that keep the period."""
    cells = [replace(cell, url=_url(cell.id, days)) for cell in shown.cells]
    return replace(shown, late=shown.late[:rows], cells=cells, recurring=shown.recurring[:bars])


def series(shown: Any) -> list[dict[str, Any]]:
    """The two lines of the chart."""
    return [
        {"name": _("Received"), "values": [received for _label, received, _confirmed in shown.weeks]},
        {"name": _("Confirmed solved"), "values": [confirmed for _label, _received, confirmed in shown.weeks]},
    ]


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]  # set by access' middleware


def _days(request: HttpRequest) -> int:
    said = request.GET.get("days", "")
    return int(said) if said in {str(days) for days in DAYS} else USUAL


def _area(actor: Any, pk: int | None) -> Any:
    """The area, if its board is the actor's to see; 404 for what is hidden, 403 for what is seen without that right."""
    if pk is None:
        paths = actor.paths("cases.board")
        if not paths:
            raise PermissionDenied
        return territory.area_by_id(territory.ids_of(min(paths, key=lambda path: (path.count("."), path)))[-1])
    area = territory.area_by_id(pk)
    if not actor.reaches("cases.board", area.path):
        raise Http404
    return area


def _url(pk: int, days: int, **more: str) -> str:
    words = ({"days": str(days)} if days != USUAL else {}) | more
    base = reverse("web:board", args=[pk])
    return f"{base}?{urlencode(words)}" if words else base


def _crumbs(actor: Any, areas: list[Any], days: int) -> list[dict[str, str]]:
    """The way down; what lies above the actor's own reach has no link."""
    return [
        {"label": area.label, "url": _url(area.pk, days) if actor.reaches("cases.board", area.path) else ""}
        for area in areas
    ]


def _periods(area: Any, days: int) -> list[dict[str, Any]]:
    labels = {1: _("Today"), 30: _("30 days"), 365: _("One year")}
    return [{"label": labels[n], "url": _url(area.pk, n), "current": n == days} for n in DAYS]
