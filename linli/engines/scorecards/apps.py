"""Registers what scorecards brings: its method section, permissions, events, errors, and the kinds of subjects of the ground."""

from django.apps import AppConfig

from linli.kernel.words import N_


class ScorecardsConfig(AppConfig):
    """The app scorecards."""

    name = "linli.engines.scorecards"
    label = "scorecards"

    def ready(self) -> None:
        """Import what registers itself, and follow the ground when it changes."""
        from linli.engines.scorecards import errors, events, ground, permissions, tasks  # noqa: F401
        from linli.engines.scorecards.method import ScorecardRules, across
        from linli.engines.scorecards.services.following import move_rows
        from linli.foundation.methods import registry
        from linli.foundation.privacy.registry import register_part
        from linli.foundation.territory.services import follow_ends

        registry.section("scorecards", ScorecardRules, across)
        register_part("scorecards.evidence", N_("Pictures as evidence of a rating"))
        register_part("scorecards.person", N_("Ratings of single people"))
        ground.declare()
        follow_ends(move_rows)
