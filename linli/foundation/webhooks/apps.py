"""Registers what webhooks bring: events, errors, jobs, and what is sealed."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    """The app webhooks."""

    name = "linli.foundation.webhooks"
    label = "webhooks"

    def ready(self) -> None:
        """Import what registers itself."""
        from linli.foundation.privacy.registry import register_sealed
        from linli.foundation.webhooks import errors, events, tasks  # noqa: F401
        from linli.foundation.webhooks.states import SECRET

        register_sealed("webhooks.Hook", "secret_sealed", purpose=SECRET)
