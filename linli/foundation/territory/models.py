"""The ground: areas as one tree per county, their codes and types through time, compounds and house numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from linli.foundation.territory.scoping import SEPARATOR, AreaScopedModel, AreaScopedQuerySet, below
from linli.foundation.territory.states import CodeSystem, GridKind, Kind, Parity
from linli.kernel.scoping import ScopedManager, ScopedModel, ScopedQuerySet

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

#: The highest house number a range may hold; 22 bits, so that road and number fit one bigint (see migration 0001).
LAST_NUMBER = 2**22 - 1


class AreaQuerySet(ScopedQuerySet):
    """Areas, seen by their own path; a role that reaches by organization sees its county's tree."""

    view_permission = "territory.view"

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """Subtrees granted; the whole county for organizations, which are called anywhere in it."""
        wanted = below(actor.paths(permission))
        return wanted | Q(county_id=actor.county_id) if actor.org_ids(permission) else wanted


class Area(ScopedModel):
    """A node of a county's tree. `path` is the ids from the county down, closed: "1.12.7."; `county` is the root (itself
    for a root). An area that ended keeps its row with `valid_to` (the first day on which it isn't any more).
    """

    county = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    path = models.CharField(max_length=200, db_collation="C")
    depth = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in Kind])
    grid_kind = models.CharField(max_length=16, blank=True, choices=[(k.value, k.value) for k in GridKind])
    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=20, blank=True)
    code = models.CharField(max_length=40, blank=True, db_collation="C")
    slug = models.SlugField(max_length=40, blank=True, db_index=False)
    method_slug = models.SlugField(max_length=40, blank=True, db_index=False)
    compound = models.ForeignKey("Compound", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    households = models.PositiveIntegerField(null=True, blank=True)
    boundary = models.JSONField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lng = models.FloatField(null=True, blank=True)
    order = models.PositiveIntegerField(default=0)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    #: Whether a compound is covered from here, where a look-up asked for it on the way; None where it didn't.
    is_covered: bool | None = None

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(AreaQuerySet)()

    class Meta:
        default_manager_name = "unscoped"
        ordering = ("depth", "order", "code", "id")
        constraints = (
            models.UniqueConstraint(fields=["path"], name="area_path_is_unique"),
            models.UniqueConstraint(
                fields=["county", "code"], condition=~Q(code="") & Q(valid_to=None), name="area_code_is_unique"
            ),
            models.UniqueConstraint(fields=["slug"], condition=~Q(slug=""), name="area_slug_is_unique"),
            models.CheckConstraint(condition=Q(path__endswith=SEPARATOR), name="area_path_is_closed"),
            models.CheckConstraint(
                condition=Q(kind=Kind.COUNTY, parent=None) | (~Q(kind=Kind.COUNTY) & Q(parent__isnull=False)),
                name="area_without_parent_is_a_county",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="area_ends_after_it_began"
            ),
        )
        indexes = (
            models.Index(fields=["county", "kind", "name"], name="area_by_kind"),
            models.Index(fields=["parent", "order"], name="area_by_parent"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether the area still exists."""
        return self.valid_to is None

    @property
    def label(self) -> str:
        """The short name where there is one, for narrow places."""
        return self.short_name or self.name


class FactQuerySet(AreaScopedQuerySet):
    """What stands in an area, seen by whoever sees the area."""

    view_permission = "territory.view"


class AreaCode(AreaScopedModel):
    """A code of an area in somebody's system; old codes stay (GA/T 2000.33 grew from 12 to 15 digits)."""

    system = models.CharField(max_length=16, choices=[(s.value, s.value) for s in CodeSystem])
    code = models.CharField(max_length=32, db_collation="C")

    class Meta(AreaScopedModel.Meta):
        constraints = (models.UniqueConstraint(fields=["area", "system", "code"], name="area_code_once_per_system"),)
        indexes = (models.Index(fields=["system", "code"], name="area_by_foreign_code"),)

    def __str__(self) -> str:
        return f"{self.system} {self.code}"


class Succession(AreaScopedModel):
    """`area` ended on `on` and `successor` took over (all or a part of it)."""

    successor = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=16)
    on = models.DateField()

    def __str__(self) -> str:
        return f"{self.area_id} → {self.successor_id}"


class CommunityType(AreaScopedModel):
    """What type a community is, from a day to a day (L19–L23), including a village that turned community (L44)."""

    type = models.CharField(max_length=32)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta(AreaScopedModel.Meta):
        constraints = (models.UniqueConstraint(fields=["area"], condition=Q(valid_to=None), name="one_type_at_a_time"),)

    def __str__(self) -> str:
        return self.type


class Compound(AreaScopedModel):
    """A 小区: not a level of the tree. `area` is its community; which grids cover it is said by `CompoundCover` (S32)."""

    name = models.CharField(max_length=80)
    type = models.CharField(max_length=32, blank=True)
    households = models.PositiveIntegerField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lng = models.FloatField(null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    unscoped = models.Manager.from_queryset(FactQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(fields=["area", "name"], condition=Q(valid_to=None), name="compound_name_once"),
        )
        indexes = (models.Index(fields=["county", "name"], name="compound_by_name"),)

    def __str__(self) -> str:
        return self.name


class CompoundCover(AreaScopedModel):
    """Grid `area` covers (a part of) a compound; a compound may have several, and a grid may cover several."""

    compound = models.ForeignKey(Compound, on_delete=models.CASCADE, related_name="covers")

    class Meta(AreaScopedModel.Meta):
        constraints = (models.UniqueConstraint(fields=["compound", "area"], name="cover_once"),)

    def __str__(self) -> str:
        return f"{self.compound_id} in {self.area_id}"


class Road(AreaScopedModel):
    """A street or lane with house numbers; `area` is the county (roads run through many grids)."""

    name = models.CharField(max_length=80)

    class Meta(AreaScopedModel.Meta):
        constraints = (models.UniqueConstraint(fields=["county", "name"], name="road_name_once"),)

    def __str__(self) -> str:
        return self.name


class AddressRange(AreaScopedModel):
    """House numbers `first`–`last` of a road belong to grid `area`. The database refuses overlaps (Q16): two exclusion
    constraints, one for odd and one for even numbers, made in migration 0001 without any extension.
    """

    road = models.ForeignKey(Road, on_delete=models.CASCADE, related_name="ranges")
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    parity = models.CharField(max_length=4, default=Parity.BOTH, choices=[(p.value, p.value) for p in Parity])

    unscoped = models.Manager.from_queryset(FactQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("road", "first")
        constraints = (
            models.CheckConstraint(
                condition=Q(first__gte=1, last__lte=LAST_NUMBER) & Q(last__gte=F("first")), name="range_is_ordered"
            ),
        )

    def __str__(self) -> str:
        return f"{self.road_id}: {self.first}–{self.last} {self.parity}"
