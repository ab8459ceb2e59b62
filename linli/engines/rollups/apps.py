"""Registers what the rollups bring: their job, the age of what isn't counted yet, and how they follow the ground."""

from django.apps import AppConfig


class RollupsConfig(AppConfig):
    """The app rollups."""

    name = "linli.engines.rollups"
    label = "rollups"

    def ready(self) -> None:
        """Import what registers itself, and follow subtrees that are hung elsewhere."""
        from linli.engines.rollups import selectors, tasks  # noqa: F401
        from linli.engines.rollups.services import follow_ground
        from linli.foundation.territory.services import register_follower
        from linli.kernel import health

        health.register_age("uncounted_change", selectors.oldest_uncounted_seconds)
        register_follower(follow_ground)
