"""Registers what credit brings: its method section, permissions, events, errors, its account in the ledger, and what is sealed."""

from django.apps import AppConfig


class CreditConfig(AppConfig):
    """The app credit."""

    name = "linli.domains.credit"
    label = "credit"

    def ready(self) -> None:
        """Import what registers itself, and follow people and the ground when they change."""
        from linli.domains.credit import errors, events, kinds, permissions  # noqa: F401
        from linli.domains.credit.handlers import follow_person
        from linli.domains.credit.method import CreditRules, across
        from linli.domains.credit.selectors.own import credit_panel
        from linli.domains.credit.services import following
        from linli.foundation.methods import registry
        from linli.foundation.residents.services import register_person_follower
        from linli.foundation.territory.services import follow_ends
        from linli.kernel import panels

        registry.section("credit", CreditRules, across)
        follow_ends(following.move_rows)
        register_person_follower(follow_person)
        panels.register("selfservice.me", credit_panel)
        _declare_sealed()


def _declare_sealed() -> None:
    """Say which columns are sealed (for rotation and the dump test), and which parts are looked at."""
    from linli.domains.credit.states import ACCOUNT, TELL, WORDS
    from linli.foundation.privacy.registry import register_part, register_sealed
    from linli.kernel.words import N_

    register_part(ACCOUNT, N_("Your credit account and its entries"))
    register_part(WORDS, N_("What was said about a credit entry"))
    for model in ("Entry", "Objection"):
        for column in ("words_sealed", "answer_sealed"):
            register_sealed(f"credit.{model}", column, purpose=WORDS)
    register_sealed("credit.Objection", "tell_sealed", purpose=TELL)
