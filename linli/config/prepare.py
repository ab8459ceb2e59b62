"""Everything between an empty database and a served product, in one process (one start of Django)."""

from __future__ import annotations

import argparse
import sys
import time
from typing import Any

import django
from django.core.management import call_command
from django.core.management.base import CommandError

from linli.config import ready
from linli.config.env import BadSetting


def run(text: str, command: str, *arguments: str, **options: Any) -> None:
    """One management command with a line of progress; a second line when it took long."""
    print(f"· {text}", file=sys.stderr, flush=True)
    began = time.monotonic()
    call_command(command, *arguments, **options)
    if (spent := time.monotonic() - began) > 3:
        print(f"  took {spent:.0f} s", file=sys.stderr, flush=True)


def main(argv: list[str]) -> int:
    """``--demo ARGUMENTS…`` loads the demo too; 1 with a sentence when a command refuses."""
    parser = argparse.ArgumentParser(prog="prepare")
    parser.add_argument("--static", action="store_true", help="collect the static files")
    parser.add_argument("--demo", nargs=argparse.REMAINDER, help="load the demo with these arguments")
    options = parser.parse_args(argv)
    try:
        django.setup()
        run("tables", "migrate", verbosity=0)
        ready.keys()
        if options.static:
            run("static files", "collectstatic", interactive=False, verbosity=0)
        if options.demo is not None:
            run("demo counties", "demo", *options.demo)
    except (CommandError, BadSetting) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
