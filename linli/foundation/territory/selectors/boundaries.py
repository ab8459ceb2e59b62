"""What a boundary looks like among its neighbours, and whether it may be the wrong one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.utils.translation import gettext

from linli.foundation.territory import rules
from linli.foundation.territory.models import Area
from linli.foundation.territory.permissions import VIEW
from linli.foundation.territory.scoping import ids_of

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

Boundary = Mapping[str, Any]
#: Neighbours beyond that many make the picture no clearer.
MOST_NEIGHBOURS = 60


def boundary_warnings(area: Area, boundary: Boundary | None) -> list[str]:
    """Words where a boundary leaves that of the nearest area above that has one; one statement, none without boundary."""
    if boundary is None:
        return []
    above = [each for each in _around(area) if rules.reaches_out(boundary, each["geometry"])]
    return [gettext(rules.OUTSIDE_PARENT).format(name=area.name, parent=each["name"]) for each in above]


def drawing_for(actor: Actor, area: Area, boundary: Boundary | None) -> list[dict[str, Any]]:
    """The area's outline with that of the area around it and of its neighbours, as far as the actor may see them.

    Each has `name`, `geometry` and `kind` ("around", "beside", "own"); empty without a boundary. What is so large or so far
    that the area would be a dot beside it is left out.
    """
    if boundary is None:
        return []
    seen = Area.scoped.visible_to(actor, VIEW).filter(parent=area.parent_id or 0, valid_to=None, boundary__isnull=False)
    beside = seen.exclude(pk=area.pk).order_by("order", "code", "id")[:MOST_NEIGHBOURS]
    others = [*_around(area), *({"name": each.label, "geometry": each.boundary, "kind": "beside"} for each in beside)]
    near = [shape for shape in others if rules.seen_beside(boundary, shape["geometry"])]
    return [*near, {"name": area.label, "geometry": boundary, "kind": "own"}]


def siblings_drawn(area: Area) -> tuple[int, int]:
    """(how many areas under the same parent have a boundary, how many there are); (0, 0) for a county."""
    if area.parent_id is None:
        return 0, 0
    found = Area.unscoped.filter(parent=area.parent_id, valid_to=None)
    counted = found.aggregate(drawn=Count("pk", filter=Q(boundary__isnull=False)), there=Count("pk"))
    return counted["drawn"], counted["there"]


def _around(area: Area) -> list[dict[str, Any]]:
    """The nearest area above that has a boundary, as a shape; none where none has."""
    above = Area.unscoped.filter(pk__in=ids_of(area.path)[:-1], boundary__isnull=False).order_by("-depth")
    return [
        {"name": name, "geometry": boundary, "kind": "around"}
        for name, boundary in above.values_list("name", "boundary")[:1]
    ]
