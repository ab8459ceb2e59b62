"""Registers what history brings: a kind of list, its method section, and its refusals."""

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    """The app history."""

    name = "linli.domains.history"
    label = "history"

    def ready(self) -> None:
        """Let lists of past cases come in."""
        from linli.domains.history import errors  # noqa: F401
        from linli.domains.history.method import HistoryRules
        from linli.domains.history.services import PAST_CASES
        from linli.domains.rosters import subjects
        from linli.foundation.methods import registry

        registry.section("history", HistoryRules)
        subjects.register(PAST_CASES)
