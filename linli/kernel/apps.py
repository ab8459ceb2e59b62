"""The kernel is a Django app only so that its system checks, tags and words are found."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "linli.kernel"
    label = "kernel"

    def ready(self) -> None:
        from linli.kernel import checks  # noqa: F401  (registers system checks)
