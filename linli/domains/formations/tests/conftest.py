"""Jiang under a method with forms on sites, or with joint organizations and the fallback."""

from __future__ import annotations

from typing import Any

import pytest

from linli.domains.formations.tests import making


@pytest.fixture
def flexible(cast: Any) -> Any:
    return making.under(cast, making.FLEXIBLE)


@pytest.fixture
def joint(cast: Any) -> Any:
    return making.under(cast, making.JOINT)
