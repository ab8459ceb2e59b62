"""`verify_looks`: follow every county's chain of looks and name the first entry that doesn't hold."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from linli.foundation.privacy import services
from linli.kernel.chain import line_of


class Command(BaseCommand):
    """Ends with status 1 when a chain is broken. The digests that it prints are worth noting outside of the server."""

    help = "Follow the readers' log of all counties (or of one) and name the first broken entry."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """County and note."""
        parser.add_argument("--county", type=int, help="number of one county")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line per county."""
        chosen = [options["county"]] if options["county"] else services.counties()
        reports = [services.verify_chain(county_id) for county_id in chosen]
        for report in reports:
            self.stdout.write(line_of(report))
        if broken := [str(report.county_id) for report in reports if report.first_broken is not None]:
            raise CommandError(f"The readers' log of county {', '.join(broken)} was tampered with.")
