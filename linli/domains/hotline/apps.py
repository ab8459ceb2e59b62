"""Registers what the hotline brings: its method section, permissions and the scope of its keys, events, errors, handlers."""

from django.apps import AppConfig


class HotlineConfig(AppConfig):
    """The app hotline."""

    name = "linli.domains.hotline"
    label = "hotline"

    def ready(self) -> None:
        """Import what registers itself, and follow what happens to cases."""
        from linli.domains.hotline import errors, events, handlers, permissions, tasks  # noqa: F401
        from linli.domains.hotline.api import push
        from linli.domains.hotline.method import HotlineRules, check
        from linli.foundation.methods import registry

        registry.section("hotline", HotlineRules, check)
        handlers.register()
        push.register()
