"""Registers what membership brings: its method section, a kind of list, permissions, events and errors."""

from django.apps import AppConfig

from linli.kernel.words import N_


class MembershipConfig(AppConfig):
    """The app membership."""

    name = "linli.domains.membership"
    label = "membership"

    def ready(self) -> None:
        """Import what registers itself, and follow people and the ground when they change."""
        from linli.domains.membership import errors, events, permissions  # noqa: F401
        from linli.domains.membership.handlers import catch_up
        from linli.domains.membership.method import MembershipRules, across
        from linli.domains.membership.selectors.appraised import members_in_service
        from linli.domains.membership.services import MEMBER_LISTS, following
        from linli.domains.rosters import subjects
        from linli.engines.scorecards import registry as scorecards
        from linli.foundation.audit.services import on
        from linli.foundation.methods import registry
        from linli.foundation.residents import events as moves
        from linli.foundation.residents.services import follow_people
        from linli.foundation.territory.services import follow_ends

        registry.section("membership", MembershipRules, across)
        subjects.register(MEMBER_LISTS)
        scorecards.register_subjects("member", N_("Party members among the staff"), members_in_service, personal=True)
        follow_ends(following.move_rows)
        follow_people(forget=following.forget, take_over=following.take_over)
        for moved in (moves.MovedIn, moves.MovedOut, moves.HouseholdMoved, moves.HouseholdSplit):
            on(moved, catch_up)
        _declare_sealed()


def _declare_sealed() -> None:
    """Say what of couriers is sealed (for rotation and the dump test), and which parts are looked at."""
    from linli.domains.membership.states import COURIER, LIST
    from linli.foundation.privacy.registry import register_part, register_sealed
    from linli.kernel.words import N_

    register_part(COURIER, N_("What you said when you reported in"))
    register_part(LIST, N_("List of party members"))
    for column in ("name_sealed", "home_sealed"):
        register_sealed("membership.Courier", column, purpose=COURIER)
    register_sealed("membership.Courier", "phone_sealed", purpose=COURIER, index="phone_index")
