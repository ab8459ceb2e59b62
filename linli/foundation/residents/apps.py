"""Registers what residents brings: its method section, permissions, events and errors."""

from django.apps import AppConfig


class ResidentsConfig(AppConfig):
    """The app residents."""

    name = "linli.foundation.residents"
    label = "residents"

    def ready(self) -> None:
        """Import what registers itself, and follow the ground when it changes."""
        from linli.foundation.methods import registry
        from linli.foundation.residents import errors, events, permissions  # noqa: F401
        from linli.foundation.residents.handlers import follow_area
        from linli.foundation.residents.method import ResidentRules
        from linli.foundation.territory.services import register_follower

        registry.section("residents", ResidentRules)
        register_follower(follow_area)
