"""Every question about co-building: `pairing`, `registering`, `listing`, `matching`, `taking`, `tenders`, `public`; `reach` says whose."""

from linli.domains.cobuilding.selectors.brought import Brought, brought_by
from linli.domains.cobuilding.selectors.choices import (
    area_choices,
    area_in_reach,
    card_choices,
    card_in_reach,
    claimant_choices,
    claimant_for,
    compound_choices,
    compounds_in_reach,
    county_rules,
    kind_choices,
    open_compound,
    open_places,
    place_for,
    unit_choices,
    unit_in_reach,
)
from linli.domains.cobuilding.selectors.frozen import VersionRow, version_rows
from linli.domains.cobuilding.selectors.listing import (
    claim_for,
    claim_page,
    entries_page,
    entry_for,
    entry_page,
    part_for,
    picture_for,
    progress_of,
    reviews_page,
    version_for,
)
from linli.domains.cobuilding.selectors.matching import Suggestion, gaps, suggestions_page
from linli.domains.cobuilding.selectors.pairing import (
    coverage_page,
    overdue_page,
    pairing_for,
    pairing_page,
    pairings_page,
    uncovered_page,
)
from linli.domains.cobuilding.selectors.public import community_for, county_lists, delivery_by_token, lists_of
from linli.domains.cobuilding.selectors.registering import (
    registered_units,
    registration_for,
    registration_page,
    registrations_page,
)
from linli.domains.cobuilding.selectors.taking import (
    commitment_for,
    item_for,
    items_page,
    project_for,
    project_page,
    projects_page,
    without_item,
)
from linli.domains.cobuilding.selectors.tenders import (
    awardable,
    body_choices,
    kind_of,
    objection_for,
    offer_for,
    offering_choices,
    own_unit,
    public_tender,
    tender_choices,
    tender_for,
    tender_page,
    tenders_page,
)

__all__ = [
    "Brought", "Suggestion", "VersionRow", "area_choices", "area_in_reach", "awardable", "body_choices", "brought_by", "card_choices",
    "card_in_reach", "claim_for", "claim_page", "claimant_choices", "claimant_for", "commitment_for", "community_for",
    "compound_choices", "compounds_in_reach", "county_lists", "county_rules", "coverage_page", "delivery_by_token",
    "entries_page", "entry_for", "entry_page", "gaps", "item_for", "items_page", "kind_choices", "kind_of", "lists_of",
    "objection_for", "offer_for", "offering_choices", "open_compound", "open_places", "overdue_page", "own_unit",
    "pairing_for", "pairing_page", "pairings_page", "part_for", "picture_for", "place_for", "progress_of", "project_for", "project_page",
    "projects_page", "public_tender", "registered_units", "registration_for", "registration_page", "registrations_page", "reviews_page",
    "suggestions_page", "tender_choices", "tender_for", "tender_page", "tenders_page", "uncovered_page", "unit_choices",
    "unit_in_reach", "version_for", "version_rows", "without_item",
]  # fmt: skip
