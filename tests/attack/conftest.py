"""One world for the attacks, made once and put back for each test."""

from __future__ import annotations

from copy import deepcopy
from importlib import import_module
from typing import Any

import pytest
from django.db import transaction
from django.template import loader

from linli.foundation.privacy import rls
from tests.attack import engines, there
from tests.attack import world as made
from tests.attack.there import There
from tests.kit.people import Member
from tests.kit.plugin import Made, named
from tests.kit.snapshot import EVERYTHING, Snapshot

#: What the world is made of; rows of the registers are seen and put back within a reach that sees all.
_WORLD = (*EVERYTHING, "residents", "membership", "selfservice", "rosters", "partners", "hotline")
_AROUND = ("visits", "selection", "surveys", "indicators", "relay", "webhooks", "ledger", *engines.APPS)
_ERRORS = ("400.html", "403.html", "404.html", "409.html", "_toast.html")


@pytest.fixture(scope="session")
def world_snapshot(cast_snapshot: Made, django_db_blocker: Any) -> tuple[Snapshot, made.World]:
    """The world on top of the cast."""
    snapshot, found = cast_snapshot
    with django_db_blocker.unblock(), transaction.atomic():
        snapshot.put()
        with rls.everywhere():
            world = Snapshot.of(lambda: made.of(named(*found)), _WORLD)
        transaction.set_rollback(True)
    return world


@pytest.fixture
def world(cast: Any, world_snapshot: tuple[Snapshot, made.World], settings: Any) -> made.World:
    """Cases with all that hangs on them in three places; the demo's pages are open too."""
    settings.LINLI_DEMO = True
    snapshot, world = world_snapshot
    with rls.everywhere():
        snapshot.put()
    return deepcopy(world)


@pytest.fixture(scope="session")
def there_snapshot(
    cast_snapshot: Made, world_snapshot: tuple[Snapshot, made.World], django_db_blocker: Any
) -> tuple[Snapshot, tuple[There, dict[str, Member]]]:
    """The registers of the other street on top of the world, and somebody of each role in Li's."""
    cast, world = cast_snapshot, world_snapshot

    def build() -> tuple[There, dict[str, Member]]:
        places = named(*cast[1])
        return there.build(places, deepcopy(world[1])), there.of_every_role(places)

    with django_db_blocker.unblock(), transaction.atomic():
        cast[0].put()
        with rls.everywhere():
            world[0].put()
            found = Snapshot.of(build, (*_WORLD, *_AROUND))
        transaction.set_rollback(True)
    return found


@pytest.fixture
def registers(world: made.World, there_snapshot: tuple[Snapshot, tuple[There, dict[str, Member]]]) -> There:
    """Everybody in the registers of the other street."""
    with rls.everywhere():
        there_snapshot[0].put()
    return there_snapshot[1][0]


@pytest.fixture
def roles(registers: There, there_snapshot: tuple[Snapshot, tuple[There, dict[str, Member]]]) -> dict[str, Member]:
    """Role → somebody who holds it in Li's street, or in an organization there, and nothing else."""
    return there_snapshot[1][1]


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
