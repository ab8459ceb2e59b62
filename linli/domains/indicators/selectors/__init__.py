"""Every query of indicators, scoped by the actor."""

from linli.domains.indicators.selectors.exclusions import (
    Standing,
    exclusion_for,
    in_force,
    waiting_objections,
    reasons_at,
    standing_of,
)
from linli.domains.indicators.selectors.figures import SIZE, FigurePage, Wanted, figure_page, here_for, rules_at
from linli.domains.indicators.selectors.rows import Behind, RowsPage, rows_page
from linli.domains.indicators.selectors.table import table_of

__all__ = [
    "SIZE",
    "Behind",
    "FigurePage",
    "RowsPage",
    "Standing",
    "Wanted",
    "exclusion_for",
    "figure_page",
    "here_for",
    "in_force",
    "waiting_objections",
    "reasons_at",
    "rows_page",
    "rules_at",
    "standing_of",
    "table_of",
]
