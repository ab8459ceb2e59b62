"""Registers what selfservice brings: its method section, permissions, events and errors."""

from django.apps import AppConfig


class SelfserviceConfig(AppConfig):
    """The app selfservice."""

    name = "linli.domains.selfservice"
    label = "selfservice"

    def ready(self) -> None:
        """Import what registers itself."""
        from linli.domains.selfservice import errors, events, permissions  # noqa: F401
