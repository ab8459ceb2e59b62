"""Templates: nothing inline (the content security policy would refuse it), and each is rendered by some test.

The second half is counted over the whole run by ``tests/architecture/rendered.py``.
"""

from __future__ import annotations

import re

from linli.surfaces.web.icons import ICONS, MARKS
from tests.architecture import rendered, source

INLINE = {
    "style attribute": r"\sstyle\s*=",
    "style element": r"<style\b",
    "inline script": r"<script\b(?![^>]*\bsrc=)(?![^>]*type=\"(application|speculationrules)[^\"]*\")",
    "event attribute": r"\son[a-z]+\s*=\s*[\"']",
    "javascript address": r"javascript:",
    "address elsewhere": r"<(script|link|img|iframe)\b[^>]*(src|href)=\"(https?:)?//",
}


def inline(text: str) -> list[str]:
    """What a strict content security policy would refuse in this template; arguments of template tags are not HTML."""
    html = re.sub(r"{%.*?%}", "", text)
    return [name for name, pattern in INLINE.items() if re.search(pattern, html, re.IGNORECASE)]


def test_nothing_is_inline():
    found = {source.short(path): inline(path.read_text(encoding="utf-8")) for path in source.templates()}
    assert {path: names for path, names in found.items() if names} == {}


def test_inline_things_are_found():
    assert inline('<p style="x">') == ["style attribute"]
    assert inline('<p {% if x %}style="x"{% endif %}>{% when at style="date" %}</p>') == ["style attribute"]
    assert inline('<p>{% when at style="date" %}</p>') == []
    assert inline("<script>alert(1)</script>") == ["inline script"]
    assert inline('<a onclick="x()">') == ["event attribute"]
    assert inline('<img src="https://cdn.example/x.png">') == ["address elsewhere"]
    assert inline('<script src="{% static "x.js" %}" defer></script><a data-once="1">') == []


def test_icons_and_shapes_exist():
    """One that stands in a branch where no test gets would be an error page for whoever does."""
    drawn = {"icon": ICONS, "mark": MARKS}
    for path in source.templates():
        named = re.findall(r"{%\s*(icon|mark) [\"']([^\"']+)[\"']", path.read_text(encoding="utf-8"))
        lost = [f"{tag} {name}" for tag, name in named if name not in drawn[tag]]
        assert not lost, f"{source.short(path)}: {lost}"


def test_a_template_that_nobody_rendered_is_named(tmp_path):
    known = {"a.html": "linli/x/templates/a.html", "b.html": "linli/x/templates/b.html"}
    assert rendered.missing(known, {"a.html"}) == ["linli/x/templates/b.html"]
