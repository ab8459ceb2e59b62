"""Registers what property brings: its method section, permissions, events, errors, and what ratings and votes need of it."""

from django.apps import AppConfig

from linli.kernel.words import N_


class PropertyConfig(AppConfig):
    """The app property."""

    name = "linli.domains.property"
    label = "property"

    def ready(self) -> None:
        """Import what registers itself, and follow the ground and the register when they change."""
        from linli.domains.property import errors, events, permissions, services, tasks  # noqa: F401
        from linli.domains.property.method import PropertyRules, across
        from linli.foundation.methods import registry
        from linli.foundation.residents.services import follow_people
        from linli.foundation.territory.services import follow_ends

        registry.section("property", PropertyRules, across)
        follow_ends(services.move_rows)
        follow_people(forget=services.forget_person, take_over=services.take_over)
        _rate()
        _vote()


def _rate() -> None:
    """What the rating engine knows of property."""
    from linli.domains.property import selectors, services, states
    from linli.engines.scorecards import registry

    registry.register_subjects(states.KIND, N_("Property services of compounds"), selectors.services_on)
    registry.register_resolver(states.PANEL, N_("Residents' representatives drawn by lot"), services.draw_raters)
    registry.register_indicator(states.COMPLAINTS, N_("Complaints per 100 households"), selectors.complaints)
    registry.register_effect(states.RECTIFY, N_("To be put right by a deadline"), services.follow_ratings)


def _vote() -> None:
    """What the owners vote on for property."""
    from linli.domains.owners.registry import register_purpose
    from linli.domains.property import services, states

    register_purpose(states.DISMISS, N_("Dismissal of the property company"), services.dismissed)
    register_purpose(states.HIRE, N_("Choice of the property company"), services.hired)
