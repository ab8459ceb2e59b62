"""Registers what surveys brings: its method section, permissions, events and errors."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """The app surveys."""

    name = "linli.domains.surveys"
    label = "surveys"

    def ready(self) -> None:
        """Import what registers itself, and follow the ground when it changes."""
        from linli.domains.surveys import errors, events, permissions  # noqa: F401
        from linli.domains.surveys.method import SurveyRules
        from linli.domains.surveys.services import move_surveys
        from linli.foundation.methods import registry
        from linli.foundation.territory.services import follow_ends

        registry.section("surveys", SurveyRules)
        follow_ends(move_surveys)
