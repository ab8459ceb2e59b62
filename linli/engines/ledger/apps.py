"""Registers what the ledger brings: its method section, permissions, events, errors and its chain."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The app ledger."""

    name = "linli.engines.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Import what registers itself, and follow the ground when it changes."""
        from linli.engines.ledger import errors, events, permissions  # noqa: F401
        from linli.engines.ledger.method import LedgerRules
        from linli.engines.ledger.services import move_accounts
        from linli.engines.ledger.services._journal import JOURNAL
        from linli.foundation.methods import registry
        from linli.foundation.privacy.registry import register_chain
        from linli.foundation.territory.services import follow_ends

        registry.section("ledger", LedgerRules)
        register_chain(JOURNAL, "ledger_entry", "ledger_posting")
        follow_ends(move_accounts)
