"""Tests look at rows of all places; what services and selectors see is still bounded, since they say their own reach."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from linli.domains.alliances.tests import making
from linli.foundation.privacy import rls


@pytest.fixture(autouse=True)
def all_rows(db: None) -> Iterator[None]:
    with rls.everywhere():
        yield


@pytest.fixture
def scored(cast: Any) -> Any:
    """The cast under a method that gives points to units and deliberates at joint meetings."""
    making.under_points(cast)
    return cast
