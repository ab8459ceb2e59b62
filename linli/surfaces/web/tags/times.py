"""Times as people say them."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.safestring import SafeString

from linli.kernel import clock
from linli.kernel.rendering.values import escaped
from linli.surfaces.web import when as words

register = template.Library()


@register.simple_tag
def when(at: datetime | None, style: str = "short") -> SafeString | str:
    """A `<time>`: short words, the exact moment in its title. Empty for None."""
    if at is None or at == "":
        return ""
    text = words.moment(at, clock.now(), style)
    stamp = words.local(at).isoformat(timespec="minutes")
    return SafeString(f'<time datetime="{stamp}" title="{escaped(words.exact(at))}">{escaped(text)}</time>')


@register.simple_tag
def when_text(at: datetime | None, style: str = "short") -> str:
    """The words of `when` without markup (titles, labels, letters)."""
    return words.moment(at, clock.now(), style) if at else ""


@register.simple_tag
def left(due: datetime | None) -> str:
    """How long until `due`, or by how much it has passed. Empty for None."""
    return words.left(due, clock.now()) if due else ""


@register.simple_tag
def span_text(seconds: float | None) -> str:
    """A length of time in words, given in seconds. Empty for None."""
    return "" if seconds is None else words.span(seconds)
