"""Addresses of rosters: the same pages for everything that comes in or goes out as lists, each under its own permission."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path

from linli.domains.rosters.subjects import Outlet, Subject, subjects
from linli.domains.rosters.web import exports, views
from linli.kernel.policy import requires
from linli.kernel.stepup import stepped_up

app_name = "rosters"

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

#: The same of lists that go out; a file is fetched after a fresh proof.
_OUT: tuple[tuple[str, Any, str], ...] = (
    ("", exports.exports, "exports"),
    (_ONE, exports.export, "export"),
    (f"{_ONE}stop/", exports.stop, "stop-export"),
    (f"{_ONE}go-on/", exports.go_on, "go-on-export"),
    (f"{_ONE}erase/", exports.erase, "erase-export"),
)


def _pages(about: Subject) -> Iterator[URLPattern]:
    allowed = requires(about.permission)
    sorting = ((f"{_ONE}sort/", views.sort, "sort"),) if about.sorts else ()
    for where, view, name in (*_PAGES, *sorting):
        yield path(about.prefix + where, allowed(view), {"about": about}, name=about.name + name)


def _pages_out(about: Subject, out: Outlet) -> Iterator[URLPattern]:
    allowed, proved = requires(out.permission), stepped_up(form=out.page("export"))
    for where, view, name in (*_OUT, (f"{_ONE}file/", proved(exports.take), "take")):
        yield path(out.prefix + where, allowed(view), {"about": about}, name=out.name + name)


urlpatterns = [
    path("console/residents/exports/ask/", exports.ask, name="ask"),
    *(pattern for about in subjects() for pattern in _pages(about)),
    *(pattern for about in subjects() if about.out for pattern in _pages_out(about, about.out)),
]
