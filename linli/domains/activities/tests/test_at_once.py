"""Two write for one branch at the same moment."""

from __future__ import annotations

from typing import Any

import pytest

from linli.domains.activities.models import Activity
from linli.domains.activities.tests import making
from linli.domains.cases.tests.test_at_once import both

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_plan_the_same_period(cast: Any) -> None:
    assert both(*[lambda: making.themed(cast)] * 2) == ["activities.planned_already", "done"]
    assert Activity.unscoped.count() == 1


def test_two_write_down_how_it_went(cast: Any) -> None:
    row = making.themed(cast)
    assert both(*[lambda: making.held(cast, row)] * 2) == ["activities.not_now", "done"]
