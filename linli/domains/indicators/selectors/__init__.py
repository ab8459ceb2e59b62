"""Every query of indicators, scoped by the actor."""

from linli.domains.indicators.selectors.callers import CallersPage, caller_for, callers_page, cases_of
from linli.domains.indicators.selectors.comparing import CampaignPage, campaign_page, campaigns_at, only_of
from linli.domains.indicators.selectors.exclusions import (
    Standing,
    exclusion_for,
    has_exclusions,
    in_force,
    reasons_at,
    standing_of,
    waiting_objections,
)
from linli.domains.indicators.selectors.figures import SIZE, FigurePage, Wanted, figure_page, here_for, rules_at
from linli.domains.indicators.selectors.rows import Behind, RowsPage, rows_page
from linli.domains.indicators.selectors.standing import StandingPage, county_of, standing_page, standing_rows
from linli.domains.indicators.selectors.stretches import Stretch, StretchTable, tables_over
from linli.domains.indicators.selectors.table import campaign_table, table_of
from linli.domains.indicators.selectors.themes import (
    ThemePage,
    categories_for,
    county_to_change,
    leads_for,
    measures_for,
    only_of_problem,
    problem_for,
    task_for,
    theme_for,
    theme_page,
    themes_for,
)

__all__ = [
    "SIZE",
    "Behind",
    "CallersPage",
    "CampaignPage",
    "FigurePage",
    "RowsPage",
    "Standing",
    "StandingPage",
    "Stretch",
    "StretchTable",
    "ThemePage",
    "Wanted",
    "caller_for",
    "callers_page",
    "campaign_page",
    "campaign_table",
    "campaigns_at",
    "cases_of",
    "categories_for",
    "county_of",
    "county_to_change",
    "exclusion_for",
    "figure_page",
    "has_exclusions",
    "here_for",
    "in_force",
    "leads_for",
    "measures_for",
    "only_of",
    "only_of_problem",
    "problem_for",
    "reasons_at",
    "rows_page",
    "rules_at",
    "standing_of",
    "standing_page",
    "standing_rows",
    "table_of",
    "tables_over",
    "task_for",
    "theme_for",
    "theme_page",
    "themes_for",
    "waiting_objections",
]
