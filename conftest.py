"""Starts the embedded test cluster before Django connects; one hook, so that bare pytest works too."""

from __future__ import annotations

import os

os.environ["LINLI_TEST"] = "true"

pytest_plugins = ["tests.architecture.rendered", "tests.kit.plugin"]


def pytest_configure() -> None:
    """The cluster must answer before the first database is made."""
    from linli.config.start import database_up

    database_up()
