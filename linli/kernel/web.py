"""The last two moves of a view: render a page (or, for htmx, its part), or redirect after a change; and refusals for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render, resolve_url

from linli.kernel.tables import FILES, table_answer

#: The name of a file, and what makes its rows when they are asked for: a head, then the lines.
Rows = tuple[str, Callable[[], Iterable[Sequence[str | int]]]]


def is_partial(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page (not when it restores history, which wants the whole page)."""
    headers = request.headers
    return bool(headers.get("HX-Request")) and not headers.get("HX-History-Restore-Request")


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    partial: str | None = None,
    status: int = 200,
    table: Rows | None = None,
) -> HttpResponse:
    """Render `template`, or `partial` with the same context when htmx asks.

    A page of figures gives its `table`: `?as=csv` and `?as=xlsx` in its own address answer the same as a file, to whoever may see
    the page, with its filters. The tag `table_links` shows the way.
    """
    form = request.GET.get("as", "")
    if table is not None and form in FILES:
        return table_answer(table[1](), table[0], form)
    name = partial if partial and is_partial(request) else template
    response = render(request, name, context, status=status)
    response.headers["Vary"] = "HX-Request, Cookie, Accept-Language"
    return response


def see_other(name: str, *args: Any, **kwargs: Any) -> HttpResponse:
    """Redirect (303) to a named URL after a change, so that a reload doesn't repeat it."""
    return see_other_url(resolve_url(name, *args, **kwargs))


def see_other_url(url: str) -> HttpResponse:
    """Redirect (303) to a local path; the caller vouches that it is local."""
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response


def problem(status: int, code: str, words: str, **more: object) -> HttpResponse:
    """A refusal for a program (RFC 9457): `code` for its branches, `words` for its people, and what else is to be said."""
    said = {"type": "about:blank", "status": status, "code": code, "detail": words, **more}
    kind = "application/problem+json"
    return JsonResponse(said, status=status, content_type=kind, json_dumps_params={"ensure_ascii": False})
