"""All addresses: each app's own urls, mounted where it says."""

from django.urls import URLPattern, URLResolver, include, path

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

urlpatterns: list[URLPattern | URLResolver] = [path(prefix, include(module)) for prefix, module in MOUNTS]

handler400 = "linli.surfaces.web.errors.handler400"
handler403 = "linli.surfaces.web.errors.handler403"
handler404 = "linli.surfaces.web.errors.handler404"
handler500 = "linli.surfaces.web.errors.handler500"
