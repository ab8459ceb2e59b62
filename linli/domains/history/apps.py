"""Registers what history brings: a kind of list, and its refusals."""

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    """The app history."""

    name = "linli.domains.history"
    label = "history"

    def ready(self) -> None:
        """Let lists of past cases come in."""
        from linli.domains.history import errors  # noqa: F401
        from linli.domains.history.services import PAST_CASES
        from linli.domains.rosters import subjects

        subjects.register(PAST_CASES)
