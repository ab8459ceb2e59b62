"""Tables of activities: constraints and tiny properties, no rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from linli.domains.activities.states import State
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet
from linli.kernel.scoping import ScopedManager

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


class ActivityQuerySet(AreaScopedQuerySet):
    """Activities at one's places, and those of one's own organization."""

    view_permission = "activities.view"

    def organization_q(self, actor: Actor, organizations: frozenset[int]) -> Q:
        """Those of one's own organization."""
        return Q(organization_id__in=organizations)


class PictureQuerySet(AreaScopedQuerySet):
    """Pictures of activities that one sees."""

    view_permission = "activities.view"

    def organization_q(self, actor: Actor, organizations: frozenset[int]) -> Q:
        """Those of activities of one's own organization."""
        return Q(activity__organization_id__in=organizations)


class Activity(AreaScopedModel):
    """An activity or project of a programme in the period that begins on `period_on`, by an organization or (None) by the office of `area`.

    `area` is the organization's seat where there is one. `programme` is a code of the pinned release. `on` is the planned day, of a
    project the day by which it is to be done; `held_on` the day on which it was. `came` counts people; nobody is named.
    """

    programme = models.CharField(max_length=40)
    release = models.ForeignKey("methods.Release", on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    period_on = models.DateField()
    title = models.CharField(max_length=80)
    place = models.CharField(max_length=80)
    on = models.DateField()
    state = models.CharField(max_length=10, default=State.PLANNED, choices=[(s.value, s.value) for s in State])
    planned_at = models.DateTimeField()
    planned_by = models.CharField(max_length=120)
    begun_on = models.DateField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    came = models.PositiveIntegerField(null=True, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)
    written_by = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(ActivityQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "programme", "period_on"],
                condition=~Q(state=State.CANCELLED),
                name="activities_once_a_period",
            ),
            models.UniqueConstraint(
                fields=["area", "programme", "period_on"],
                condition=Q(organization=None) & ~Q(state=State.CANCELLED),
                name="activities_place_once_a_period",
            ),
            models.CheckConstraint(
                condition=Q(state=State.HELD, held_on__isnull=False, came__gte=1)
                | (~Q(state=State.HELD) & Q(held_on=None, came=None)),
                name="activities_held_by_somebody",
            ),
        )
        indexes = (
            models.Index(fields=["county", "programme", "period_on"], name="activities_periods"),
            models.Index(fields=["county", "state", "on"], name="activities_days"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def holder(self) -> str:
        """Who holds it."""
        return str(self.organization or self.area)


class Item(models.Model):
    """What belongs to an activity: a fixed item (`code` of the programme) or one of the holder's own (""); `done` says what was done.

    Reached only through its activity.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40, blank=True)
    label = models.CharField(max_length=80)
    done = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["activity", "number"], name="activities_item_numbered"),)

    def __str__(self) -> str:
        return self.label


class Picture(AreaScopedModel):
    """A picture of an activity, written anew without its metadata; `path` lies below the media folder."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="pictures")
    path = models.CharField(max_length=120, unique=True)
    sha256 = models.CharField(max_length=64)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(PictureQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("id",)

    def __str__(self) -> str:
        return self.path
