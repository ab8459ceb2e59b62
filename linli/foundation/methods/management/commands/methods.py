"""`./run methods check | diff A B | install COUNTY|all | keys`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from linli.foundation.methods import listing, loader, services
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken


class Command(BaseCommand):
    """Checks, compares, installs and lists methods."""

    help = "Check, compare, install and list the counties' methods."
    requires_system_checks: list[str] = []  # a broken file is what `check` is for

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Four verbs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("check", help="read every file and report all that is wrong")
        diff = verbs.add_parser("diff", help="what differs between two counties (or base and a county)")
        diff.add_argument("first")
        diff.add_argument("second")
        install = verbs.add_parser("install", help="keep a county's file as a release")
        install.add_argument("county", help="a county, or all")
        verbs.add_parser("keys", help="every key that a file may have, as Markdown")

    def handle(self, *, verb: str, **options: Any) -> None:
        """Run one verb; a broken method ends with status 1 and every problem."""
        try:
            getattr(self, f"_{verb}")(**options)
        except loader.MethodError as error:
            raise CommandError(str(error)) from error
        except RuleBroken as error:
            raise CommandError(error.message) from error

    def _check(self, **_: Any) -> None:
        if problems := loader.problems_in(loader.FOLDER):
            raise loader.MethodError(problems)
        self.stdout.write(f"{len(loader.slugs())} methods read, nothing wrong")

    def _diff(self, first: str, second: str, **_: Any) -> None:
        for line in listing.differences(first, second):
            self.stdout.write(line)

    def _install(self, county: str, **_: Any) -> None:
        actor = Actor.system()
        if county == "all":
            done = services.install_all(actor)
        else:
            done = [services.install_method(actor, slug=county)]
        for release, created in done:
            self.stdout.write(f"{release.slug} {release.version}: {'installed' if created else 'already there'}")

    def _keys(self, **_: Any) -> None:
        self.stdout.write(listing.reference())
