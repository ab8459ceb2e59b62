"""The two ages that say "we are late": apps register how old their oldest undone work is."""

from __future__ import annotations

from collections.abc import Callable

_ages: dict[str, Callable[[], float]] = {}


def register_age(name: str, age: Callable[[], float]) -> None:
    """Declare a measure: `age()` returns seconds since the oldest item was due, 0 when nothing waits.

    `/healthz` shows it as `oldest_<name>_seconds`.
    """
    _ages[name] = age


def ages() -> dict[str, float]:
    """All registered ages in seconds."""
    return {name: age() for name, age in _ages.items()}
