"""The roll of a compound: its units, and who of the registers owns them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.domains.owners.states import ROLL, VIEW
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet
from linli.kernel.scoping import ScopedManager


class OwnersQuerySet(AreaScopedQuerySet):
    """Rows of owners, by the community of their compound."""

    view_permission = VIEW


class OwnershipQuerySet(AreaScopedQuerySet):
    """Whose a unit is, for those who keep the roll."""

    view_permission = ROLL


class Unit(AreaScopedModel):
    """A part of a compound that belongs to somebody alone: a flat, a shop, a garage. `area` is the compound's community.

    `label` says which ("3-1-502"); no name stands here. `size` is the exclusive area in hundredths of a square metre; `heads` is how many
    owners it counts for: 1, and 0 for a further unit of the same owner, who counts once. A unit that ended keeps its row.
    """

    compound = models.ForeignKey("territory.Compound", on_delete=models.PROTECT, related_name="+")
    dwelling = models.ForeignKey(
        "residents.Dwelling", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    label = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    heads = models.PositiveSmallIntegerField(default=1)
    entered_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(OwnersQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("compound", "label", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["compound", "label"], condition=Q(ended_at=None), name="owners_unit_label_once"
            ),
            models.UniqueConstraint(
                fields=["dwelling"], condition=Q(ended_at=None, dwelling__isnull=False), name="owners_dwelling_once"
            ),
            models.CheckConstraint(condition=Q(size__gte=1, size__lt=10_000_000), name="owners_size_above_nought"),
            models.CheckConstraint(condition=Q(heads__lte=1), name="owners_heads_at_most_one"),
        )

    def __str__(self) -> str:
        return self.label


class Ownership(AreaScopedModel):
    """Somebody of the registers owns a unit, alone or with others. Nothing but the number of the entry is kept here."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("residents.Person", on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(OwnershipQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("unit", "id")
        constraints = (
            models.UniqueConstraint(fields=["unit", "person"], condition=Q(ended_at=None), name="owners_owner_once"),
        )
        indexes = (models.Index(fields=["person"], condition=Q(ended_at=None), name="owners_units_of_person"),)

    def __str__(self) -> str:
        return f"ownership {self.pk}"
