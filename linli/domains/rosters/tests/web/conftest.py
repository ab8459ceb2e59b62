"""Over HTTP nothing is seen but what the pages themselves reach for."""

import pytest


@pytest.fixture(autouse=True)
def all_rows() -> None:
    """No reach of our own."""
