"""What `/healthz` says: the ages that say "we are late" (apps register how old their oldest undone work is), and other words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_ages: dict[str, Callable[[], float]] = {}
_words: dict[str, Callable[[], dict[str, Any]]] = {}


def register_age(name: str, age: Callable[[], float]) -> None:
    """Declare a measure: `age()` returns seconds since the oldest item was due, 0 when nothing waits.

    `/healthz` shows it as `oldest_<name>_seconds`.
    """
    _ages[name] = age


def register_words(name: str, words: Callable[[], dict[str, Any]]) -> None:
    """Declare what else `/healthz` shows: `words()` returns names and values, of this process."""
    _words[name] = words


def words() -> dict[str, Any]:
    """All registered words."""
    return {name: value for say in _words.values() for name, value in say().items()}


def ages() -> dict[str, float]:
    """All registered ages in seconds."""
    return {name: age() for name, age in _ages.items()}
