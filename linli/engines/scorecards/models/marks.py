"""Marks of raters, and entries that take points off or add them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from linli.engines.scorecards.models.rounds import RatedQuerySet, Seat, Subject
from linli.foundation.territory.scoping import AreaScopedModel
from linli.kernel.scoping import ScopedManager

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


class Score(models.Model):
    """One mark, never changed: a later one `supersedes` it. `value` None is an abstention. Without a seat it is a ruling, which stands for
    all marks of the criterion; `words` are the evidence, or why it was ruled.
    """

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+", null=True, blank=True)
    criterion = models.CharField(max_length=60)
    value = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    words = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=120)
    by_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    supersedes = models.OneToOneField(
        "self", on_delete=models.CASCADE, related_name="superseded_by", null=True, blank=True
    )

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["subject", "criterion", "seat"], condition=Q(supersedes=None), name="scorecards_first_mark_once"
            ),
            models.UniqueConstraint(
                fields=["subject", "criterion"], condition=Q(supersedes=None, seat=None), name="scorecards_first_ruling_once"
            ),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__gte=0, value__lte=1000), name="scorecards_mark_in_reach"
            ),
            models.CheckConstraint(
                condition=Q(seat__isnull=False) | (Q(value__isnull=False) & Q(words__gt="")),
                name="scorecards_ruling_says_why",
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=["seat"], name="scorecards_score_of_seat"),)

    def __str__(self) -> str:
        return f"{self.criterion} {self.value}"


class ItemQuerySet(RatedQuerySet):
    """Entries, seen as results are, and by whoever made them."""

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """As above, and one's own."""
        found = super().scope_q(actor, permission)
        return found | Q(by_id=actor.account_id) if actor.account_id and actor.can(permission) else found


class Item(AreaScopedModel):
    """An entry of a deduction or bonus: what somebody did on a day, with its points and its evidence. It counts until `ends_on` (that day
    no more); None: in the round of its day. `key` is its subject's; withdrawn it counts no more, in rounds that are counted after.
    """

    card = models.CharField(max_length=60)
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    criterion = models.CharField(max_length=60)
    points = models.DecimalField(max_digits=7, decimal_places=2)
    on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=300)
    by = models.CharField(max_length=120)
    by_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=120, blank=True)
    withdrawn_why = models.CharField(max_length=200, blank=True)
    personal = models.BooleanField(default=False)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(ItemQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-on", "-id")
        constraints = (
            models.CheckConstraint(condition=Q(points__gt=0), name="scorecards_entry_above_nought"),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gt=F("on")), name="scorecards_entry_lasts"),
        )
        indexes = (models.Index(fields=["county", "card", "on"], name="scorecards_item_of_card"),)

    def __str__(self) -> str:
        return f"{self.criterion} {self.points}"
