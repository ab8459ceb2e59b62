"""Registers what bulletins brings: its method section, permissions, events and errors."""

from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    """The app bulletins."""

    name = "linli.domains.bulletins"
    label = "bulletins"

    def ready(self) -> None:
        """Import what registers itself."""
        from linli.domains.bulletins import errors, events, permissions  # noqa: F401
        from linli.domains.bulletins.method import BulletinRules, check
        from linli.foundation.methods import registry

        registry.section("bulletins", BulletinRules, check=check)
