import pytest

from linli.foundation.territory.tests.ground import Ground, make_ground, roles_of_the_ground

__all__ = ["ground", "roles_of_the_ground"]


@pytest.fixture
def ground(db, roles_of_the_ground) -> Ground:
    return make_ground()
