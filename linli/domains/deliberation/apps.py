"""Registers what deliberation brings: its method section, permissions, events and errors."""

from django.apps import AppConfig


class DeliberationConfig(AppConfig):
    """The app deliberation."""

    name = "linli.domains.deliberation"
    label = "deliberation"

    def ready(self) -> None:
        """Import what registers itself, and follow the ground and people when they change."""
        from linli.domains.deliberation import errors, events, handlers, permissions, tasks  # noqa: F401
        from linli.domains.deliberation.method import DeliberationRules, across
        from linli.domains.deliberation.selectors.owners import PURPOSE
        from linli.domains.deliberation.selectors.projects import decision_panel
        from linli.domains.deliberation.services import following, vote_closed
        from linli.domains.owners.registry import register_purpose
        from linli.foundation.methods import registry
        from linli.foundation.residents.services import follow_people
        from linli.foundation.territory.services import follow_ends
        from linli.kernel import panels
        from linli.kernel.words import N_

        registry.section("deliberation", DeliberationRules, across)
        handlers.register()
        panels.register("cobuilding.entry", decision_panel)
        register_purpose(PURPOSE, N_("Stage of a deliberation"), vote_closed)
        follow_ends(following.move_rows)
        follow_people(forget=following.forget, take_over=following.take_over)
