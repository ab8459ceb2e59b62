"""The table of surveys."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet
from linli.kernel.scoping import ScopedManager


class SurveyQuerySet(AreaScopedQuerySet):
    """Surveys, by the community of their compound."""

    view_permission = "surveys.view"


class Survey(AreaScopedModel):
    """What somebody found in a compound on a day (S31). `area` is its community, the figures are those of `rules.Facts`.

    `answers` holds code → answer of the questions of `release`, so that a survey is read as it was asked. Nothing in it is about
    one person; `by` is who went there.
    """

    compound = models.ForeignKey("territory.Compound", on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey("methods.Release", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    on = models.DateField()
    by_id = models.BigIntegerField(null=True, blank=True)
    by = models.CharField(max_length=120)
    written_at = models.DateTimeField()
    homes = models.PositiveIntegerField()
    buildings = models.PositiveIntegerField()
    floors = models.PositiveIntegerField(null=True, blank=True)
    vacant = models.PositiveIntegerField(null=True, blank=True)
    parking = models.PositiveIntegerField(null=True, blank=True)
    committee = models.BooleanField(default=False)
    company = models.CharField(max_length=80, blank=True)
    answers = models.JSONField(default=dict)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(SurveyQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-on", "-id")
        constraints = (
            models.UniqueConstraint(fields=["compound", "on"], name="surveys_once_a_day"),
            models.CheckConstraint(
                condition=Q(vacant=None) | Q(vacant__lte=F("homes")), name="surveys_no_more_vacant_than_homes"
            ),
        )

    def __str__(self) -> str:
        return f"{self.compound_id} {self.on}"
