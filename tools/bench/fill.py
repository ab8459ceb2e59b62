"""`python -m tools.bench.fill SET`: fill the empty database that DATABASE_URL names."""

import sys

import django

if __name__ == "__main__":
    django.setup()
    from linli.demo import plan
    from tools.bench import sets

    sets.fill(plan.slugs()[0], sets.SIZES[sys.argv[1]])
