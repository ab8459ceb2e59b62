"""Recruiting calls for people who help part-time, and who applied."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.domains.guidance.models.said import Said
from linli.domains.guidance.states import APPLICANT, APPLICANT_STATES, ApplicantState
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet
from linli.kernel import clock
from linli.kernel.scoping import ScopedManager
from linli.kernel.standings import Standing


class CallQuerySet(AreaScopedQuerySet):
    """Calls at one's places."""

    view_permission = "guidance.view"


class Call(AreaScopedModel):
    """So many `places` of a kind of post in `area` and below it are open to whoever applies, until a day (included) (L50)."""

    post_kind = models.CharField(max_length=40)
    title = models.CharField(max_length=60)
    words = models.CharField(max_length=500, blank=True)
    places = models.PositiveSmallIntegerField()
    until = models.DateField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(CallQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-opened_at", "-id")
        constraints = (models.CheckConstraint(condition=Q(places__gte=1), name="guidance_call_has_places"),)
        indexes = (models.Index(fields=["county", "until"], name="guidance_call_by_day"),)

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether one may apply today."""
        return self.closed_at is None and self.until >= clock.today()


class ApplicantQuerySet(AreaScopedQuerySet):
    """Those who applied at one's places: seen by whoever decides there alone."""

    view_permission = "guidance.recruit"


class Applicant(Said):
    """Somebody who applied to a call. `area` is the call's. Who is taken on has a card of the staff; of all others what they said is
    emptied after the method's days.
    """

    purpose = APPLICANT

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, default=ApplicantState.WAITING, choices=[(s.value, s.value) for s in ApplicantState]
    )
    card = models.ForeignKey("people.StaffCard", on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(ApplicantQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("asked_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(state=ApplicantState.TAKEN, card__isnull=False)
                | (~Q(state=ApplicantState.TAKEN) & Q(card=None)),
                name="guidance_taken_has_a_card",
            ),
        )
        indexes = (
            models.Index(fields=["call", "state"], name="guidance_applicant_by_call"),
            models.Index(fields=["county", "ended_at"], name="guidance_applicant_by_day"),
        )

    def __str__(self) -> str:
        return f"applicant {self.pk}"

    @property
    def standing(self) -> Standing:
        """Where it stands, as people read it."""
        return APPLICANT_STATES[ApplicantState(self.state)]
