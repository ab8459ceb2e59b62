"""Visits planned where the invented residents live, so that the grid workers have a walk for today."""

from __future__ import annotations

from typing import Any

from linli.domains.visits import services as visits
from linli.foundation.territory import selectors as territory
from linli.kernel.actor import Actor

#: Every home in the method's own cycle, and the daily round of each grid.
_KINDS = ("home", "patrol")


def plan_visits(actor: Actor, county: Any) -> None:
    """Plan visits for the county's first community."""
    first = territory.descendants(county, kind="grid").order_by("code").select_related("parent").first()
    assert first is not None
    for kind in _KINDS:
        visits.set_plan(actor, area=first.parent, kind=kind)
