"""Registers what guidance brings: its method section, permissions, events, errors, what is sealed, and how it follows the ground."""

from django.apps import AppConfig

from linli.kernel.words import N_


class GuidanceConfig(AppConfig):
    """The app guidance."""

    name = "linli.domains.guidance"
    label = "guidance"

    def ready(self) -> None:
        """Import what registers itself, and follow the ground when it changes."""
        from linli.domains.guidance import errors, events, permissions  # noqa: F401
        from linli.domains.guidance.method import GuidanceRules, across
        from linli.domains.guidance.services.following import move_rows
        from linli.foundation.methods import registry
        from linli.foundation.territory.services import follow_ends

        registry.section("guidance", GuidanceRules, across)
        follow_ends(move_rows)
        _declare_sealed()


def _declare_sealed() -> None:
    """Say what is sealed (for rotation and the dump test), and which parts are looked at."""
    from linli.domains.guidance.states import APPLICANT, HELP
    from linli.foundation.privacy.registry import register_part, register_sealed

    register_part(HELP, N_("What you said when you asked for a service"))
    register_part(APPLICANT, N_("What you said when you applied"))
    for column in ("name_sealed", "phone_sealed", "words_sealed"):
        register_sealed("guidance.HelpRequest", column, purpose=HELP)
    for column in ("name_sealed", "phone_sealed"):
        register_sealed("guidance.Applicant", column, purpose=APPLICANT)
