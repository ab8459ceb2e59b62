"""Methods: the counties' rules as typed data, their releases, and the page that shows them side by side."""

from django.apps import AppConfig


class MethodsConfig(AppConfig):
    name = "linli.foundation.methods"
    label = "methods"

    def ready(self) -> None:
        from linli.foundation.methods import checks, errors  # noqa: F401  (register themselves)
