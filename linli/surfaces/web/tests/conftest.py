"""What the web tests share: drawing a template text with the tags."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation


@pytest.fixture(autouse=True)
def chinese():
    """All words are checked in the language people read them in."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def draw():
    """`draw(source, path="/", **context)` → HTML with the ui tags loaded."""

    def _draw(source: str, path: str = "/", **context: object) -> str:
        request = RequestFactory().get(path)
        return Template("{% load ui %}" + source).render(Context({"request": request, **context}))

    return _draw
