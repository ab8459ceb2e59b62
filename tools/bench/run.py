"""`python -m tools.bench.run SET SECONDS ROUNDS SWEEP_SECONDS` (or `--doors SECONDS ROUNDS`): measure the copy that DATABASE_URL names."""

import logging
import sys

import django
from django.core.management import call_command

if __name__ == "__main__":
    django.setup()
    logging.getLogger("linli.request").disabled = True  # of this process; the served one's log is read
    call_command("collectstatic", interactive=False, verbosity=0)
    from linli.config.env import env
    from tools.bench import doors
    from tools.bench.__main__ import measured, write

    name, seconds, rounds, *sweep_seconds = sys.argv[1:]
    if name == "--doors":
        print(doors.measured(float(seconds), int(rounds)))
    else:
        print(write(measured(name, float(seconds), int(rounds), float(sweep_seconds[0])), env.var()))
