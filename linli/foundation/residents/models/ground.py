"""Where people live: dwellings, and the households in them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.foundation.residents.states import DWELLING_KINDS, DwellingKind
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet
from linli.kernel.scoping import ScopedManager


class RegisterQuerySet(AreaScopedQuerySet):
    """Rows of the registers in one's area. No role sees them by organization."""

    view_permission = "residents.view"


class Dwelling(AreaScopedModel):
    """A flat, a house, a shop with people in it. `area` is the lowest area known: stairwell, building or grid.

    The room is sealed; `address_index` (of the room alone, normalised) finds it again within its area, so that a merged or
    renamed area needs no new index. `address_masked` is what is shown: building and stairwell, never the room. `occupants`
    counts the open residencies and is kept by the services.
    """

    compound = models.ForeignKey(
        "territory.Compound", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    kind = models.CharField(
        max_length=12, default=DwellingKind.HOME, choices=[(k.value, k.value) for k in DwellingKind]
    )
    address_sealed = models.BinaryField(default=bytes)
    address_index = models.CharField(max_length=64, db_collation="C")
    address_masked = models.CharField(max_length=120)
    occupants = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    valid_to = models.DateField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(RegisterQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("address_masked", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["area", "address_index"], condition=Q(valid_to=None), name="residents_dwelling_once"
            ),
        )
        indexes = (
            models.Index(
                fields=["county", "id"],
                condition=Q(occupants=0, valid_to=None),
                name="residents_dwelling_empty",
            ),
        )

    def __str__(self) -> str:
        return self.address_masked

    @property
    def kind_label(self) -> str:
        """The msgid of what it is used as."""
        return DWELLING_KINDS[DwellingKind(self.kind)]


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
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="residents_household_ends_after_it_began",
            ),
        )
        indexes = (
            models.Index(
                fields=["county", "id"], condition=Q(head=None, ends_on=None), name="residents_household_no_head"
            ),
        )

    def __str__(self) -> str:
        return f"household {self.pk}"
