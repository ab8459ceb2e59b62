"""`train_suggestions [COUNTY …]`: learn from past cases now; all counties without a name."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.http import Http404

from linli.domains.suggestions import services
from linli.foundation.territory import selectors as territory
from linli.kernel.errors import RuleBroken


class Command(BaseCommand):
    """One line for each county: what it learned from, and how well it would have said it."""

    help = "Learn categories from the past cases of counties (all, or those named by the slug of their method)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("county", nargs="*")

    def handle(self, *args: Any, **options: Any) -> None:
        for county in [self._county(slug) for slug in options["county"]] or territory.counties():
            try:
                self._say(county.name, services.learn_county(county))
            except RuleBroken as refusal:
                raise CommandError(f"{county.name}: {refusal.message}") from refusal

    def _county(self, slug: str) -> Any:
        try:
            return territory.county_by_slug(slug)
        except Http404:
            raise CommandError(f"There is no county {slug}.") from None

    def _say(self, name: str, lesson: Any) -> None:
        if not lesson.data:
            self.stdout.write(f"{name}: too few cases ({lesson.texts} texts); nothing is suggested")
            return
        f1 = "not measured" if lesson.macro_f1 is None else f"{lesson.macro_f1:.3f}"
        size = len(lesson.data) / 1024
        self.stdout.write(
            f"{name}: {len(lesson.figures)} classes from {lesson.texts} texts, macro-F1 {f1}, {size:.0f} KiB, {lesson.seconds:.1f} s"
        )
