"""Fixtures of the kit: `cast`, `client_of`, `matrix` helpers. Loaded by the root conftest for all tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.kit.snapshot import Snapshot, fresh

Made = tuple[Snapshot, tuple[Any, dict[str, Any]]]


@pytest.fixture(scope="session")
def cast_snapshot(django_db_setup: None, django_db_blocker: Any) -> Made:
    """Ground and people, made once per test database and rolled back at once."""
    from tests.kit import people, places

    def build() -> tuple[Any, dict[str, Any]]:
        ground = places.build()
        return ground, people.signed_in(people.build(ground))

    with django_db_blocker.unblock():
        return Snapshot.of(build)


@pytest.fixture
def cast(db: None, cast_snapshot: Made) -> SimpleNamespace:
    """The named cast and their places (see `tests.kit.people.PLAYERS` and `tests.kit.places.Ground`)."""
    snapshot, found = cast_snapshot
    snapshot.put()
    return named(*found)


def named(ground: Any, members: dict[str, Any]) -> SimpleNamespace:
    """Places (fresh copies) and people by their names in the tests."""
    return SimpleNamespace(**{field.name: fresh(getattr(ground, field.name)) for field in fields(ground)}, **members)


@pytest.fixture
def client_of() -> Callable[[Any], Client]:
    """`client_of(cast.li_grid_worker)`: a test client with somebody's session; residents aren't signed in.

    All clients of one person share the session that came with the cast.
    """

    def make(member: Any, **options: Any) -> Client:
        client = Client(**options)
        if member.session:
            client.cookies[settings.SESSION_COOKIE_NAME] = member.session
        return client

    return make
