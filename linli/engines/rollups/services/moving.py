"""Figures follow the ground: a subtree takes what lies in it from the areas above its old place to those above its new one.

In the transaction of the change, so that no reader meets a tree and figures that don't belong together. What lies on an area that
ends goes elsewhere row by row, and is marked as any other change.
"""

from __future__ import annotations

from linli.engines.rollups.services import _figures
from linli.foundation.territory.scoping import ids_of
from linli.foundation.territory.services import AreaChange, Hung
from linli.kernel.actor import Actor

_CARRIED = """
SELECT kept.county_id, goes.area_id, kept.what, kept.day, kept.dims, sum(kept.count * goes.sign) AS count
FROM rollups_rollup AS kept CROSS JOIN unnest($2::bigint[], $3::integer[]) AS goes(area_id, sign)
WHERE kept.area_id = $1
GROUP BY kept.county_id, goes.area_id, kept.what, kept.day, kept.dims"""


def follow_ground(_actor: Actor, change: AreaChange) -> None:
    """Called by the territory inside the transaction of each change."""
    if change.hung:
        _figures.hold()
    for one in change.hung:
        _carry(one)


def _carry(moved: Hung) -> None:
    before, after = set(ids_of(moved.old_path)), set(ids_of(moved.new_path))
    goes = [(area, -1) for area in sorted(before - after)] + [(area, 1) for area in sorted(after - before)]
    if goes:
        areas, signs = zip(*goes, strict=True)
        _figures.merge(_CARRIED, [moved.area_id, list(areas), list(signs)])
