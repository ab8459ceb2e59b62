"""Registers what surveys brings: its method section, permissions, events and errors."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """The app surveys."""

    name = "linli.domains.surveys"
    label = "surveys"

    def ready(self) -> None:
        """Import what registers itself, and follow the ground when it changes."""
        from linli.domains.surveys import errors, events, permissions  # noqa: F401
        from linli.domains.surveys.handlers import follow_area
        from linli.domains.surveys.method import SurveyRules
        from linli.foundation.methods import registry
        from linli.foundation.territory.services import register_follower

        registry.section("surveys", SurveyRules)
        register_follower(follow_area)
