import pytest

from linli.foundation.territory.tests.ground import Ground, make_ground


@pytest.fixture
def ground(db) -> Ground:
    return make_ground()
