"""What a method may write in its section `privacy`."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from linli.foundation.privacy.method import FieldRule

FIELD = {"label": "姓名", "purpose": "联系", "basis": "duty", "since": "left", "assumed": "test"}


def rule(amount: int, unit: str) -> Any:
    return FieldRule.model_validate(FIELD | {"keep": {"amount": amount, "unit": unit}})


def test_a_time_of_keeping_runs_day_and_night() -> None:
    assert rule(3, "days").keep.length.days == 3
    for unit in ("working_days", "working_hours"):
        with pytest.raises(ValidationError, match="runs day and night"):
            rule(3, unit)
