"""Finding cases by the words in them: a floor above, which knows these, offers it to the queue."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import Q

from linli.kernel.actor import Actor


class Found(NamedTuple):
    """Cases in whose words a text stands: the condition, and how well each fits (an expression, more is better)."""

    where: Q
    fit: Any


#: Actor, text → what is found; None where this search has nothing to say about such a text.
Finder = Callable[[Actor, str], Found | None]

_finders: list[Finder] = []


def search_with(finder: Finder) -> None:
    """Have a finder asked for each text that is searched; registering it twice is once."""
    if finder not in _finders:
        _finders.append(finder)


def found_by_words(actor: Actor, text: str) -> Found | None:
    """What the first finder that knows such a text says; None where none does."""
    return next((found for finder in _finders if (found := finder(actor, text))), None) if text else None
