"""Registers what alliances bring: method section, permissions, events, errors, the account of units, and what bars a claim."""

from django.apps import AppConfig


class AlliancesConfig(AppConfig):
    """The app alliances."""

    name = "linli.domains.alliances"
    label = "alliances"

    def ready(self) -> None:
        """Import what registers itself, follow the ground, and have a say when a shared resource is claimed."""
        from linli.domains.alliances import errors, events, kinds, permissions  # noqa: F401
        from linli.domains.alliances.method import AllianceRules, across
        from linli.domains.alliances.selectors.sharing import check_claim
        from linli.domains.alliances.services.following import move_rows
        from linli.domains.cobuilding.selectors.elsewhere import register_claim_check
        from linli.foundation.methods import registry
        from linli.foundation.territory.services import follow_ends

        registry.section("alliances", AllianceRules, across)
        follow_ends(move_rows)
        register_claim_check(check_claim)
