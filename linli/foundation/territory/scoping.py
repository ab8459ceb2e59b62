"""Scope by place: the base of every row that lies in an area (net 2 of ADR 0001).

This is the one module of territory that models of upper apps derive from; it holds no table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Q

from linli.kernel.scoping import NOTHING, ScopedManager, ScopedModel, ScopedQuerySet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linli.kernel.actor import Actor

SEPARATOR = "."


def root_id(path: str) -> int:
    """The county's id out of a path ("12.40." → 12). Raises ValueError for an empty path."""
    return int(path.split(SEPARATOR, 1)[0])


def ids_of(path: str) -> list[int]:
    """The ids in a path, root first."""
    return [int(part) for part in path.split(SEPARATOR) if part]


def is_root(path: str) -> bool:
    """Whether `path` is a county's own ("12.")."""
    return path.count(SEPARATOR) == 1


def below(paths: Iterable[str], column: str = "path") -> Q:
    """Rows whose path begins with any of `paths`; nothing where there are none."""
    wanted = NOTHING
    for path in paths:
        wanted |= Q(**{f"{column}__startswith": path})
    return wanted


def placed_under(paths: Iterable[str], *, county: str = "county_id", area: str = "area_id") -> Q:
    """Rows with a county and an area column that lie in any of `paths`.

    A whole county is asked by its own column (one index, one partition); a part of it by a subquery on the area tree.
    """
    paths = tuple(paths)
    roots = [root_id(path) for path in paths if is_root(path)]
    wanted = Q(**{f"{county}__in": roots}) if roots else NOTHING
    parts = [path for path in paths if not is_root(path)]
    if parts:
        # The county says nothing new, but lets the planner walk its indexes in order instead of sorting whole subtrees.
        tree = apps.get_model("territory", "Area").unscoped.filter(below(parts)).values("pk")
        wanted |= Q(**{f"{county}__in": {root_id(path) for path in parts}, f"{area}__in": tree})
    return wanted


class AreaScopedQuerySet(ScopedQuerySet):
    """Rows in an area, seen by whoever holds the permission there. Override `organization_q` for roles that reach by it."""

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """By area where granted, and by organization where the model says how."""
        wanted = placed_under(actor.paths(permission))
        organizations = actor.org_ids(permission)
        return wanted | self.organization_q(actor, organizations) if organizations else wanted

    def organization_q(self, actor: Actor, organizations: frozenset[int]) -> Q:
        """What roles of these organizations see; nothing unless a model says so."""
        return NOTHING


class AreaScopedModel(ScopedModel):
    """A row that lies in one area of one county. Both relations are one-way: no back door from the area (check E003)."""

    county = models.ForeignKey("territory.Area", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("territory.Area", on_delete=models.PROTECT, related_name="+")

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(AreaScopedQuerySet)()

    class Meta:
        abstract = True
        default_manager_name = "unscoped"
