"""What every process does before Django: one sentence for a bad setting, a database that is up."""

from __future__ import annotations

import sys

from linli.config import embedded
from linli.config.env import BadSetting, env
from linli.config.wheel import EmbeddedError

# Commands that never need the database: they must work on a broken machine too.
WITHOUT_DATABASE = {"help", "version", "--help", "--version", "collectstatic", "newapp", "words", ""}

# Commands that need neither the application role nor its keys: one makes the role and looks at the keys itself, two read code.
BY_THEMSELVES = {"migrate", "makemigrations", "check"}


def main(argv: list[str]) -> int:
    """Run a management command; errors of settings and start are sentences, not tracebacks."""
    try:
        command = argv[1] if len(argv) > 1 else ""
        if command not in WITHOUT_DATABASE:
            database_up()
        if command not in WITHOUT_DATABASE | BY_THEMSELVES:
            _role_and_keys()
        from django.core.management import execute_from_command_line

        execute_from_command_line(argv)
    except (BadSetting, EmbeddedError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def database_up() -> None:
    """Start the embedded server unless ``DATABASE_URL`` names another."""
    if not env.str("DATABASE_URL", ""):
        embedded.ensure(test=env.bool("LINLI_TEST", False))


def _role_and_keys() -> None:
    """Work begins under the application role and with the right keys, or not at all."""
    from linli.config import ready
    from linli.config.database import check_role

    check_role()
    ready.keys()
