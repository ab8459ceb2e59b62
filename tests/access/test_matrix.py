"""The sweep: every route × method × persona gives what `matrix.py` says, and no route is missing there."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, reverse
from django.views.decorators.http import require_safe

from linli.kernel import policy
from tests.access.makers import MAKERS
from tests.access.matrix import MATRIX, PERSONAS

#: What counts as an answer: a page, a redirect after a change, words of refusal, a form with errors.
ANSWERS = {200, 204, 302, 303, 400, 409, 422}
METHODS = ("GET", "POST")
_WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|TRUNCATE)\b", re.IGNORECASE)


def views_by_name(patterns: Any = None, namespace: str = "") -> Iterator[tuple[str, Any]]:
    """All (name, view) of the project."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from views_by_name(pattern.url_patterns, namespace + inner)
        else:
            yield f"{namespace}{pattern.name}", pattern.callback


def routes() -> Iterator[tuple[str, str]]:
    """All (name, declared policy) of the project."""
    return ((name, getattr(view, "policy", "")) for name, view in views_by_name())


def verdict(response: Any) -> str:
    """What happened, in the words of the matrix."""
    if response.status_code == 302 and response.headers["Location"].startswith(reverse("access:sign-in")):
        return "sign-in"
    words = {401: "keyless", 403: "forbidden", 404: "hidden"}
    return "ok" if response.status_code in ANSWERS else words.get(response.status_code, str(response.status_code))


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    known, listed = {name for name, _ in routes()}, set(MATRIX)
    assert known - listed == set(), "routes without a row in tests/access/matrix.py"
    assert listed - known == set(), "rows without a route"


def test_only_routes_that_say_so_are_public() -> None:
    declared = dict(routes())
    for name, row in MATRIX.items():
        assert row.public <= (declared[name] == policy.PUBLIC), name
        assert row.keyed == (declared[name] == policy.KEYED), name


def declared_methods(view: Any) -> set[str]:
    """What a view's decorators (`require_safe`, `require_POST`, `takes_form` …) let through; empty where it has none."""
    allowed = set(METHODS) | {"HEAD"}
    declared = False
    while view is not None:
        if said := inspect.getclosurevars(view).nonlocals.get("request_method_list"):
            allowed, declared = allowed & set(said), True
        view = getattr(view, "__wrapped__", None)
    return allowed - {"HEAD"} if declared else set()


def test_every_route_declares_its_methods_as_the_matrix_says() -> None:
    """Two addresses may share a name (with and without a thing named): each declares, and together they take the row's."""
    declared: dict[str, set[str]] = {}
    silent = []
    for name, view in views_by_name():
        said = declared_methods(view)
        silent += [] if said else [name]
        declared[name] = declared.get(name, set()) | said
    assert not silent, "routes that declare no method: say @require_safe, @require_POST or @takes_form"
    assert declared == {name: set(row.methods.split()) for name, row in MATRIX.items()}


@pytest.fixture
def bare_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the drawing out: who gets an answer is the question here, and drawing takes most of the time."""
    import_module("linli.surfaces.web.templatetags.ui")  # its tags keep the real function, whoever comes first
    monkeypatch.setattr("django.template.loader.render_to_string", lambda *args, **options: "page")


def written(statements: Any) -> list[str]:
    """Statements that change rows; a session may be kept by looking, everything else may not."""
    return [one["sql"][:120] for one in statements if _WRITES.match(one["sql"]) and "_session" not in one["sql"]]


def ask(client: Any, method: str, url: str) -> tuple[Any, list[str]]:
    """The answer and what was written on the way; everything is undone."""
    with transaction.atomic(), CaptureQueriesContext(connection) as found:
        answer = client.generic(method, url, content_type="application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    return answer, written(found)


@pytest.mark.parametrize("name", sorted(MATRIX))
def test_the_matrix_holds(name: str, cast: Any, client_of: Any, settings: Any, bare_pages: None) -> None:
    """Who gets an answer; what is looked at changes nothing; a method that isn't declared is refused."""
    settings.LINLI_DEMO = True
    row = MATRIX[name]
    url = reverse(name, kwargs=MAKERS[row.thing](cast))
    wrong = []
    for persona, member in PERSONAS.items():
        client = client_of(getattr(cast, member))
        for method in METHODS:
            answer, writes = ask(client, method, url)
            found, expected = verdict(answer), row.expected(persona)
            if method not in row.methods.split():
                refused = ("405",) if row.public else ("405", "sign-in", "forbidden", "keyless")
                wrong += [] if found in refused else [f"{method} {url} by {persona}: {found}, expected 405"]
            elif found != expected:
                wrong.append(f"{method} {url} by {persona}: {found}, expected {expected}")
            if method == "GET" and writes:
                wrong.append(f"GET {url} by {persona} writes: {writes}")
    assert not wrong, "\n".join(wrong)


def test_the_sweep_would_notice_a_change_and_an_undeclared_route() -> None:
    """The two helpers that the sweep leans on can fail."""
    said = [
        "SELECT 1",
        " update access_account SET x = 1",
        "INSERT INTO django_session (a)",
        'DELETE FROM "people_card"',
    ]
    assert written([{"sql": sql} for sql in said]) == [said[1], said[3]]
    assert declared_methods(lambda request: None) == set()
    assert declared_methods(policy.takes_form(lambda request: None)) == {"GET", "POST"}
    assert declared_methods(policy.public(require_safe(policy.takes_form(lambda request: None)))) == {"GET"}
