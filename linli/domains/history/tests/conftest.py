"""Tests of history have the category tables that Linli ships, and look at rows of all places; services say their own reach."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from linli.domains.cases.services import load_shipped_categories
from linli.foundation.privacy import rls
from linli.kernel.actor import Actor


@pytest.fixture(autouse=True)
def all_rows(db: None) -> Iterator[None]:
    load_shipped_categories(Actor.system())
    with rls.everywhere():
        yield
