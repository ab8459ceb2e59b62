"""Registers what rosters brings: its method section, permissions, events and errors."""

from django.apps import AppConfig


class RostersConfig(AppConfig):
    """The app rosters."""

    name = "linli.domains.rosters"
    label = "rosters"

    def ready(self) -> None:
        """Import what registers itself, and say which column is sealed."""
        from linli.domains.rosters import errors, events, services, subjects  # noqa: F401
        from linli.foundation.privacy.registry import register_sealed

        subjects.register(services.LISTS)
        register_sealed("rosters.Piece", "sealed", purpose="rosters.piece")
