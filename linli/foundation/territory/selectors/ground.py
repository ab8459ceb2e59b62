"""The places at which somebody's rights begin, and what lies right below: asked for every report, so the SQL is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.foundation.territory.models import Area
from linli.kernel.statements import Kept, among, hole

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from linli.kernel.actor import Actor


def granted_areas(actor: Actor, permission: str) -> list[Area]:
    """Open areas at the very places at which the actor holds a permission by area, highest first; each with its county and
    compound. One statement, none for who has no such place.
    """
    paths = actor.paths(permission)
    return _AT.rows(paths=list(paths)) if paths else []


def areas_in(parent: Area, most: int) -> list[Area]:
    """Open children without scope, in their order, at most so many, each with its compound."""
    return _IN.rows(parent=parent.pk)[:most]


def area_in(parent: Area, pk: int) -> Area | None:
    """One open child with its compound; None for an area that lies elsewhere."""
    return _ONE_IN.first(parent=parent.pk, pk=pk)


def _open() -> QuerySet[Area]:
    return Area.unscoped.filter(valid_to=None).select_related("compound").defer("boundary")


def _children() -> QuerySet[Area]:
    return _open().filter(parent_id=hole("parent")).order_by("order", "code", "id")


_AT = Kept(
    lambda: (
        _open()
        .filter(among("path", hole("paths")))
        .select_related("county")
        .defer("boundary", "county__boundary")
        .order_by("depth", "id")
    )
)
_IN = Kept(_children)
_ONE_IN = Kept(lambda: _children().filter(pk=hole("pk")))
