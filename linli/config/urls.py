"""All addresses: each app's own urls, mounted where it says."""

from django.urls import Resolver404, ResolverMatch, URLPattern, URLResolver, include
from django.urls.resolvers import RoutePattern
from django.utils.functional import cached_property

# Order matters: what is asked most stands first, since each table before it is tried in vain; the web shell owns "/" and is
# asked last.
MOUNTS = [
    ("", "linli.domains.cases.web.urls"),
    ("", "linli.domains.notices.web.urls"),
    ("", "linli.foundation.access.web.urls"),
    ("", "linli.foundation.people.web.urls"),
    ("", "linli.foundation.methods.web.urls"),
    ("", "linli.foundation.organizations.web.urls"),
    ("", "linli.foundation.territory.web.urls"),
    ("", "linli.foundation.privacy.web.urls"),
    ("", "linli.foundation.residents.web.urls"),
    ("", "linli.domains.selection.web.urls"),
    ("", "linli.domains.membership.web.urls"),
    ("", "linli.domains.rosters.web.urls"),
    ("", "linli.domains.surveys.web.urls"),
    ("", "linli.domains.visits.web.urls"),
    ("", "linli.domains.selfservice.web.urls"),
    ("", "linli.engines.ledger.web.urls"),
    ("", "linli.foundation.partners.web.urls"),
    ("", "linli.foundation.webhooks.web.urls"),
    ("", "linli.domains.hotline.web.urls"),
    ("", "linli.domains.relay.web.urls"),
    ("", "linli.domains.suggestions.web.urls"),
    ("", "linli.domains.hotline.api.urls"),
    ("", "linli.domains.indicators.web.urls"),
    ("", "linli.engines.scorecards.web.urls"),
    ("", "linli.surfaces.api.urls"),
    ("", "linli.domains.owners.web.urls"),
    ("", "linli.domains.property.web.urls"),
    ("", "linli.domains.volunteering.web.urls"),
    ("", "linli.domains.credit.web.urls"),
    ("", "linli.domains.cobuilding.web.urls"),
    ("", "linli.domains.deliberation.web.urls"),
    ("", "linli.domains.alliances.web.urls"),
    ("", "linli.domains.honours.web.urls"),
    ("", "linli.domains.activities.web.urls"),
    ("", "linli.domains.formations.web.urls"),
    ("", "linli.domains.guidance.web.urls"),
    ("", "linli.domains.bulletins.web.urls"),
    ("", "linli.surfaces.web.urls"),
]


class Mount(URLResolver):
    """A table of addresses that is read only for paths which begin as one of its routes does: most are asked in vain."""

    @cached_property
    def _beginnings(self) -> tuple[str, ...]:
        """What stands before the first value in each route; "" (any path) where that isn't known."""
        routes = (getattr(one.pattern, "_route", "") for one in self.url_patterns)
        return tuple({f"{self.pattern}{route}".partition("<")[0] for route in routes})

    def resolve(self, path: str) -> ResolverMatch:
        """The match; Resolver404 as ever."""
        if not path.startswith(self._beginnings):
            raise Resolver404({"path": path, "tried": []})
        return super().resolve(path)


def mounted(prefix: str, module: str) -> URLResolver:
    """A table of addresses under a prefix."""
    table, app_name, namespace = include(module)
    return Mount(RoutePattern(prefix, is_endpoint=False), table, None, app_name=app_name, namespace=namespace)


urlpatterns: list[URLPattern | URLResolver] = [mounted(prefix, module) for prefix, module in MOUNTS]

handler400 = "linli.surfaces.web.errors.handler400"
handler403 = "linli.surfaces.web.errors.handler403"
handler404 = "linli.surfaces.web.errors.handler404"
handler500 = "linli.surfaces.web.errors.handler500"
