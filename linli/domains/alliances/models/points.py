"""Points of units: what was done, who entered and who counted it, and objections. Points are booked in the ledger; here stands why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from linli.domains.alliances.models.base import StrictQuerySet
from linli.domains.alliances.models.founding import Alliance, Member
from linli.domains.alliances.states import ACT, ScoreState
from linli.foundation.territory.scoping import AreaScopedModel
from linli.kernel.scoping import ScopedManager

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


class ScoreQuerySet(StrictQuerySet):
    """Those of alliances that one keeps, and those of one's own unit."""

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """A unit sees its own, whatever else its people may."""
        return super().scope_q(actor, permission) | Q(organization_id__in=actor.org_ids(ACT))


class Score(AreaScopedModel):
    """A unit took part in something on a day, at a level (S19). `points` (tenths) are what the method's table gave when it was entered;
    `booking` is the ledger's entry. Whoever entered it never counts it.
    """

    alliance = models.ForeignKey(Alliance, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    activity = models.CharField(max_length=40)
    level = models.CharField(max_length=40)
    points = models.PositiveIntegerField()
    words = models.CharField(max_length=300)
    release = models.ForeignKey("methods.Release", on_delete=models.PROTECT, related_name="+", null=True)
    state = models.CharField(
        max_length=12, default=ScoreState.WAITING, choices=[(s.value, s.value) for s in ScoreState]
    )
    reason = models.CharField(max_length=300, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=120)
    entered_by_id = models.BigIntegerField()
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.CharField(max_length=120, blank=True)
    checked_by_id = models.BigIntegerField(null=True, blank=True)
    booking = models.BigIntegerField(null=True, blank=True, unique=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(ScoreQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-on", "-id")
        constraints = (
            models.CheckConstraint(condition=Q(points__gt=0), name="alliances_score_gives"),
            models.CheckConstraint(
                condition=Q(checked_by_id=None) | ~Q(checked_by_id=F("entered_by_id")),
                name="alliances_score_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state=ScoreState.WAITING) | Q(checked_by_id__isnull=False, checked_at__isnull=False),
                name="alliances_score_checked_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["member", "activity", "on"],
                condition=Q(state__in=[ScoreState.WAITING, ScoreState.COUNTED]),
                name="alliances_scored_once",
            ),
        )
        indexes = (
            models.Index(fields=["county", "state", "-entered_at"], name="alliances_scores"),
            models.Index(fields=["organization", "state", "on"], name="alliances_scores_of_unit"),
        )

    def __str__(self) -> str:
        return f"score {self.pk}"


class Proof(models.Model):
    """A picture that proves it, written anew without its metadata; `path` lies below the media folder. Reached through the score."""

    score = models.ForeignKey(Score, on_delete=models.CASCADE, related_name="proofs")
    path = models.CharField(max_length=120, unique=True)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.path


class Objection(models.Model):
    """A unit says that points which count are wrong, once; somebody who neither entered nor counted them answers. Reached through the
    score. `upheld` is None until then.
    """

    score = models.OneToOneField(Score, on_delete=models.CASCADE, related_name="objection")
    words = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=120)
    due_at = models.DateTimeField()
    upheld = models.BooleanField(null=True)
    answer = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(upheld=None, answered_at=None) | Q(upheld__isnull=False, answered_at__isnull=False),
                name="alliances_objection_answered",
            ),
        )

    def __str__(self) -> str:
        return f"objection {self.pk}"
