"""`demo`: load the demo counties."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from linli.demo import load, plan


class Command(BaseCommand):
    """Loads what is missing and writes the list of demo accounts; running it again changes nothing."""

    help = "Load the demo counties (all five, or those named)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """County and scale."""
        parser.add_argument("--county", action="append", default=[], choices=plan.slugs())
        parser.add_argument("--scale", type=float, default=1.0)

    def handle(self, *args: Any, **options: Any) -> None:
        """Load county by county."""
        if not 0 < options["scale"] <= 1:
            raise CommandError("--scale takes a share above 0 and up to 1")
        load.load(options["county"] or plan.slugs(), options["scale"], self.stdout.write)
