"""Icons, shapes of states, badges, marks of sources, scripts and sheets."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from linli.kernel.rendering import constant
from linli.kernel.rendering.values import escaped
from linli.surfaces.web.icons import ICONS, MARKS
from linli.surfaces.web.parts import read

register = template.Library()


@register.simple_tag
@constant
@lru_cache(maxsize=512)
def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """A line icon; silent unless it has a `label`. An unknown name raises KeyError (a page's bug, seen in its test)."""
    css = f"icon icon--{size}" if size else "icon"
    return format_html('<svg class="{}" viewBox="0 0 24 24" {}>{}</svg>', css, _voice(label), _drawing(ICONS[name]))


@register.simple_tag
@constant
@lru_cache(maxsize=64)
def mark(kind: str) -> SafeString:
    """The 14 px shape of a state; always beside its word, therefore silent."""
    return format_html('<svg class="mark" viewBox="0 0 16 16" aria-hidden="true">{}</svg>', _drawing(MARKS[kind]))


@register.simple_tag
def badge(kind: str, text: Any) -> SafeString:
    """Shape + word + colour. `plain` (and any kind without a shape) has the word alone."""
    return mark_safe(
        f"{_badge_head(kind)}{conditional_escape(text) if type(text) is not str else escaped(text)}</span>"
    )


@lru_cache(maxsize=64)
def _badge_head(kind: str) -> SafeString:
    shape = mark(kind) if kind in MARKS else ""
    return format_html('<span class="badge badge--{}">{}', kind or "plain", shape)


@register.inclusion_tag("ui/src.html")
def src(marked: Any) -> dict[str, Any]:
    """Where a rule comes from: row ids (solid), or that it is assumed (dashed). Nothing for an empty mark."""
    if isinstance(marked, str | list | tuple):
        return {"rows": _rows(marked), "assumed": ""}
    return {"rows": _rows(read(marked, "source")), "assumed": read(marked, "assumed")}


@register.simple_tag
@constant
def script(name: str) -> SafeString:
    """The script of one behaviour, deferred."""
    return format_html('<script src="{}" defer></script>', static(f"web/js/{name}.js"))


@register.simple_tag
@constant
def sheet(name: str) -> SafeString:
    """One style sheet of the design system."""
    return format_html('<link rel="stylesheet" href="{}">', static(f"web/css/{name}.css"))


def _drawing(paths: str) -> SafeString:
    return mark_safe(paths)


def _voice(label: str) -> SafeString:
    if label:
        return format_html('role="img" aria-label="{}"', label)
    return mark_safe('aria-hidden="true"')


def _rows(source: Any) -> list[str]:
    return [source] if source and isinstance(source, str) else list(source or ())
