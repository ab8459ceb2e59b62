"""Every question about sites and organizations without a territory: `sites`, `bodies`, `choices`; `reach` says whose."""

from linli.domains.formations.selectors.bodies import bodies_page, body_page, formation_for, founder_for, strength
from linli.domains.formations.selectors.choices import (
    area_choices,
    area_in_reach,
    caring_choices,
    founder_choices,
    host_choices,
    options,
    organization_in_county,
    superior_choices,
)
from linli.domains.formations.selectors.reach import county_rules, has_bodies, has_sites, rules_at
from linli.domains.formations.selectors.sites import coverage_page, firms_page, site_for, site_page, sites_page

__all__ = [
    "area_choices", "area_in_reach", "bodies_page", "body_page", "caring_choices", "county_rules", "coverage_page", "firms_page",
    "formation_for", "founder_choices", "founder_for", "has_bodies", "has_sites", "host_choices", "options", "organization_in_county",
    "rules_at", "site_for", "site_page", "sites_page", "strength", "superior_choices",
]  # fmt: skip
