"""Registers what honours bring: method section, permissions, events, errors, and their panel on an organization's page."""

from django.apps import AppConfig

from linli.kernel.words import N_


class HonoursConfig(AppConfig):
    """The app honours."""

    name = "linli.domains.honours"
    label = "honours"

    def ready(self) -> None:
        """Import what registers itself, and follow the ground when it changes."""
        from linli.domains.honours import errors, events, permissions  # noqa: F401
        from linli.domains.honours.method import HonoursRules, across
        from linli.domains.honours.selectors import honours_panel
        from linli.domains.honours.services.following import move_rows
        from linli.domains.honours.states import OBJECTION
        from linli.foundation.methods import registry
        from linli.foundation.privacy import registry as privacy
        from linli.foundation.territory.services import follow_ends
        from linli.kernel import panels

        registry.section("honours", HonoursRules, across)
        privacy.register_part(OBJECTION, N_("Objection to an honour"))
        privacy.register_sealed("honours.Objection", "words_sealed", purpose=OBJECTION)
        follow_ends(move_rows)
        panels.register("organizations.organization", honours_panel)
