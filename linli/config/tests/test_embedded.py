"""The embedded server is the wheel's, whatever the machine holds."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_server_that_answers_is_the_wheels() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select version(), current_setting('fsync'), current_user")
        version, fsync, user = cursor.fetchone()
    assert version.startswith("PostgreSQL 18.")
    assert (fsync, user) == ("off", "linli")
