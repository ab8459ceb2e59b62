"""Which apps the product is made of, top floor first. ``./run newapp`` adds a line."""

LINLI_APPS = [
    "linli.surfaces.web",
    "linli.demo",
    "linli.domains.selfservice",
    "linli.domains.visits",
    "linli.domains.cases",
    "linli.domains.rosters",
    "linli.domains.surveys",
    "linli.domains.membership",
    "linli.domains.selection",
    "linli.domains.notices",
    "linli.foundation.residents",
    "linli.foundation.access",
    "linli.foundation.people",
    "linli.foundation.organizations",
    "linli.foundation.territory",
    "linli.foundation.privacy",
    "linli.foundation.audit",
    "linli.foundation.methods",
    "linli.kernel",
]
