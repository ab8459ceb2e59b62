"""Results, what was said to them, and the pictures that show what is said."""

from __future__ import annotations

from fractions import Fraction

from django.db import models
from django.db.models import Q

from linli.engines.scorecards.models.marks import Item
from linli.engines.scorecards.models.rounds import Seat, Subject
from linli.engines.scorecards.states import Gap, Ruling


class Result(models.Model):
    """What a subject's round came to, never changed: after a correction there is a further one, and this isn't `current` any more.

    `exact` is the composite as a fraction ("200/3"; "" without a result, then `gap` says why); `shown` is cut off after two places.
    `parts` are the criteria, all numbers as exact text; `entries` the ids of the items that counted; `runs` the rules over rounds
    that hold, with the length of their row. `why` says what a further result came of.
    """

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(default=1)
    current = models.BooleanField(default=True)
    exact = models.TextField(blank=True)
    shown = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    gap = models.CharField(max_length=10, blank=True, choices=[(g.value, g.value) for g in Gap])
    missing = models.CharField(max_length=60, blank=True)
    band = models.CharField(max_length=60, blank=True)
    runs = models.JSONField(default=dict)
    effects = models.JSONField(default=list)
    parts = models.JSONField(default=list)
    entries = models.JSONField(default=list)
    at = models.DateTimeField()
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=["subject", "number"], name="scorecards_result_number"),
            models.UniqueConstraint(fields=["subject"], condition=Q(current=True), name="scorecards_one_current"),
            models.CheckConstraint(
                condition=Q(exact="", shown=None, band="") & ~Q(gap="") | ~Q(exact="") & Q(shown__isnull=False, gap=""),
                name="scorecards_result_or_gap",
            ),
        )

    def __str__(self) -> str:
        return f"{self.shown} {self.band}"

    @property
    def composite(self) -> Fraction | None:
        """The exact composite."""
        return Fraction(self.exact) if self.exact else None


class Applied(models.Model):
    """An effect that a subject's round had; `holds` is false once a correction took it back."""

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="+")
    effect = models.CharField(max_length=60)
    holds = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["subject", "effect"], name="scorecards_applied_once"),)

    def __str__(self) -> str:
        return f"{self.effect} {self.subject_id}"


class Reply(models.Model):
    """What the rated says; the newest stands beside the score."""

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="+")
    words = models.CharField(max_length=1000)
    by = models.CharField(max_length=120)
    by_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.words


class Appeal(models.Model):
    """The rated says that a result is wrong, once in a round; somebody who had no hand in it decides by `due_on`. Whoever may was reminded
    last on `told_on`.
    """

    subject = models.OneToOneField(Subject, on_delete=models.CASCADE, related_name="+")
    words = models.CharField(max_length=1000)
    by = models.CharField(max_length=120)
    by_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=[(r.value, r.value) for r in Ruling], default=Ruling.WAITING)
    answer = models.CharField(max_length=1000, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    told_on = models.DateField(null=True)

    class Meta:
        ordering = ("due_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(state=Ruling.WAITING, decided_at=None)
                | ~Q(state=Ruling.WAITING) & Q(decided_at__isnull=False, answer__gt=""),
                name="scorecards_decision_says_why",
            ),
        )
        indexes = (
            models.Index(fields=["due_on"], condition=Q(state=Ruling.WAITING), name="scorecards_appeals_waiting"),
        )

    def __str__(self) -> str:
        return self.words


class Evidence(models.Model):
    """A picture that shows what somebody says: of a mark (a seat's mark of one criterion of a subject, whichever mark holds by now), an
    entry, a reply or an appeal. `path` is below the media folder. Only ever added; who sent it is read where it belongs.
    """

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+", null=True)
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="+", null=True)
    criterion = models.CharField(max_length=60, blank=True)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+", null=True)
    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="+", null=True)
    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="+", null=True)
    path = models.CharField(max_length=120, unique=True)
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField(help_text="bytes")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(seat__isnull=False, subject__isnull=False, item=None, reply=None, appeal=None)
                & ~Q(criterion="")
                | Q(seat=None, subject=None, criterion="")
                & (
                    Q(item__isnull=False, reply=None, appeal=None)
                    | Q(item=None, reply__isnull=False, appeal=None)
                    | Q(item=None, reply=None, appeal__isnull=False)
                ),
                name="scorecards_evidence_of_one",
            ),
        )

    def __str__(self) -> str:
        return self.path
