"""Registers what residents brings: its method section, permissions, events and errors."""

from django.apps import AppConfig


class ResidentsConfig(AppConfig):
    """The app residents."""

    name = "linli.foundation.residents"
    label = "residents"

    def ready(self) -> None:
        """Import what registers itself."""
        from linli.foundation.residents import errors, events, permissions  # noqa: F401
