"""Organizations of every kind, the posts in them and in areas, and who leads for which category."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet, placed_under
from linli.kernel.scoping import NOTHING, ScopedManager, ScopedModel, ScopedQuerySet

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


class OrganizationQuerySet(AreaScopedQuerySet):
    """Organizations seated in one's area; to look at, also those that serve the whole county (one must know whom to call)."""

    view_permission = "organizations.view"

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """Strict for changes, wider for looking."""
        wanted = super().scope_q(actor, permission)
        if permission == self.view_permission and actor.can(permission):
            wanted |= Q(county_id=actor.county_id, serves_county=True)
        return wanted

    def organization_q(self, actor: Actor, organizations: frozenset[int]) -> Q:
        """One's own organization."""
        return Q(pk__in=organizations)


class Organization(AreaScopedModel):
    """A body that acts: `area` is its seat, `kind` comes from the method. `second_superior` is the other line of a dual
    command (Q56); `ends_on` is the last day of a temporary one (L53); `hours` overrides the method's working hours as
    [["08:30", "12:00"], …] (empty: the county's own). Without `has_ground` it works on a site or a fleet, or for several bodies, and
    for no place, wherever it is seated (Q38, X43).
    """

    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=20, blank=True)
    code = models.CharField(max_length=40, blank=True, db_collation="C")
    uscc = models.CharField(max_length=18, blank=True, db_collation="C")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    second_superior = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    serves = models.ManyToManyField("territory.Area", related_name="+", blank=True)
    serves_county = models.BooleanField(default=False)
    has_ground = models.BooleanField(default=True)
    hours = models.JSONField(default=list, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(OrganizationQuerySet)()

    class Meta:
        default_manager_name = "unscoped"
        ordering = ("kind", "name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["county", "code"], condition=~Q(code="") & Q(valid_to=None), name="organization_code_once"
            ),
            models.UniqueConstraint(
                fields=["county", "uscc"], condition=~Q(uscc="") & Q(valid_to=None), name="organization_uscc_once"
            ),
            models.CheckConstraint(
                condition=Q(second_superior=None) | ~Q(second_superior=F("parent")), name="two_superiors_differ"
            ),
        )
        indexes = (models.Index(fields=["county", "kind", "name"], name="organization_by_kind"),)

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether the organization still exists."""
        return self.valid_to is None

    @property
    def label(self) -> str:
        """The short name where there is one, for narrow places."""
        return self.short_name or self.name


class PostQuerySet(AreaScopedQuerySet):
    """Posts in one's area or organization."""

    view_permission = "organizations.view"

    def organization_q(self, actor: Actor, organizations: frozenset[int]) -> Q:
        """Posts of one's own organization."""
        return Q(organization_id__in=organizations)


class Post(AreaScopedModel):
    """A seat, or several alike, that people are appointed to. `kind` is a code of the method's post catalogue. A post of
    an organization lies at its seat. `filled` is the number of present holders, kept by the people app.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=80)
    seats = models.PositiveSmallIntegerField(default=1)
    filled = models.PositiveSmallIntegerField(default=0)
    role = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(PostQuerySet)()

    class Meta:
        default_manager_name = "unscoped"
        ordering = ("area", "kind", "id")
        constraints = (models.CheckConstraint(condition=Q(seats__gte=1), name="post_has_a_seat"),)
        indexes = (
            models.Index(fields=["area", "kind"], name="post_by_area"),
            models.Index(fields=["organization", "kind"], name="post_by_organization"),
            models.Index(fields=["county", "kind"], name="post_by_county"),
        )

    def __str__(self) -> str:
        return self.title


class DutyQuerySet(ScopedQuerySet):
    """The duty catalogue is one per county: read by its staff, changed by who holds the permission at its root."""

    view_permission = "organizations.view"

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """All of one's county to look at; strictly the counties granted as a whole to change."""
        if permission == self.view_permission:
            return Q(county_id=actor.county_id) if actor.can(permission) else NOTHING
        return placed_under(actor.paths(permission), area="county_id")


class Duty(ScopedModel):
    """Who leads and who assists for a category, from a day to a day. `category` is "standard/kind/code", or a prefix
    that ends in "*"; the longest match counts. `not_to_grid`: a department's own work that may not be pushed down.
    """

    county = models.ForeignKey("territory.Area", on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=80, db_collation="C")
    lead = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    assisting = models.ManyToManyField(Organization, related_name="+", blank=True)
    not_to_grid = models.BooleanField(default=False)
    basis = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(DutyQuerySet)()

    class Meta:
        default_manager_name = "unscoped"
        ordering = ("category", "-version")
        verbose_name_plural = "duties"
        constraints = (
            models.UniqueConstraint(
                fields=["county", "category"], condition=Q(valid_to=None), name="one_duty_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.category} → {self.lead_id}"
