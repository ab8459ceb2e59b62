"""What is coming up, for everybody: days, places and who holds it, never who came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from linli.domains.activities.models import Activity
from linli.domains.activities.selectors._rules import rules_at
from linli.domains.activities.states import WAITING, State
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.whether import Whether

#: Rows of each list, and for how long what was held is shown.
MOST, LATELY = 50, timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Near:
    """What is coming up in the chosen community and elsewhere in the county, and what was held lately."""

    here: list[Any]
    elsewhere: list[Any]
    held: list[Any]


def _codes(county: Any) -> dict[str, str]:
    """Code → name of the programmes that are public."""
    return {code: one.label for code, one in rules_at(county).programmes.items() if one.public}


def _has_public(county_id: int) -> bool:
    return bool(_codes(territory.area_by_id(county_id)))


#: Whether the county's method has a programme that stands on the portal: its home asks each time.
has_public = Whether(_has_public)


def near(county: Any, community: Any = None) -> Near:
    """Public activities of a county from today on by their day, those of the community first, and those of the last ninety days."""
    labels, today = _codes(county), clock.today()
    found = Activity.unscoped.filter(county=county, programme__in=labels).select_related("area", "organization")
    coming = _named(found.filter(state__in=WAITING, on__gte=today).order_by("on", "pk"), labels)
    held = _named(found.filter(state=State.HELD, held_on__gte=today - LATELY).order_by("-held_on", "-pk"), labels)
    inside = {row.pk for row in coming if community is not None and row.area.path.startswith(community.path)}
    return Near([row for row in coming if row.pk in inside], [row for row in coming if row.pk not in inside], held)


def _named(found: Any, labels: dict[str, str]) -> list[Any]:
    rows = list(found[:MOST])
    for row in rows:
        row.label = labels[row.programme]
    return rows
