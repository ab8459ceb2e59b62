"""Registers what selfservice brings: its method section, permissions, events, errors, and what is sealed."""

from django.apps import AppConfig


class SelfserviceConfig(AppConfig):
    """The app selfservice."""

    name = "linli.domains.selfservice"
    label = "selfservice"

    def ready(self) -> None:
        """Import what registers itself, and follow people and the ground when they change."""
        from linli.domains.selfservice import errors, events, permissions  # noqa: F401
        from linli.domains.selfservice.method import SelfServiceRules, across
        from linli.domains.selfservice.services import following
        from linli.foundation.methods import registry
        from linli.foundation.residents.services import follow_people
        from linli.foundation.territory.services import follow_ends

        registry.section("selfservice", SelfServiceRules, across)
        follow_ends(following.move_rows)
        follow_people(forget=following.forget, take_over=following.take_over)
        _declare_sealed()


def _declare_sealed() -> None:
    """Say which columns are sealed (for rotation and the dump test), and which part an office looks at."""
    from linli.domains.selfservice.states import KEEPER, PHONE, SAID, TELL, WORDS
    from linli.foundation.privacy.registry import register_part, register_sealed
    from linli.kernel.words import N_

    register_part(WORDS, N_("What you asked the office"))
    for model in ("PhoneCode", "ResidentSession"):
        register_sealed(f"selfservice.{model}", "phone_sealed", purpose=PHONE, index="phone_index")
    register_sealed("selfservice.PhoneCode", "said_sealed", purpose=SAID)
    register_sealed("selfservice.Consent", "guardian_sealed", purpose=KEEPER)
    for column in ("words_sealed", "answer_sealed"):
        register_sealed("selfservice.PersonRequest", column, purpose=WORDS)
    register_sealed("selfservice.PersonRequest", "tell_sealed", purpose=TELL)
