"""Questions about visits: `stops` (one door or place), `route` (today's walk), `coverage`, `plans`, `doors` (rooms)."""

from linli.domains.visits.selectors.coverage import (
    Coverage,
    coverage,
    helps_given,
    kind_choices,
    places_piece,
    stops_page,
    table_of,
)
from linli.domains.visits.selectors.doors import is_open_to, name_of
from linli.domains.visits.selectors.plans import (
    area_choices,
    cycle_choices,
    kind_options,
    plan_area,
    plan_for,
    plans_of,
    reason_choices,
)
from linli.domains.visits.selectors.route import Route, doors_to_open, route_for
from linli.domains.visits.selectors.stops import (
    StopPage,
    may_go,
    people_at,
    rules_at,
    stop_for,
    stop_page,
    visit_for,
)

__all__ = [
    "Coverage",
    "Route",
    "StopPage",
    "area_choices",
    "coverage",
    "cycle_choices",
    "doors_to_open",
    "helps_given",
    "is_open_to",
    "kind_choices",
    "kind_options",
    "may_go",
    "name_of",
    "people_at",
    "places_piece",
    "plan_area",
    "plan_for",
    "plans_of",
    "reason_choices",
    "route_for",
    "rules_at",
    "stop_for",
    "stop_page",
    "stops_page",
    "table_of",
    "visit_for",
]
