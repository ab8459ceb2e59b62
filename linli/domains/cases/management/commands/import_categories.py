"""`import_categories`: load the shipped category tables, or one file of a county's own."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from linli.domains.cases.services import categories
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken


class Command(BaseCommand):
    """Without arguments: all tables of Linli. With a file: that table, under --standard and --kind."""

    help = "Load category tables (CSV in UTF-8 or GBK; columns code, name, major, request_kind)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("--standard", default="local")
        parser.add_argument("--kind", default="request")
        parser.add_argument("--retire-missing", action="store_true", help="retire classes that the file lacks")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            for name, report in self._reports(options).items():
                self._say(name, report)
        except RuleBroken as refusal:
            raise CommandError(refusal.message) from refusal

    def _reports(self, options: dict[str, Any]) -> dict[str, categories.Report]:
        path: Path | None = options["file"]
        if path is None:
            return categories.load_shipped_categories(Actor.system())
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        rows = categories.read_rows(path.read_bytes())
        named = {key: options[key] for key in ("standard", "kind", "retire_missing")}
        return {path.name: categories.import_categories(Actor.system(), rows=rows, **named)}

    def _say(self, name: str, report: categories.Report) -> None:
        for line, wrong in report.errors:
            self.stderr.write(f"{name}, line {line}: {wrong}")
        if report.errors:
            raise CommandError(f"{name}: nothing was written.")
        self.stdout.write(f"{name}: {report.created} new, {report.changed} changed, {report.unchanged} unchanged")
