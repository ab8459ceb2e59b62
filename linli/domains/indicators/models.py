"""Tables of indicators: cases that people took out of the appraisal, and themes of the month. Figures are never stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet
from linli.kernel.scoping import NOTHING, ScopedManager

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


class Exclusion(models.Model):
    """A case that somebody took out of the appraisal, seen by whoever sees the case. `reason` is a code of the method. In force until
    `undone_at`; a case has one in force at most. Whoever is appraised may object once; the objection is answered by somebody else than
    the one who excluded: the case stays out, or it is undone.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=40)
    words = models.CharField(max_length=500)
    by = models.CharField(max_length=120)
    by_account = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    objection = models.CharField(max_length=500, blank=True)
    objected_by = models.CharField(max_length=120, blank=True)
    objected_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=["case"], condition=Q(undone_at=None), name="indicators_excluded_once"),
            models.CheckConstraint(
                condition=Q(objected_at=None) | Q(objection__gt=""), name="indicators_objection_says_why"
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: {self.reason}"

    @property
    def is_open(self) -> bool:
        """Whether an objection waits for its answer."""
        return self.undone_at is None and self.objected_at is not None and self.answered_at is None


class ThemeQuerySet(AreaScopedQuerySet):
    """Themes concern everybody in their county who sees indicators at all."""

    view_permission = "indicators.view"

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """Those of the actor's county."""
        return Q(county_id=actor.county_id) if actor.county_id and actor.can(permission) else NOTHING


class Theme(AreaScopedModel):
    """What a county works on in a month (每月一题, domain standards §6). `month` is its first day, `area` the county. One that was
    withdrawn stays, with who did it and why; nothing in it is changed any more.
    """

    month = models.DateField()
    title = models.CharField(max_length=60)
    why = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=120)
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=120, blank=True)
    withdrawn_why = models.CharField(max_length=500, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(ThemeQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-month", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["county", "month", "title"],
                condition=Q(withdrawn_at=None),
                name="indicators_theme_once_a_month",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_why__gt=""), name="indicators_withdrawn_says_why"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="indicators_theme_of_a_month"),
        )

    def __str__(self) -> str:
        return self.title


class Problem(models.Model):
    """A concrete problem of a theme: whose task it is, the categories in which it is seen (keys or prefixes), and the indicator that
    says whether it got better ("" for none).
    """

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="problems")
    title = models.CharField(max_length=60)
    lead = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    categories = models.JSONField(default=list)
    measure = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.title


class Task(models.Model):
    """Something that is to be done about a problem by a day. `done_on` is null until somebody says that it is done."""

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="tasks")
    words = models.CharField(max_length=200)
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    done_words = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("due_on", "id")

    def __str__(self) -> str:
        return self.words
