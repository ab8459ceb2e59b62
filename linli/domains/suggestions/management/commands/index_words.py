"""`index_words`: make the words of all cases searchable now, instead of waiting for the worker."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from linli.domains.suggestions import services


class Command(BaseCommand):
    """May be stopped and started again at any time."""

    help = "Index the words of cases that aren't indexed yet."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{services.index_all()} cases indexed")
