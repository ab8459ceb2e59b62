"""One world for the attacks, made once and put back for each test."""

from __future__ import annotations

from copy import deepcopy
from importlib import import_module
from typing import Any

import pytest
from django.db import transaction
from django.template import loader

from tests.attack import world as made
from tests.kit.plugin import Made, named
from tests.kit.snapshot import EVERYTHING, Snapshot

_ERRORS = ("400.html", "403.html", "404.html", "409.html", "_toast.html")


@pytest.fixture(scope="session")
def world_snapshot(cast_snapshot: Made, django_db_blocker: Any) -> tuple[Snapshot, made.World]:
    """The world on top of the cast."""
    snapshot, found = cast_snapshot
    with django_db_blocker.unblock(), transaction.atomic():
        snapshot.put()
        world = Snapshot.of(lambda: made.of(named(*found)), EVERYTHING)
        transaction.set_rollback(True)
    return world


@pytest.fixture
def world(cast: Any, world_snapshot: tuple[Snapshot, made.World], settings: Any) -> made.World:
    """Cases with all that hangs on them in three places; the demo's pages are open too."""
    settings.LINLI_DEMO = True
    snapshot, world = world_snapshot
    snapshot.put()
    return deepcopy(world)


@pytest.fixture
def bare_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the drawing out where only the kind of answer counts."""
    import_module("linli.surfaces.web.templatetags.ui")  # its tags keep the real function, whoever comes first
    monkeypatch.setattr("django.template.loader.render_to_string", lambda *args, **options: "page")


@pytest.fixture
def bare_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the drawing of refusals, which say nothing of their thing; all else is drawn."""
    import_module("linli.surfaces.web.templatetags.ui")
    draw = loader.render_to_string

    def drawn(template_name: Any, *args: Any, **options: Any) -> str:
        return "refused" if template_name in _ERRORS else draw(template_name, *args, **options)

    monkeypatch.setattr("django.template.loader.render_to_string", drawn)
