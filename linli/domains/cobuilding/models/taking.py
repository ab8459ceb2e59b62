"""What units take on each month, and what secretaries promise."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.domains.cobuilding.models.attaching import AttachedQuerySet
from linli.domains.cobuilding.states import ItemState
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet
from linli.kernel.scoping import ScopedManager


class Item(AreaScopedModel):
    """A livelihood item that a paired unit took on in a month (Q36). `month` is its first day; `area` where it is done."""

    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    compound = models.ForeignKey(
        "territory.Compound", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    month = models.DateField()
    title = models.CharField(max_length=80)
    state = models.CharField(max_length=10, default=ItemState.TAKEN, choices=[(s.value, s.value) for s in ItemState])
    result = models.CharField(max_length=300, blank=True)
    done_on = models.DateField(null=True, blank=True)
    taken_at = models.DateTimeField()

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(AttachedQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-month", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(state=ItemState.TAKEN, done_on=None) | Q(state=ItemState.DONE, done_on__isnull=False),
                name="cobuilding_item_done_on_a_day",
            ),
        )
        indexes = (models.Index(fields=["county", "month"], name="cobuilding_items"),)

    def __str__(self) -> str:
        return self.title


class ProjectQuerySet(AreaScopedQuerySet):
    """Projects at one's places."""

    view_permission = "cobuilding.view"


class Project(AreaScopedModel):
    """A breakthrough project of a secretary (`card`) of a level in a year (L7)."""

    card = models.ForeignKey("people.StaffCard", on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(ProjectQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-year", "-id")
        indexes = (models.Index(fields=["county", "year"], name="cobuilding_projects"),)

    def __str__(self) -> str:
        return self.title


class Commitment(AreaScopedModel):
    """Something that a secretary promised within a project, until a day; `result` says what came of it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="commitments")
    words = models.CharField(max_length=200)
    due_on = models.DateField()
    kept_on = models.DateField(null=True, blank=True)
    result = models.CharField(max_length=200, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(ProjectQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("due_on", "id")

    def __str__(self) -> str:
        return self.words
