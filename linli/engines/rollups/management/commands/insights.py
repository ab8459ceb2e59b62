"""`insights verify` and `insights rebuild`: recompute every figure from the rows; name the differences, or put them right."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from linli.engines.rollups import services
from linli.engines.rollups.services import Found
from linli.foundation.territory import selectors as territory

#: Differences that are printed; more of them say no more.
SHOWN = 20


class Command(BaseCommand):
    """`verify` ends with status 1 where something differs. A `rebuild` that was stopped goes on where it was."""

    help = "Recompute the figures of all counties (or of one) from the rows: name what differs, or put it right."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, and for which county."""
        parser.add_argument("action", choices=["verify", "rebuild"])
        parser.add_argument("--county", type=int, help="number of one county")

    def handle(self, *args: Any, **options: Any) -> None:
        """A line per county, and one per difference."""
        mend = options["action"] == "rebuild"
        walk = services.rebuild_county if mend else services.verify_county
        wrong = 0
        for county_id in [options["county"]] if options["county"] else [one.pk for one in territory.counties()]:
            found = walk(county_id)
            self._tell(found, "put right" if mend else "differ")
            wrong += len(found.differences)
        if wrong and not mend:
            raise CommandError(f"{wrong} figures aren't what the rows are. ./run insights rebuild puts them right.")

    def _tell(self, found: Found, said: str) -> None:
        self.stdout.write(
            f"county {found.county_id}: {found.subjects} subjects, {len(found.differences)} figures {said}"
        )
        for one in found.differences[:SHOWN]:
            whose = "" if one.subject_id is None else f" of {one.subject_id}"
            self.stdout.write(f"  {one.what}{whose} {one.day} in {one.area_id} {one.dims}: {one.count:+d}")
