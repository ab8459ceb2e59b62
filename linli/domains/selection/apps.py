"""Registers what selection brings: its method section, permissions, events and errors."""

from django.apps import AppConfig


class SelectionConfig(AppConfig):
    """The app selection."""

    name = "linli.domains.selection"
    label = "selection"

    def ready(self) -> None:
        """Import what registers itself, and follow the ground when it changes."""
        from linli.domains.selection import errors, events, permissions  # noqa: F401
        from linli.domains.selection.method import SelectionRules, across
        from linli.domains.selection.services import following
        from linli.foundation.methods import registry
        from linli.foundation.privacy import registry as privacy
        from linli.foundation.residents.services import follow_people
        from linli.foundation.territory.services import follow_ends
        from linli.kernel.words import N_

        registry.section("selection", SelectionRules, across)
        privacy.register_part("selection.objection", N_("Objection to a result"))
        for field, purpose in (("words", "selection.objection"), ("phone", "selection.objection_phone")):
            privacy.register_sealed("selection.Objection", f"{field}_sealed", purpose=purpose)
        follow_ends(following.move_rows)
        follow_people(forget=following.forget, take_over=following.take_over)
