"""`rotate_keys`: seal everything anew under the current key; may be stopped and started again at any time."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from linli.foundation.privacy import services
from linli.kernel import crypto


class Command(BaseCommand):
    """First give all processes the new ring (LINLI_DATA_KEY=2:…, LINLI_OLD_DATA_KEYS=1:…) and start them anew; then run this."""

    help = "Seal and index all personal columns under the current data key."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Rows of one transaction."""
        parser.add_argument("--batch", type=int, default=500, help="rows of one transaction")

    def handle(self, *args: Any, **options: Any) -> None:
        """A line per model; status 1 when rows had to be left."""
        results = services.rotate_keys(self._tell, max(1, options["batch"]))
        for result in results:
            self.stdout.write(f"{result.model}: {result.done} rows sealed anew, {len(result.left)} left")
        if left := [f"{result.model} {pk}" for result in results for pk in result.left]:
            raise CommandError(f"These rows don't open, or have a double, and stay as they are: {', '.join(left[:20])}")
        older = crypto.ring().numbers[1:]
        if older:
            numbers = ", ".join(map(str, older))
            self.stdout.write(
                f"Nothing is sealed under key {numbers} any more: LINLI_OLD_DATA_KEYS may be emptied. Keep it elsewhere: "
                "entries of the readers' log that were made under it are checked with it."
            )

    def _tell(self, model: str, done: int) -> None:
        if done % 50_000 < 500:
            self.stderr.write(f"  {model}: {done}")
