"""Registers what indicators brings: its method section, permissions, events and errors."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """The app indicators."""

    name = "linli.domains.indicators"
    label = "indicators"

    def ready(self) -> None:
        """Import what registers itself; a case says how it stands in the appraisal."""
        from linli.domains.indicators import errors, events, permissions, rules  # noqa: F401
        from linli.domains.indicators.method import IndicatorRules
        from linli.domains.indicators.selectors.panels import standing_panel
        from linli.foundation.methods import registry
        from linli.foundation.privacy import registry as privacy
        from linli.kernel import panels
        from linli.kernel.words import N_

        registry.section("indicators", IndicatorRules, check=rules.check)
        panels.register("cases.case", standing_panel)
        privacy.register_part("indicators.caller", N_("Cases that came from one number"))
