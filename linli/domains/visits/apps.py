"""Registers what visits brings: its method section, permissions, events and errors."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    """The app visits."""

    name = "linli.domains.visits"
    label = "visits"

    def ready(self) -> None:
        """Import what registers itself."""
        from linli.domains.visits import errors, events, permissions  # noqa: F401
