"""Telling upper floors, inside the transaction, that what some people may do has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

Watcher = Callable[[frozenset[int]], None]

_watchers: list[Watcher] = []


def when_rights_change(watcher: Watcher) -> None:
    """Call `watcher(card_ids)` whenever posts or absences of these people change. `access` drops cached rights there.

    A registry and not an event, since a right that was taken away must be gone when the transaction commits.
    """
    if watcher not in _watchers:
        _watchers.append(watcher)


def rights_changed(card_ids: Iterable[int | None]) -> None:
    """Tell all watchers; None ids are left out."""
    ids = frozenset(pk for pk in card_ids if pk is not None)
    for watcher in _watchers:
        watcher(ids)
