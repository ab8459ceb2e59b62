"""Where people live: dwellings, and the households in them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.foundation.residents.states import DwellingKind
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet
from linli.kernel.scoping import ScopedManager


class RegisterQuerySet(AreaScopedQuerySet):
    """Rows of the registers in one's area. No role sees them by organization."""

    view_permission = "residents.view"


class Dwelling(AreaScopedModel):
    """A flat, a house, a shop with people in it. `area` is the lowest area known: stairwell, building or grid.

    The exact address is sealed; `address_index` (county, area and room, normalised) finds it again, `address_masked` is shown:
    everything down to the stairwell, never the room.
    """

    compound = models.ForeignKey("territory.Compound", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    kind = models.CharField(max_length=12, default=DwellingKind.HOME, choices=[(k.value, k.value) for k in DwellingKind])
    address_sealed = models.BinaryField(default=bytes)
    address_index = models.CharField(max_length=64, db_collation="C")
    address_masked = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    valid_to = models.DateField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(RegisterQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("address_masked", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["county", "address_index"], condition=Q(valid_to=None), name="residents_dwelling_once"
            ),
        )
        indexes = (models.Index(fields=["area", "id"], name="residents_dwelling_by_place"),)

    def __str__(self) -> str:
        return self.address_masked


class Household(AreaScopedModel):
    """People who keep house together in a dwelling. A household without a head is allowed, and listed until it has one."""

    dwelling = models.ForeignKey(Dwelling, on_delete=models.PROTECT, related_name="+")
    head = models.ForeignKey("residents.Person", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    split_from = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(RegisterQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-starts_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="residents_household_ends_after_it_began"
            ),
        )
        indexes = (
            models.Index(fields=["area", "id"], name="residents_household_by_place"),
            models.Index(fields=["dwelling"], name="residents_household_home"),
        )

    def __str__(self) -> str:
        return f"household {self.pk}"
