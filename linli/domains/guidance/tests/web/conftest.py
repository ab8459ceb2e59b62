"""Over HTTP nothing is seen but what the pages themselves reach for."""

import pytest


@pytest.fixture(autouse=True)
def all_rows(db: None) -> None:
    """Switched off here: a view that forgot its reach must see nothing."""
