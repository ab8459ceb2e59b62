"""Registers what owners brings: its method section, permissions, events, errors, and what is sealed."""

from django.apps import AppConfig


class OwnersConfig(AppConfig):
    """The app owners."""

    name = "linli.domains.owners"
    label = "owners"

    def ready(self) -> None:
        """Import what registers itself, and follow people and the ground when they change."""
        from linli.domains.owners import errors, events, permissions, tasks  # noqa: F401
        from linli.domains.owners.method import OwnersRules
        from linli.domains.owners.registry import register_purpose
        from linli.domains.owners.selectors.roll import panel_of_mine
        from linli.domains.owners.services import books, following, uses
        from linli.domains.owners.states import PROXY
        from linli.foundation.methods import registry
        from linli.foundation.privacy.registry import register_part, register_sealed
        from linli.foundation.residents.services import follow_people
        from linli.foundation.territory.services import follow_ends
        from linli.kernel import panels
        from linli.kernel.words import N_

        registry.section("owners", OwnersRules)
        panels.register("selfservice.me", panel_of_mine)
        books.declare()
        register_purpose(uses.PURPOSE, N_("Use of the maintenance fund"), uses.vote_closed)
        follow_ends(following.move_rows)
        follow_people(forget=following.forget, take_over=following.take_over)
        register_part(PROXY, N_("Proxy's document"))
        for model in ("Ballot", "PaperEntry"):
            register_sealed(f"owners.{model}", "proxy_sealed", purpose=PROXY)
