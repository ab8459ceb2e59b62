"""Calling for a project (H35, H36): the call, sealed offers, how they were judged, and objections to the award."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.domains.cobuilding.models.attaching import AttachedQuerySet
from linli.domains.cobuilding.models.listing import Entry, ListedQuerySet
from linli.domains.cobuilding.states import TENDERING, OfferState, TenderState
from linli.foundation.territory.scoping import AreaScopedModel
from linli.kernel.scoping import ScopedManager


class Tender(AreaScopedModel):
    """A project of the list is called for until `closes_at`, by a kind of the pinned release.

    `bodies` are the kinds of organization that may offer, `most_yuan` whole yuan that are only told. Two people open the offers
    (`opener_id` is the first one's account), the award stands on public notice until `notice_until`.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="tenders")
    release = models.ForeignKey("methods.Release", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    wanted = models.CharField(max_length=600)
    most_yuan = models.PositiveIntegerField(null=True, blank=True)
    bodies = models.JSONField(default=list)
    state = models.CharField(
        max_length=10, default=TenderState.CALLED, choices=[(s.value, s.value) for s in TenderState]
    )
    called_at = models.DateTimeField()
    called_by = models.CharField(max_length=120)
    closes_at = models.DateTimeField()
    opener_id = models.BigIntegerField(null=True, blank=True)
    opener = models.CharField(max_length=120, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    second_opener = models.CharField(max_length=120, blank=True)
    winner = models.ForeignKey("Offer", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    award_reason = models.CharField(max_length=500, blank=True)
    awarded_at = models.DateTimeField(null=True, blank=True)
    awarded_by = models.CharField(max_length=120, blank=True)
    awarded_by_id = models.BigIntegerField(null=True, blank=True)
    notice_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(ListedQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-called_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["entry"], condition=Q(state__in=TENDERING), name="cobuilding_called_for_once"
            ),
            models.CheckConstraint(condition=Q(closes_at__gt=F("called_at")), name="cobuilding_tender_lasts"),
            models.CheckConstraint(
                condition=Q(opened_at=None) | Q(opened_at__gte=F("closes_at")), name="cobuilding_opened_after_closing"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(TenderState.AWARDED, TenderState.SETTLED))
                | Q(winner__isnull=False, notice_until__isnull=False),
                name="cobuilding_award_has_a_winner",
            ),
        )
        indexes = (models.Index(fields=["county", "state", "-called_at"], name="cobuilding_tenders"),)

    def __str__(self) -> str:
        return f"tender {self.pk}"


class Offer(AreaScopedModel):
    """What a unit offers. Until the opening `sealed` holds it (JSON: words, whole yuan); then `words` and `yuan` do."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="offers")
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, default=OfferState.HANDED_IN, choices=[(s.value, s.value) for s in OfferState]
    )
    sealed = models.BinaryField(default=bytes)
    words = models.CharField(max_length=800, blank=True)
    yuan = models.PositiveIntegerField(null=True, blank=True)
    handed_in_at = models.DateTimeField()
    handed_in_by = models.CharField(max_length=120)
    reason = models.CharField(max_length=200, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(AttachedQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["tender", "organization"],
                condition=~Q(state=OfferState.WITHDRAWN),
                name="cobuilding_one_offer_each",
            ),
            models.CheckConstraint(
                condition=Q(words="", yuan=None) | Q(sealed=b""), name="cobuilding_offer_sealed_or_open"
            ),
        )

    def __str__(self) -> str:
        return f"offer {self.pk}"


class Judgement(models.Model):
    """How one person judged an offer: points by criterion, and why; reached only through the offer."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="judgements")
    by_id = models.BigIntegerField()
    by = models.CharField(max_length=120)
    points = models.JSONField(default=dict)
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["offer", "by_id"], name="cobuilding_judges_once"),)

    def __str__(self) -> str:
        return f"judgement {self.pk}"

    @property
    def total(self) -> int:
        """All points together."""
        return sum(self.points.values())


class Objection(models.Model):
    """A unit objects to an award during its notice; somebody else than who awarded answers. Reached only through the tender."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="objections")
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=500)
    at = models.DateTimeField()
    answer = models.CharField(max_length=500, blank=True)
    upheld = models.BooleanField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["tender", "organization"], condition=Q(answered_at=None), name="cobuilding_one_objection_each"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, upheld=None) | Q(answered_at__isnull=False, upheld__isnull=False),
                name="cobuilding_answer_whole_or_none",
            ),
        )

    def __str__(self) -> str:
        return f"objection {self.pk}"
