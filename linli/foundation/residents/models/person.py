"""People of the registers, where they live, which entries look alike, and which were merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from linli.foundation.residents.models.ground import Dwelling, Household, RegisterQuerySet
from linli.foundation.residents.states import (
    LIKE,
    MINORS,
    PERSON_STATES,
    REGISTERED,
    RESIDENCE_KINDS,
    SOURCES,
    Like,
    PersonState,
    Registered,
    ResidenceKind,
    Source,
    minors_born_from,
)
from linli.foundation.territory.scoping import AreaScopedModel, placed_under
from linli.kernel import clock
from linli.kernel.scoping import ScopedManager

if TYPE_CHECKING:
    from datetime import date

    from linli.kernel.actor import Actor

#: What the office of a second home may do; changing an entry is the business of the main home's.
_BY_ANY_HOME = ("residents.view", "residents.reveal")

_PRESENT = Q(state=PersonState.PRESENT)


class PersonQuerySet(RegisterQuerySet):
    """People with a home in one's area, children under 14 only with `residents.minors`.

    The permission for children is asked on every way to a person, so that no list, count or search can forget it.
    """

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """By the main home, for seeing also by any other present one, and by age."""
        paths = actor.paths(permission)
        place = placed_under(paths)
        if permission in _BY_ANY_HOME:
            place |= Q(pk__in=_second_homes(paths))
        return place & self._age_q(actor, permission)

    def mainly_in_reach(self, actor: Actor) -> PersonQuerySet:
        """Those whose main home is in the actor's area: the register's own page, which an index serves in order."""
        if actor.is_system:
            return self
        view = self.view_permission
        return self.filter(placed_under(actor.paths(view)) & self._age_q(actor, view))

    def _age_q(self, actor: Actor, permission: str) -> Q:
        """No condition where the actor may see children wherever `permission` holds; unknown days of birth are shown."""
        children = actor.paths(MINORS)
        if all(any(path.startswith(own) for own in children) for path in actor.paths(permission)):
            return Q()
        grown = Q(born_on=None) | Q(born_on__lt=minors_born_from(clock.today()))
        return grown | placed_under(children) if children else grown


def _second_homes(paths: tuple[str, ...]) -> models.QuerySet[Residency]:
    return Residency.unscoped.filter(placed_under(paths), ends_on=None, is_main=False).order_by().values("person")


class Person(AreaScopedModel):
    """Somebody who lives here. `area` is that of the main home. ID number and phone are sealed and optional by purpose.

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
    state = models.CharField(
        max_length=10, default=PersonState.PRESENT, choices=[(s.value, s.value) for s in PersonState]
    )
    source = models.CharField(max_length=8, choices=[(s.value, s.value) for s in Source])
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    verified_on = models.DateField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(PersonQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["county", "id_number_index"],
                condition=~Q(id_number_index="") & _PRESENT,
                name="residents_person_once_by_id_number",
            ),
            models.CheckConstraint(
                condition=Q(state=PersonState.MERGED, merged_into__isnull=False)
                | (~Q(state=PersonState.MERGED) & Q(merged_into=None)),
                name="residents_merged_says_into_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state=PersonState.ERASED)
                | Q(name="", id_number_index="", phone_index="", born_on=None, employer="", erased_at__isnull=False),
                name="residents_erased_holds_nothing",
            ),
        )
        indexes = (
            models.Index(fields=["county", "name", "id"], condition=_PRESENT, name="residents_person_by_name"),
            models.Index(fields=["area", "name", "id"], condition=_PRESENT, name="residents_person_by_place"),
            models.Index(
                fields=["name", "born_on"], condition=_PRESENT & Q(born_on__isnull=False), name="residents_person_alike"
            ),
            models.Index(fields=["phone_index"], condition=~Q(phone_index=""), name="residents_person_by_phone"),
            models.Index(
                fields=["county", "name", "id"],
                condition=_PRESENT & Q(registered=Registered.ELSEWHERE),
                name="residents_person_elsewhere",
            ),
            models.Index(
                fields=["county", "name", "id"],
                condition=_PRESENT & Q(verified_on=None),
                name="residents_person_unverified",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def state_label(self) -> str:
        """The msgid of the state."""
        return PERSON_STATES[PersonState(self.state)]

    @property
    def changed_on(self) -> date:
        """The day of the last change, by the county's own midnight."""
        return self.changed_at.astimezone(clock.ZONE).date()

    @property
    def registered_label(self) -> str:
        """The msgid of where the household register is kept."""
        return REGISTERED[Registered(self.registered)]

    @property
    def source_label(self) -> str:
        """The msgid of how the entry came in."""
        return SOURCES[Source(self.source)]


class Residency(AreaScopedModel):
    """Somebody lives in a dwelling from a day to a day (both included); a person may have several, one of them the main one.

    `relation` is the code of the method's list, to the head of the household. A seasonal stay says its months (L22). `area` is
    the dwelling's. The person is fetched in scope, since a child may be hidden from who sees the dwelling. `by_death`: a death
    ended it; then `is_main` stays as it was, so that a death that is taken back finds the main home again.
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
    by_death = models.BooleanField(default=False, db_default=False)

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
            models.Index(fields=["area"], condition=Q(ends_on=None, is_main=False), name="residents_residency_second"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} in {self.dwelling_id}"

    @property
    def kind_label(self) -> str:
        """The msgid of how somebody lives there."""
        return RESIDENCE_KINDS[ResidenceKind(self.kind)]


class Merge(AreaScopedModel):
    """Two entries were found to be one person: `gone` was merged into `kept`. `moved` keeps ids and names of columns, never
    what stood in them, so that it can be undone.
    """

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


class Likeness(AreaScopedModel):
    """Two entries look like one person (found when either was written). `first` is the older one, `area` is that of `second`.

    `told_apart_at` is set when somebody has said that they are two people, so that nobody is asked again.
    """

    first = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=10)
    told_apart_at = models.DateTimeField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(RegisterQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=["first", "second"], name="residents_alike_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="residents_alike_in_order"),
        )
        indexes = (models.Index(fields=["county", "id"], condition=Q(told_apart_at=None), name="residents_alike_open"),)

    def __str__(self) -> str:
        return f"{self.first_id} is like {self.second_id}"

    @property
    def by_label(self) -> str:
        """The msgid of what the two have in common."""
        return LIKE[Like(self.by)]
