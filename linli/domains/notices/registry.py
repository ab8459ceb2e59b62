"""Pages of those who are told: the app that knows a kind of recipient says where the page of what they are told about is."""

from __future__ import annotations

from collections.abc import Callable

#: From the number of the row to the path of the page; "" where there is none (any more).
Find = Callable[[int], str]

_pages: dict[str, Find] = {}


def register_page(kind: str, find: Find) -> None:
    """Say where links to recipients of a kind ("cases.reporter") lead."""
    _pages[kind] = find


def page_of(kind: str, pk: int) -> str:
    """The path of a recipient's page; "" where no app knows one."""
    return _pages[kind](pk) if kind in _pages else ""
