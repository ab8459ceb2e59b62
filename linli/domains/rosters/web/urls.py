"""Addresses of rosters: the same pages for everything that comes in as lists, each under its own permission."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path

from linli.domains.rosters.subjects import Subject, subjects
from linli.domains.rosters.web import exports, views
from linli.kernel.policy import requires

app_name = "rosters"

_OUT = "console/residents/exports/<int:pk>/"
_ONE = "<int:pk>/"

#: Where below a subject's prefix, the view, and its name.
_PAGES: tuple[tuple[str, Any, str], ...] = (
    ("", views.imports, "imports"),
    ("send/", views.send, "send"),
    (_ONE, views.roster, "import"),
    (f"{_ONE}columns/", views.columns, "columns"),
    (f"{_ONE}run/", views.run, "run"),
    (f"{_ONE}stop/", views.stop, "stop"),
    (f"{_ONE}erase/", views.erase, "erase"),
    (f"{_ONE}wrong-rows/", views.wrong_rows, "wrong-rows"),
)


def _pages(about: Subject) -> Iterator[URLPattern]:
    allowed = requires(about.permission)
    sorting = ((f"{_ONE}sort/", views.sort, "sort"),) if about.sorts else ()
    for where, view, name in (*_PAGES, *sorting):
        yield path(about.prefix + where, allowed(view), {"about": about}, name=about.name + name)


urlpatterns = [
    *(pattern for about in subjects() for pattern in _pages(about)),
    path("console/residents/exports/", exports.exports, name="exports"),
    path("console/residents/exports/ask/", exports.ask, name="ask"),
    path(_OUT, exports.export, name="export"),
    path(f"{_OUT}file/", exports.take, name="take"),
    path(f"{_OUT}stop/", exports.stop, name="stop-export"),
    path(f"{_OUT}go-on/", exports.go_on, name="go-on-export"),
    path(f"{_OUT}erase/", exports.erase, name="erase-export"),
]
