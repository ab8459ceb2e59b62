"""Registers what membership brings: its method section, permissions, events and errors."""

from django.apps import AppConfig


class MembershipConfig(AppConfig):
    """The app membership."""

    name = "linli.domains.membership"
    label = "membership"

    def ready(self) -> None:
        """Import what registers itself, and follow people and the ground when they change."""
        from linli.domains.membership import errors, events, permissions  # noqa: F401
        from linli.domains.membership.handlers import catch_up, follow_area, follow_person
        from linli.domains.membership.method import MembershipRules, across
        from linli.foundation.audit.services import on
        from linli.foundation.methods import registry
        from linli.foundation.residents import events as moves
        from linli.foundation.residents.services import register_person_follower
        from linli.foundation.territory.services import register_follower

        registry.section("membership", MembershipRules, across)
        register_follower(follow_area)
        register_person_follower(follow_person)
        for moved in (moves.MovedIn, moves.MovedOut, moves.HouseholdMoved, moves.HouseholdSplit):
            on(moved, catch_up)
