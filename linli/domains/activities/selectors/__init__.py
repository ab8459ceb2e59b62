"""Every question about activities: `activities` (lists, one, forms), `coverage` (who is late), `public` (what is coming up)."""

from linli.domains.activities.selectors._rules import county_rules, programme_of, rules_at
from linli.domains.activities.selectors.activities import (
    Sheet,
    activities_page,
    activities_panel,
    activity_for,
    holder_choices,
    holder_for,
    items_of,
    picture_for,
    programme_for,
    programmes_to_plan,
    sheet_of,
)
from linli.domains.activities.selectors.coverage import Counts, Coverage, HolderRow, coverage, to_remind
from linli.domains.activities.selectors.holders import holders_in
from linli.domains.activities.selectors.public import Near, has_public, near

__all__ = [
    "Counts",
    "Coverage",
    "HolderRow",
    "Near",
    "Sheet",
    "activities_page",
    "activities_panel",
    "activity_for",
    "county_rules",
    "coverage",
    "has_public",
    "holder_choices",
    "holder_for",
    "holders_in",
    "items_of",
    "near",
    "picture_for",
    "programme_for",
    "programme_of",
    "programmes_to_plan",
    "rules_at",
    "sheet_of",
    "to_remind",
]
