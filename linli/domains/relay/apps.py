"""Registers what relays bring: permissions, events, errors, jobs, a panel on the case page, and what is sealed."""

from django.apps import AppConfig


class RelayConfig(AppConfig):
    """The app relay."""

    name = "linli.domains.relay"
    label = "relay"

    def ready(self) -> None:
        """Import what registers itself."""
        from linli.domains.relay import errors, events, permissions, tasks  # noqa: F401
        from linli.domains.relay.method import RelayRules
        from linli.domains.relay.selectors import panel_of
        from linli.domains.relay.states import KEY
        from linli.foundation.methods import registry
        from linli.foundation.privacy.registry import register_sealed
        from linli.kernel import panels

        registry.section("relay", RelayRules)
        register_sealed("relay.Server", "key_sealed", purpose=KEY)
        panels.register("cases.case", panel_of)
