"""Registers what deliberation brings: its method section, permissions, events and errors."""

from django.apps import AppConfig


class DeliberationConfig(AppConfig):
    """The app deliberation."""

    name = "linli.domains.deliberation"
    label = "deliberation"

    def ready(self) -> None:
        """Import what registers itself, and follow the ground and people when they change."""
        from linli.domains.deliberation import errors, events, handlers, permissions, tasks  # noqa: F401
        from linli.domains.deliberation.handlers import follow_area, follow_person
        from linli.domains.deliberation.method import DeliberationRules, across
        from linli.domains.deliberation.selectors.owners import PURPOSE
        from linli.domains.deliberation.selectors.projects import decision_panel
        from linli.domains.deliberation.services import vote_closed
        from linli.domains.owners.registry import register_purpose
        from linli.foundation.methods import registry
        from linli.foundation.residents.services import register_person_follower
        from linli.foundation.territory.services import register_follower
        from linli.kernel import panels
        from linli.kernel.words import N_

        registry.section("deliberation", DeliberationRules, across)
        handlers.register()
        panels.register("cobuilding.entry", decision_panel)
        register_purpose(PURPOSE, N_("Stage of a deliberation"), vote_closed)
        register_follower(follow_area)
        register_person_follower(follow_person)
