"""Every question about lists of residents: `jobs` (one's own), `pieces` (their rows), `places` (what a row's words mean)."""

from linli.domains.rosters.selectors.jobs import (
    Preview,
    Sorting,
    area_choices,
    area_of,
    export_choices,
    facts_of,
    field_choices,
    next_working,
    preview_of,
    roster_by_id,
    roster_for,
    rosters_for,
    sorting_of,
    task_of,
)
from linli.domains.rosters.selectors.pieces import sorted_words
from linli.domains.rosters.selectors.places import Places

__all__ = [
    "Places",
    "Preview",
    "Sorting",
    "area_choices",
    "area_of",
    "export_choices",
    "facts_of",
    "field_choices",
    "next_working",
    "preview_of",
    "roster_by_id",
    "roster_for",
    "rosters_for",
    "sorted_words",
    "sorting_of",
    "task_of",
]
