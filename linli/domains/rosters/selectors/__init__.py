"""Every question about lists: `grounds` (what they may be about), `jobs` (one's own), `pieces` (their rows), `places` (what a row's
words mean).
"""

from linli.domains.rosters.selectors.grounds import Ground, ground_choices, ground_for
from linli.domains.rosters.selectors.jobs import (
    Preview,
    Sorting,
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
    "Ground",
    "Places",
    "Preview",
    "Sorting",
    "export_choices",
    "facts_of",
    "field_choices",
    "ground_choices",
    "ground_for",
    "next_working",
    "preview_of",
    "roster_by_id",
    "roster_for",
    "rosters_for",
    "sorted_words",
    "sorting_of",
    "task_of",
]
