"""Production settings with two more addresses; used by the bench alone."""

from linli.config.settings import *  # noqa: F403

ROOT_URLCONF = "tools.bench.urls"
