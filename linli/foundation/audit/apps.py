"""The history of everything and the outbox: what happened, for people, in the same transaction as the change."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "linli.foundation.audit"
    label = "audit"

    def ready(self) -> None:
        from linli.foundation.audit import errors, selectors, tasks  # noqa: F401  (register messages and jobs)
        from linli.kernel import health

        health.register_age("outbox", selectors.oldest_outbox_seconds)
