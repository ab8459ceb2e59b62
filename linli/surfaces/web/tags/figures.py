"""Figures people would rather look at: KPI, charts, the map of cells, the map of boundaries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.utils.translation import gettext as _

from linli.surfaces.web import plot, svg
from linli.surfaces.web.parts import pick, read

register = template.Library()

KPI_MARKS = {"jade": "solved", "late": "late", "soon": "soon"}


@register.inclusion_tag("ui/kpi.html")
def kpi(name: str, figure: Any, unit: str = "", note: str = "", url: str = "", kind: str = "") -> dict[str, Any]:
    """A figure that leads to the rows it counts; `kind` is jade, late or soon."""
    facts = {"name": name, "figure": figure, "unit": unit, "note": note, "url": url, "kind": kind}
    return facts | {"mark": KPI_MARKS.get(kind, "")}


@register.inclusion_tag("ui/hbar.html")
def hbar(name: str, value: Any, most: Any, unit: str = "", url: str = "") -> dict[str, Any]:
    """A bar with its name and number; `most` is the full length."""
    return {"name": name, "value": value, "most": most or 1, "unit": unit, "url": url}


@register.inclusion_tag("ui/cellmap.html")
def cellmap(cells: Iterable[Any], label: str = "", unit: str = "") -> dict[str, Any]:
    """Areas as hexagons with their number: `name`, `short`, `count`, `url`, `flags`. Not a map of places."""
    facts = _shaded(cells, unit)
    picture = svg.comb(len(facts))
    for fact, cell in zip(facts, picture.cells, strict=True):
        fact |= {"cell": cell, "lines": _lines(cell.y)}
    return {"cells": facts, "view_box": picture.view_box, "label": label or _("Map of cells")}


def _lines(top: float) -> dict[str, str]:
    """Baselines of name, short name, number and flags in a cell that begins at `top`."""
    return {key: f"{top + down:.1f}" for key, down in (("name", 50), ("short", 48), ("count", 76), ("flags", 94))}


@register.inclusion_tag("ui/geomap.html")
def geomap(shapes: Iterable[Any], label: str = "", unit: str = "") -> dict[str, Any]:
    """Areas by their own boundaries (`geometry` as GeoJSON), shaded and numbered like the cells."""
    shapes = list(shapes)
    facts = _shaded(shapes, unit)
    picture = svg.area_map([read(shape, "geometry") for shape in shapes])
    for fact, outline in zip(facts, picture.outlines, strict=True):
        fact |= {"outline": outline}
    return {"shapes": facts, "view_box": picture.view_box, "label": label or _("Map")}


@register.inclusion_tag("ui/area_map.html")
def area_map(shapes: Iterable[Any], label: str = "", unit: str = "") -> dict[str, Any]:
    """Boundaries where every area has one, else cells: a county without boundaries still has a picture."""
    shapes = list(shapes)
    drawn = bool(shapes) and all(read(shape, "geometry") for shape in shapes)
    return {"shapes": shapes, "drawn": drawn, "label": label, "unit": unit}


@register.inclusion_tag("ui/outline.html")
def outline(shapes: Iterable[Any], label: str) -> dict[str, Any]:
    """Boundaries without figures: `name`, `geometry` and `kind` (around, beside, own); `label` says what it shows."""
    facts = [pick(shape, "name", "geometry", "kind") for shape in shapes]
    picture = svg.area_map([fact["geometry"] for fact in facts])
    for fact, drawn in zip(facts, picture.outlines, strict=True):
        fact |= {"outline": drawn}
    return {"shapes": facts, "view_box": picture.view_box, "label": label}


@register.inclusion_tag("ui/heat_legend.html")
def heat_legend(cells: Iterable[Any]) -> dict[str, Any]:
    """What each shade of the map means, and the flag when there is one."""
    cells = list(cells)
    largest = max((int(read(cell, "count", 0)) for cell in cells), default=0)
    return {"bands": svg.heat_bands(largest), "flags": any(read(cell, "flags", 0) for cell in cells)}


def _shaded(cells: Iterable[Any], unit: str) -> list[dict[str, Any]]:
    facts = [pick(cell, "name", "url") | _counted(cell) for cell in cells]
    largest = max((fact["count"] for fact in facts), default=0)
    for fact in facts:
        fact["heat"] = svg.heat(fact["count"], largest)
        fact["label"] = _("{name}: {count} {unit}").format(name=fact["name"], count=fact["count"], unit=unit).strip()
    return facts


def _counted(cell: Any) -> dict[str, Any]:
    name = str(read(cell, "name"))
    return {"short": read(cell, "short") or name[:2], "count": read(cell, "count", 0), "flags": read(cell, "flags", 0)}


@register.inclusion_tag("ui/linechart.html")
def linechart(series: Sequence[Any], labels: Sequence[str] = (), label: str = "") -> dict[str, Any]:
    """One or two series over time: `name`, `values`. The table below it says the same to a reader who can't see."""
    drawn = [(read(one, "name"), list(read(one, "values", ()))) for one in series][:2]
    top = plot.ceiling(max((value for _, values in drawn for value in values), default=0))
    return {
        "grid": plot.grid(top),
        "labels": plot.labels(labels),
        "lines": [plot.line(name, values, top) for name, values in drawn],
        "label": label or _summary(drawn),
    }


def _summary(drawn: list[tuple[str, list[Any]]]) -> str:
    """The picture in a sentence: where each series began and ended."""
    parts = [
        _("{name} from {first} to {last}").format(name=name, first=values[0], last=values[-1])
        for name, values in drawn
        if values
    ]
    return _("; ").join(parts)


@register.inclusion_tag("ui/barchart.html")
def barchart(bars: Iterable[Any], label: str = "") -> dict[str, Any]:
    """Bars side by side: `name`, `value`, `kind` ("", jade, late, soon)."""
    items = [(str(read(bar, "name")), float(read(bar, "value", 0)), read(bar, "kind")) for bar in bars]
    spoken = label or _("; ").join(f"{name} {value:g}" for name, value, _kind in items)
    return {"bars": plot.bars(items), "label": spoken}


@register.inclusion_tag("ui/sparkline.html")
def sparkline(values: Sequence[float], label: str) -> dict[str, Any]:
    """A line the size of a word; `label` says what it shows."""
    return {"points": plot.spark(values), "label": label}
