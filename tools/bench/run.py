"""`python -m tools.bench.run SET SECONDS ROUNDS SWEEP_SECONDS`: measure the copy that DATABASE_URL names."""

import sys

import django
from django.core.management import call_command

if __name__ == "__main__":
    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0)
    from linli.config.env import env
    from tools.bench.__main__ import measured, write

    name, seconds, rounds, sweep_seconds = sys.argv[1:]
    result = measured(name, float(seconds), int(rounds), float(sweep_seconds))
    print(write(result, env.var()))
