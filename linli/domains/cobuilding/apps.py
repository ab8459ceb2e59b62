"""Registers what cobuilding brings: its method section, permissions, events, errors, what is sealed, and how it follows the ground."""

from django.apps import AppConfig


class CobuildingConfig(AppConfig):
    """The app cobuilding."""

    name = "linli.domains.cobuilding"
    label = "cobuilding"

    def ready(self) -> None:
        """Import what registers itself, and follow the ground when it changes."""
        from linli.domains.cobuilding import errors, events, permissions  # noqa: F401
        from linli.domains.cobuilding.method import CobuildingRules, across
        from linli.domains.cobuilding.services.following import move_rows
        from linli.domains.cobuilding.states import OFFER
        from linli.foundation.methods import registry
        from linli.foundation.privacy.registry import register_sealed
        from linli.foundation.territory.services import follow_ends

        registry.section("cobuilding", CobuildingRules, across)
        register_sealed("cobuilding.Offer", "sealed", purpose=OFFER)
        follow_ends(move_rows)
