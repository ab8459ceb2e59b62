"""The clock can be held, nests, and takes no naive moment."""

from datetime import UTC, datetime

import pytest

from linli.kernel import clock


def test_it_stands_still_inside_and_runs_outside() -> None:
    outer, inner = datetime(2026, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC)
    with clock.frozen(outer):
        with clock.frozen(inner):
            assert clock.now() == inner
        assert clock.now() == outer
    assert clock.now() > outer


def test_the_day_is_chinas() -> None:
    with clock.frozen(datetime(2026, 11, 18, 16, 30, tzinfo=UTC)):
        assert clock.today().day == 19


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"), clock.frozen(datetime(2026, 1, 1)):
        pass
