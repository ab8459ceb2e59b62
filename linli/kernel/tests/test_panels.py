"""Panels: registered once, asked in order, left out where there is nothing to show."""

from __future__ import annotations

from typing import Any

import pytest

from linli.kernel import panels
from linli.kernel.actor import Actor
from linli.kernel.panels import Panel


def first(actor: Actor, row: Any) -> Panel | None:
    return Panel("First", "x.html", row)


def for_the_system(actor: Actor, row: Any) -> Panel | None:
    return Panel("Second", "y.html", row) if actor.is_system else None


def test_panels_stand_in_the_order_of_their_apps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panels, "_providers", panels.defaultdict(list))
    for provider in (first, for_the_system, first):
        panels.register("things.thing", provider)
    assert [one.title for one in panels.panels_for("things.thing", Actor.system(), 1)] == ["First", "Second"]
    assert [one.facts for one in panels.panels_for("things.thing", Actor.public(), 7)] == [7]
    assert panels.panels_for("things.other", Actor.system(), 1) == []
