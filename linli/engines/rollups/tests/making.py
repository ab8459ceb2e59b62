"""What tests of rollups look at: the figures as they are, and the same counted from plain rows."""

from __future__ import annotations

from collections import Counter
from typing import Any

from linli.engines.rollups import selectors, services
from linli.engines.rollups.models import Mark, Rollup
from linli.kernel.actor import Actor

SYSTEM = Actor.system()


def total(area: Any, *measures: str, **more: Any) -> Any:
    """One or several measures of an area, when everything is counted."""
    services.count_waiting()
    found = selectors.totals(SYSTEM, area, measures, **more)
    return found[measures[0]] if len(measures) == 1 else tuple(found[one] for one in measures)


def sound(county_id: int) -> bool:
    """Whether every figure is what the rows are, and nothing waits."""
    found = services.verify_county(county_id)
    assert found.differences == []
    return not Mark.objects.exists()


def figures(area: Any) -> Counter[str]:
    """What is counted of an area, by name, over all days and dimensions."""
    rows = Rollup.objects.filter(area_id=area.pk, dims=[])
    found: Counter[str] = Counter()
    for what, count in rows.values_list("what", "count"):
        found[what] += count
    return found
