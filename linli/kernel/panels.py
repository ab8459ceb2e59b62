"""Panels: what a floor above adds to a page of a floor below, which doesn't know it.

    register("residents.dwelling", visits_of)                    # the upper app, in `ready`
    "panels": panels_for("residents.dwelling", actor, dwelling)  # the lower app's view, with a row that it fetched in scope
    {% include "ui/panels.html" %}                               # its template

Whoever fills a panel asks for the actor's rights again: who sees the page needn't see what stands in the panel.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a page: its heading (a msgid), the template that draws it, and what that one knows as `panel`."""

    title: str
    template: str
    facts: Any


#: actor, row → the panel; None where there is nothing for this actor.
Provider = Callable[[Actor, Any], Panel | None]

#: actor, what was sent with the page, what was decided → nothing: who filled a panel hears what came of it.
Listener = Callable[[Actor, Any, Any], None]

_providers: dict[str, list[Provider]] = defaultdict(list)
_listeners: dict[str, list[Listener]] = defaultdict(list)


def register(page: str, provider: Provider) -> None:
    """Have `provider` asked for a panel of `page`; registering it twice is once."""
    if provider not in _providers[page]:
        _providers[page].append(provider)


def panels_for(page: str, actor: Actor, row: Any) -> list[Panel]:
    """The panels of a page about `row`, in the order in which apps came up."""
    found = (provider(actor, row) for provider in _providers.get(page, ()))
    return [panel for panel in found if panel is not None]


def listen(page: str, listener: Listener) -> None:
    """Have `listener` told what came of a page whose panel it filled; registering it twice is once."""
    if listener not in _listeners[page]:
        _listeners[page].append(listener)


def tell(page: str, actor: Actor, sent: Any, done: Any) -> None:
    """Tell what came of a page: what was sent with it, and what was decided."""
    for listener in _listeners.get(page, ()):
        listener(actor, sent, done)
