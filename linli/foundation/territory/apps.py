"""Territory: areas as one tree per county, with their codes, types, compounds and house numbers."""

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    name = "linli.foundation.territory"
    label = "territory"

    def ready(self) -> None:
        from linli.foundation.methods import registry
        from linli.foundation.privacy import registry as privacy
        from linli.foundation.territory import errors, events, permissions  # noqa: F401  (register themselves)
        from linli.foundation.territory.method import TerritoryRules
        from linli.foundation.territory.selectors import area_by_id, area_names, rules_of

        registry.section("territory", TerritoryRules)
        privacy.answers.rules = lambda county_id: rules_of(area_by_id(county_id))
        privacy.answers.places = area_names
