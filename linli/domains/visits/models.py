"""Tables of visits: which areas are visited how often, every door and place with its due day, and what came of each visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from linli.domains.visits.states import CYCLES, OUTCOMES, WENT, Cycle, Outcome
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet
from linli.kernel.scoping import ScopedManager

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

FIGURES, VIEW, PLACES = "visits.figures", "visits.view", "visits.places"

_CYCLE = [(c.value, c.value) for c in Cycle]


class PlanQuerySet(AreaScopedQuerySet):
    """Plans, seen by whoever sees the figures there."""

    view_permission = FIGURES


class Plan(AreaScopedModel):
    """From a day on, everything of one kind below `area` is visited in this cycle; a plan of a narrower area goes before."""

    kind = models.CharField(max_length=40)
    cycle = models.CharField(max_length=12, choices=_CYCLE)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    set_by = models.CharField(max_length=120)
    made_at = models.DateTimeField()

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(PlanQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("kind", "id")
        constraints = (
            models.UniqueConstraint(fields=["area", "kind"], condition=Q(ends_on=None), name="visits_plan_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind} in {self.area_id}"

    @property
    def cycle_label(self) -> str:
        """The msgid of the cycle."""
        return CYCLES[Cycle(self.cycle)]


class StopQuerySet(AreaScopedQuerySet):
    """Doors by the permissions of households; compounds and places also by those of places. Figures count all."""

    view_permission = VIEW

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """By area; `visits.places` shows no household."""
        found = super().scope_q(actor, permission)
        return found & Q(household=None) if permission == PLACES else found

    def present(self) -> StopQuerySet:
        """Those that are there: no household that ended, no compound that was closed."""
        homes = Q(household=None) | Q(household__ends_on=None)
        return self.filter(homes, Q(compound=None) | Q(compound__valid_to=None))


class Stop(AreaScopedModel):
    """A household, a compound or a place (`area` itself) that is visited in one way, with the day on which it is due next.

    `due_on` is written in the transaction of each visit and each plan, so that what is late is a question and no nightly
    work; null while no plan holds. `cycle` is the plan's, which may lie above who walks; `own_cycle` goes before it. `tries` are fruitless ones since it was done last.
    `door_by` opened the door's room on `door_on`, which the people behind it can read in their log.
    """

    kind = models.CharField(max_length=40)
    household = models.ForeignKey(
        "residents.Household", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    compound = models.ForeignKey(
        "territory.Compound", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    cycle = models.CharField(max_length=12, blank=True, choices=_CYCLE)
    own_cycle = models.CharField(max_length=12, blank=True, choices=_CYCLE)
    own_reason = models.CharField(max_length=40, blank=True)
    last_on = models.DateField(null=True, blank=True)
    tried_on = models.DateField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    due_on = models.DateField(null=True, blank=True)
    door_by = models.BigIntegerField(null=True, blank=True)
    door_on = models.DateField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(StopQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("due_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["household", "kind"], condition=Q(household__isnull=False), name="visits_household_once"
            ),
            models.UniqueConstraint(
                fields=["compound", "kind"], condition=Q(compound__isnull=False), name="visits_compound_once"
            ),
            models.UniqueConstraint(
                fields=["area", "kind"], condition=Q(household=None, compound=None), name="visits_place_once"
            ),
            models.CheckConstraint(condition=Q(household=None) | Q(compound=None), name="visits_stop_is_one_thing"),
            models.CheckConstraint(
                condition=Q(own_cycle="", own_reason="") | (~Q(own_cycle="") & ~Q(own_reason="")),
                name="visits_own_cycle_says_why",
            ),
            models.CheckConstraint(
                condition=Q(plan=None, due_on=None, cycle="") | (Q(plan__isnull=False) & ~Q(cycle="")),
                name="visits_due_by_a_plan",
            ),
        )
        indexes = (
            models.Index(fields=["area", "due_on"], condition=Q(due_on__isnull=False), name="visits_stop_due"),
            models.Index(fields=["county", "due_on"], condition=Q(due_on__isnull=False), name="visits_stop_due_county"),
            models.Index(fields=["plan"], name="visits_stop_plan"),
        )

    @property
    def rhythm(self) -> str:
        """The cycle that holds: its own, else the plan's; "" while no plan holds."""
        return self.own_cycle or self.cycle if self.plan_id else ""

    def __str__(self) -> str:
        return f"{self.kind} {self.household_id or self.compound_id or self.area_id}"


class VisitQuerySet(StopQuerySet):
    """Visits, as their stops are seen."""

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """By area; `visits.places` shows no visit to a household."""
        found = AreaScopedQuerySet.scope_q(self, actor, permission)
        return found & Q(stop__household=None) if permission == PLACES else found


class Visit(AreaScopedModel):
    """Somebody went there on a day. `troubles` are the points that weren't fine, `services` what was given, `companions` who
    came along, all by code; `note_sealed` a few words for colleagues. Nothing of what somebody thinks, believes or suffers
    from has a column.
    """

    stop = models.ForeignKey(Stop, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    on = models.DateField()
    at = models.DateTimeField()
    written_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=[(o.value, o.value) for o in Outcome])
    done = models.BooleanField()
    by_id = models.BigIntegerField(null=True, blank=True)
    by = models.CharField(max_length=120)
    troubles = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    services = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    companions = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    verified = models.PositiveSmallIntegerField(default=0)
    note_sealed = models.BinaryField(default=bytes)
    case_ref = models.CharField(max_length=40, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(VisitQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-at", "-id")
        constraints = (
            models.UniqueConstraint(fields=["stop", "on"], condition=Q(done=True), name="visits_done_once_a_day"),
            models.CheckConstraint(condition=Q(written_at__gte=F("at")), name="visits_written_after_it_was"),
        )
        indexes = (
            models.Index(fields=["stop", "-at"], name="visits_visit_of_stop"),
            models.Index(fields=["area", "on"], name="visits_visit_by_place"),
            models.Index(fields=["county", "on"], name="visits_visit_by_day"),
        )

    def __str__(self) -> str:
        return f"{self.stop_id} {self.on}"

    @property
    def outcome_label(self) -> str:
        """The msgid of what came of it; read with the stop at hand."""
        return OUTCOMES[Outcome(self.outcome)] if self.stop.household_id else WENT
