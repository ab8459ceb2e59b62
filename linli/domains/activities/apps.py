"""Registers what activities brings: its method section, permissions, events, errors, its panel, and how it follows the ground."""

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    """The app activities."""

    name = "linli.domains.activities"
    label = "activities"

    def ready(self) -> None:
        """Import what registers itself, and follow the ground when it changes."""
        from linli.domains.activities import errors, events, permissions  # noqa: F401
        from linli.domains.activities.method import ActivitiesRules, across
        from linli.domains.activities.selectors import activities_panel
        from linli.domains.activities.services.following import move_rows
        from linli.foundation.methods import registry
        from linli.foundation.territory.services import follow_ends
        from linli.kernel import panels

        registry.section("activities", ActivitiesRules, across)
        follow_ends(move_rows)
        panels.register("organizations.organization", activities_panel)
