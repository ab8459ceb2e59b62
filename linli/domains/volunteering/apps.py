"""Registers what volunteering brings: its method section, permissions, events, errors, and its kinds in the ledger."""

from django.apps import AppConfig


class VolunteeringConfig(AppConfig):
    """The app volunteering."""

    name = "linli.domains.volunteering"
    label = "volunteering"

    def ready(self) -> None:
        """Import what registers itself, and follow agreements, people and the ground when they change."""
        from linli.domains.selfservice.services import register_consent_follower
        from linli.domains.volunteering import entries, errors, events, permissions  # noqa: F401
        from linli.domains.volunteering.handlers import follow_area, follow_person
        from linli.domains.volunteering.method import BOARD_CONSENT, CONSENT, VolunteeringRules, across
        from linli.domains.volunteering.services.joining import end_for, off_board
        from linli.foundation.methods import registry
        from linli.foundation.residents.services import register_person_follower
        from linli.foundation.territory.services import register_follower

        registry.section("volunteering", VolunteeringRules, across)
        entries.declare()
        register_follower(follow_area)
        register_person_follower(follow_person)
        register_consent_follower(CONSENT, end_for)
        register_consent_follower(BOARD_CONSENT, off_board)
