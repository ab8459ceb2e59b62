"""People of the registers, where they live, and which entries were merged."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.foundation.residents.models.ground import Dwelling, Household, RegisterQuerySet
from linli.foundation.residents.states import PersonState, Registered, ResidenceKind, Source
from linli.foundation.territory.scoping import AreaScopedModel
from linli.kernel.scoping import ScopedManager


class Person(AreaScopedModel):
    """Somebody who lives here. `area` is that of the main residence. ID number and phone are sealed and optional by purpose.

    Nothing on faith, health, ethnicity or opinion has a column. `name` is emptied when the entry is erased; an erased row stays
    as a tombstone so that counts and history hold.
    """

    name = models.CharField(max_length=60, db_collation="C")
    id_number_sealed = models.BinaryField(default=bytes)
    id_number_index = models.CharField(max_length=64, blank=True, db_collation="C")
    id_number_masked = models.CharField(max_length=18, blank=True)
    phone_sealed = models.BinaryField(default=bytes)
    phone_index = models.CharField(max_length=64, blank=True, db_collation="C")
    phone_masked = models.CharField(max_length=20, blank=True)
    born_on = models.DateField(null=True, blank=True)
    employer = models.CharField(max_length=80, blank=True)
    registered = models.CharField(
        max_length=10, default=Registered.UNKNOWN, choices=[(r.value, r.value) for r in Registered]
    )
    state = models.CharField(max_length=10, default=PersonState.PRESENT, choices=[(s.value, s.value) for s in PersonState])
    source = models.CharField(max_length=8, choices=[(s.value, s.value) for s in Source])
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    verified_on = models.DateField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(RegisterQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["county", "id_number_index"],
                condition=~Q(id_number_index="") & Q(state=PersonState.PRESENT),
                name="residents_person_once_by_id_number",
            ),
            models.CheckConstraint(
                condition=Q(state=PersonState.MERGED, merged_into__isnull=False)
                | (~Q(state=PersonState.MERGED) & Q(merged_into=None)),
                name="residents_merged_says_into_whom",
            ),
        )
        indexes = (
            models.Index(fields=["county", "name", "id"], name="residents_person_by_name"),
            models.Index(fields=["area", "name", "id"], name="residents_person_by_place"),
            models.Index(fields=["phone_index"], condition=~Q(phone_index=""), name="residents_person_by_phone"),
        )

    def __str__(self) -> str:
        return self.name


class Residency(AreaScopedModel):
    """Somebody lives in a dwelling from a day to a day (both included); a person may have several, one of them the main one.

    `relation` is the code of the method's list, to the head of the household. A seasonal stay says its months (L22).
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    dwelling = models.ForeignKey(Dwelling, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    relation = models.CharField(max_length=20, blank=True)
    kind = models.CharField(
        max_length=10, default=ResidenceKind.LIVING, choices=[(k.value, k.value) for k in ResidenceKind]
    )
    first_month = models.PositiveSmallIntegerField(null=True, blank=True)
    last_month = models.PositiveSmallIntegerField(null=True, blank=True)
    is_main = models.BooleanField(default=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(RegisterQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-is_main", "-starts_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["person"], condition=Q(ends_on=None, is_main=True), name="residents_one_main_home"
            ),
            models.UniqueConstraint(
                fields=["person", "dwelling"], condition=Q(ends_on=None), name="residents_once_per_dwelling"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="residents_stay_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(kind=ResidenceKind.SEASONAL, first_month__range=(1, 12), last_month__range=(1, 12))
                | (~Q(kind=ResidenceKind.SEASONAL) & Q(first_month=None, last_month=None)),
                name="residents_seasonal_says_months",
            ),
        )
        indexes = (
            models.Index(fields=["dwelling"], name="residents_residency_by_home"),
            models.Index(fields=["household"], name="residents_residency_by_house"),
            models.Index(fields=["area", "kind"], name="residents_residency_by_place"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} in {self.dwelling_id}"


class Merge(AreaScopedModel):
    """Two entries were found to be one person: `gone` was merged into `kept`. What was moved is kept, so that it can be undone."""

    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    gone = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    moved = models.JSONField(default=dict)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(RegisterQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-at", "id")
        constraints = (
            models.UniqueConstraint(fields=["gone"], condition=Q(undone_at=None), name="residents_merged_once"),
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="residents_merge_needs_two"),
        )

    def __str__(self) -> str:
        return f"{self.gone_id} into {self.kept_id}"
