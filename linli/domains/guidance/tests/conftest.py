"""Tests look at rows of all places; what services and selectors see is still bounded, since they say their own reach."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from linli.foundation.privacy import rls


@pytest.fixture(autouse=True)
def all_rows(db: None) -> Iterator[None]:
    with rls.everywhere():
        yield
