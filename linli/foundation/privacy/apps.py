"""Privacy: who looked at whose data, what is kept and why, and what the database itself hides."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """The app privacy."""

    name = "linli.foundation.privacy"
    label = "privacy"

    def ready(self) -> None:
        """Import what registers itself."""
        from linli.foundation.methods import registry
        from linli.foundation.privacy import errors, permissions  # noqa: F401  (register themselves)
        from linli.foundation.privacy.method import PrivacyRules
        from linli.foundation.privacy.registry import register_chain
        from linli.foundation.privacy.services.chain import LOOKS

        registry.section("privacy", PrivacyRules)
        register_chain(LOOKS, "privacy_look")
