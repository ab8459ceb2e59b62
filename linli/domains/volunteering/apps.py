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
        from linli.domains.volunteering.method import BOARD_CONSENT, CONSENT, VolunteeringRules, across
        from linli.domains.volunteering.services import forgetting
        from linli.domains.volunteering.services.joining import end_for, off_board
        from linli.foundation.methods import registry
        from linli.foundation.residents.services import follow_people
        from linli.foundation.territory.services import follow_ends

        registry.section("volunteering", VolunteeringRules, across)
        entries.declare()
        follow_ends(forgetting.move_rows)
        follow_people(forget=forgetting.forget_person, take_over=forgetting.take_over)
        register_consent_follower(CONSENT, end_for)
        register_consent_follower(BOARD_CONSENT, off_board)
