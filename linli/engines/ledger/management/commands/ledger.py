"""`ledger verify`: recompute every balance from the postings, follow the journal, and name the first that doesn't hold."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from linli.engines.ledger import services
from linli.kernel.chain import line_of


class Command(BaseCommand):
    """Ends with status 1 when something doesn't hold. The digests that it prints are worth noting outside of the server."""

    help = "Recompute the ledgers of all counties (or of one) and name the first entry or account that doesn't hold."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, and for which county."""
        parser.add_argument("action", choices=["verify"])
        parser.add_argument("--county", type=int, help="number of one county")

    def handle(self, *args: Any, **options: Any) -> None:
        """Some lines per county."""
        chosen = [options["county"]] if options["county"] else services.counties()
        reports = [services.verify_county(county_id) for county_id in chosen]
        for report in reports:
            self.stdout.write(line_of(report.chain))
            for why, where in report.findings:
                self.stdout.write(f"county {report.county_id}: {why.format(where=where)}")
            if report.sound:
                self.stdout.write(
                    f"county {report.county_id}: {report.accounts} accounts, {report.postings} postings hold"
                )
        if broken := [str(report.county_id) for report in reports if not report.sound]:
            raise CommandError(f"The ledger of county {', '.join(broken)} doesn't hold.")
