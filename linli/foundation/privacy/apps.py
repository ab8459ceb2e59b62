"""Registers what privacy brings: its method section, permissions, events and errors."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """The app privacy."""

    name = "linli.foundation.privacy"
    label = "privacy"

    def ready(self) -> None:
        """Import what registers itself."""
        from linli.foundation.privacy import errors, events, permissions  # noqa: F401
