"""Registers what alliances bring: method section, permissions, events, errors, the account of units, and what bars a claim."""

from django.apps import AppConfig


class AlliancesConfig(AppConfig):
    """The app alliances."""

    name = "linli.domains.alliances"
    label = "alliances"

    def ready(self) -> None:
        """Import what registers itself, follow the ground, and have a say when a shared resource is claimed."""
        from linli.domains.alliances import errors, events, kinds, permissions  # noqa: F401
        from linli.domains.alliances.handlers import follow_area
        from linli.domains.alliances.method import AllianceRules, across
        from linli.domains.alliances.selectors.sharing import check_claim
        from linli.domains.cobuilding.selectors.elsewhere import register_claim_check
        from linli.foundation.methods import registry
        from linli.foundation.territory.services import register_follower

        registry.section("alliances", AllianceRules, across)
        register_follower(follow_area)
        register_claim_check(check_claim)
