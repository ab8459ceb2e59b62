"""Registers what selection brings: its method section, permissions, events and errors."""

from django.apps import AppConfig


class SelectionConfig(AppConfig):
    """The app selection."""

    name = "linli.domains.selection"
    label = "selection"

    def ready(self) -> None:
        """Import what registers itself, and follow the ground when it changes."""
        from linli.domains.selection import errors, events, permissions  # noqa: F401
        from linli.domains.selection.handlers import follow_area, follow_person
        from linli.domains.selection.method import SelectionRules, across
        from linli.foundation.methods import registry
        from linli.foundation.residents.services import register_person_follower
        from linli.foundation.territory.services import register_follower

        registry.section("selection", SelectionRules, across)
        register_follower(follow_area)
        register_person_follower(follow_person)
