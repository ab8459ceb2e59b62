"""Registers what formations bring: method section, permissions, events and errors."""

from django.apps import AppConfig


class FormationsConfig(AppConfig):
    """The app formations."""

    name = "linli.domains.formations"
    label = "formations"

    def ready(self) -> None:
        """Import what registers itself, and follow the ground."""
        from linli.domains.formations import errors, events, permissions  # noqa: F401
        from linli.domains.formations.method import FormationRules, across
        from linli.domains.formations.services.following import move_rows
        from linli.foundation.methods import registry
        from linli.foundation.territory.services import follow_ends

        registry.section("formations", FormationRules, across)
        follow_ends(move_rows)
