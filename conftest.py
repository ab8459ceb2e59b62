"""Starts the embedded test cluster before Django connects; one hook, so that bare pytest works too."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

os.environ["LINLI_TEST"] = "true"

pytest_plugins = ["tests.architecture.rendered", "tests.kit.browser", "tests.kit.plugin"]


def pytest_configure() -> None:
    """The cluster must answer before the first database is made."""
    from linli.config.start import database_up
    from tests.kit import databases

    database_up()
    databases.copied_not_migrated()
    databases.dropped_by_force()
    databases.emptied_by_rows()


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector needn't walk through it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Tests work under the application role, as the product does: it owns nothing, and row-level security binds it."""
    from django.conf import settings as found
    from django.db import connection

    from linli.config.database import PLANS

    options = connection.settings_dict["OPTIONS"]
    with (
        django_db_blocker.unblock(),
        connection.cursor() as cursor,
    ):  # tests that commit are cleaned up by emptying all tables
        cursor.execute(f"GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO {found.LINLI_DB_ROLE}")
        connection.close()
    options["options"] = f"-c role={found.LINLI_DB_ROLE} -c plan_cache_mode={PLANS}"
    yield
    del options["options"]  # who made the database drops it
    with django_db_blocker.unblock():
        connection.close()


@pytest.fixture(autouse=True)
def _forgetful() -> None:
    """No test meets what another left in the process's memory: counts of tries, a name kept for a minute."""
    from django.core.cache import cache

    from linli.kernel import memory

    cache.clear()
    memory.forget_all()


# A busy machine is no failure, and the same examples come in every run.
settings.register_profile(
    "linli", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("linli")
