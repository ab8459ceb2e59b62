"""Cases: something to be solved for somebody, from the report to the resident's own word."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "linli.domains.cases"
    label = "cases"

    def ready(self) -> None:
        from linli.domains.cases import errors, events, handlers, method, permissions, selectors, tasks  # noqa: F401
        from linli.domains.cases.selectors.counted import CASES, WHISTLES
        from linli.domains.cases.web import secret
        from linli.domains.notices.registry import register_page
        from linli.engines.rollups import registry as rollups
        from linli.foundation.access import permissions as roles  # noqa: F401  (declares the roles that we extend)
        from linli.foundation.methods import registry
        from linli.foundation.organizations import selectors as organizations
        from linli.foundation.privacy import registry as privacy
        from linli.kernel import health
        from linli.kernel.words import N_

        registry.section("cases", method.CaseRules, check=method.check)
        permissions.register()
        rollups.register(CASES)
        rollups.register(WHISTLES)
        handlers.register()
        register_page("cases.reporter", secret.page_of)
        organizations.name_categories_with(selectors.names_of_keys)
        health.register_age("unswept_deadline", selectors.oldest_unswept_seconds)
        privacy.register_part("cases.contact", N_("Phone number of a reporter"))
        privacy.register_sealed("cases.Reporter", "phone_sealed", purpose="phone", index="phone_index")
        privacy.register_sealed("cases.Reporter", "name_sealed", purpose="name")
