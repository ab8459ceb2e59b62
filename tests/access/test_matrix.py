"""The sweep: every route × method × persona gives what `matrix.py` says, and no route is missing there."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.db import transaction
from django.urls import URLResolver, get_resolver, reverse

from linli.kernel import policy
from tests.access.makers import MAKERS
from tests.access.matrix import MATRIX, PERSONAS

#: What counts as an answer: a page, a redirect after a change, words of refusal, a form with errors.
ANSWERS = {200, 204, 302, 303, 400, 409, 422}


def routes(patterns: Any = None, namespace: str = "") -> Iterator[tuple[str, str]]:
    """All (name, declared policy) of the project."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from routes(pattern.url_patterns, namespace + inner)
        else:
            yield f"{namespace}{pattern.name}", getattr(pattern.callback, "policy", "")


def verdict(response: Any) -> str:
    """What happened, in the words of the matrix."""
    if response.status_code == 302 and response.headers["Location"].startswith(reverse("access:sign-in")):
        return "sign-in"
    words = {403: "forbidden", 404: "hidden"}
    return "ok" if response.status_code in ANSWERS else words.get(response.status_code, str(response.status_code))


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    known, listed = {name for name, _ in routes()}, set(MATRIX)
    assert known - listed == set(), "routes without a row in tests/access/matrix.py"
    assert listed - known == set(), "rows without a route"


def test_only_routes_that_say_so_are_public() -> None:
    declared = dict(routes())
    for name, row in MATRIX.items():
        assert row.public <= (declared[name] == policy.PUBLIC), name


@pytest.fixture
def bare_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the drawing out: who gets an answer is the question here, and drawing takes most of the time."""
    import_module("linli.surfaces.web.templatetags.ui")  # its tags keep the real function, whoever comes first
    monkeypatch.setattr("django.template.loader.render_to_string", lambda *args, **options: "page")


@pytest.mark.parametrize("name", sorted(MATRIX))
def test_the_matrix_holds(name: str, cast: Any, client_of: Any, settings: Any, bare_pages: None) -> None:
    settings.LINLI_DEMO = True
    row = MATRIX[name]
    url = reverse(name, kwargs=MAKERS[row.thing](cast))
    wrong = []
    for persona, member in PERSONAS.items():
        client = client_of(getattr(cast, member))
        for method in row.methods.split():
            with transaction.atomic():
                found = verdict(client.generic(method, url, content_type="application/x-www-form-urlencoded"))
                transaction.set_rollback(True)
            if found != row.expected(persona):
                wrong.append(f"{method} {url} by {persona}: {found}, expected {row.expected(persona)}")
    assert not wrong, "\n".join(wrong)
