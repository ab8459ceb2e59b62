"""Territory: areas as one tree per county, with their codes, types, compounds and house numbers."""

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    name = "linli.foundation.territory"
    label = "territory"

    def ready(self) -> None:
        from linli.foundation.methods import registry
        from linli.foundation.territory import errors, events, permissions  # noqa: F401  (register themselves)
        from linli.foundation.territory.method import TerritoryRules

        registry.section("territory", TerritoryRules)
