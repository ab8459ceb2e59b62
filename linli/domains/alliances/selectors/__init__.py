"""Every question about alliances: `founding`, `meeting`, `points`, `sharing`, `choices`, `public`; `reach` says whose."""

from linli.domains.alliances.selectors.choices import (
    area_choices,
    area_in_reach,
    card_choices,
    card_in_reach,
    deliberation_topics,
    member_choices,
    member_of,
    options,
    parent_choices,
    score_rows,
    unit_choices,
    unit_in_county,
)
from linli.domains.alliances.selectors.founding import (
    alliance_for,
    alliance_page,
    alliances_page,
    member_for,
    mine,
    trades_page,
)
from linli.domains.alliances.selectors.meeting import (
    meeting_for,
    meeting_page,
    outcomes_of,
    resolution_for,
    resolutions_page,
)
from linli.domains.alliances.selectors.points import (
    honours_of,
    proof_for,
    score_for,
    score_page,
    scores_page,
    table_of,
    unit_for,
    unit_page,
)
from linli.domains.alliances.selectors.public import county_page, has_alliances
from linli.domains.alliances.selectors.reach import county_rules, may_run, rules_at
from linli.domains.alliances.selectors.sharing import Honoured, UnitRow, units_page

__all__ = [
    "Honoured", "UnitRow", "alliance_for", "alliance_page", "alliances_page", "area_choices", "area_in_reach", "card_choices",
    "card_in_reach", "county_page", "county_rules", "deliberation_topics", "has_alliances", "honours_of", "may_run", "meeting_for",
    "meeting_page", "member_choices", "member_for", "member_of", "mine", "options", "outcomes_of", "parent_choices", "proof_for",
    "resolution_for", "resolutions_page", "rules_at", "score_for", "score_page", "score_rows", "scores_page", "table_of",
    "trades_page", "unit_choices", "unit_for", "unit_in_county", "unit_page", "units_page",
]  # fmt: skip
