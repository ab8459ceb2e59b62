"""Registers what partners bring: events, errors, permissions, and what is sealed."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """The app partners."""

    name = "linli.foundation.partners"
    label = "partners"

    def ready(self) -> None:
        """Import what registers itself."""
        from linli.foundation.partners import errors, events, permissions, tasks  # noqa: F401
        from linli.foundation.partners.states import SECRET
        from linli.foundation.privacy.registry import register_sealed

        register_sealed("partners.PartnerKey", "secret_sealed", purpose=SECRET)
