"""Votes of a compound's owners: the matter, the frozen roll, ballots that are only added, paper typed twice."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.domains.owners.models.roll import OwnersQuerySet, Unit
from linli.domains.owners.states import RUN, Channel, Choice, State, Why
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet
from linli.kernel.scoping import ScopedManager


class BallotQuerySet(AreaScopedQuerySet):
    """Ballots, for those who run votes."""

    view_permission = RUN


class Vote(AreaScopedModel):
    """Owners of a compound decide on a matter by the thresholds of `release` (DS§8). The roll is frozen at opening: `due_*` and `digest`.

    Ballots are taken until `closes_at`. Figures of the result are set once, when it is closed; areas are hundredths of m².
    `purpose` and `purpose_key` say what another part wants it for ("fund_use", "12").
    """

    compound = models.ForeignKey("territory.Compound", on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey("methods.Release", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    matter = models.CharField(max_length=60)
    title = models.CharField(max_length=120)
    body = models.TextField(blank=True)
    purpose = models.CharField(max_length=40, blank=True)
    purpose_key = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=10, default=State.OPEN, choices=[(s.value, s.value) for s in State])
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=120)
    closes_at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    due_area = models.PositiveBigIntegerField()
    due_heads = models.PositiveIntegerField()
    closed_at = models.DateTimeField(null=True, blank=True)
    took_part_area = models.PositiveBigIntegerField(null=True, blank=True)
    took_part_heads = models.PositiveIntegerField(null=True, blank=True)
    for_area = models.PositiveBigIntegerField(null=True, blank=True)
    for_heads = models.PositiveIntegerField(null=True, blank=True)
    valid = models.BooleanField(null=True)
    passed = models.BooleanField(null=True)
    why = models.CharField(max_length=20, blank=True, choices=[(w.value, w.value) for w in Why if w])
    withdrawn_why = models.CharField(max_length=200, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(OwnersQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-opened_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["county", "purpose", "purpose_key"], condition=~Q(purpose="") & Q(state=State.OPEN),
                name="owners_one_vote_at_a_time",
            ),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opened_at")), name="owners_vote_lasts"),
            models.CheckConstraint(
                condition=Q(state=State.OPEN, closed_at=None) | (~Q(state=State.OPEN) & Q(closed_at__isnull=False)),
                name="owners_closed_says_when",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=State.CLOSED, took_part_area__isnull=False, took_part_heads__isnull=False, for_area__isnull=False,
                    for_heads__isnull=False, valid__isnull=False, passed__isnull=False,
                )
                | (~Q(state=State.CLOSED) & Q(took_part_area=None, for_area=None, valid=None, passed=None)),
                name="owners_result_whole_or_none",
            ),
        )  # fmt: skip
        indexes = (
            models.Index(fields=["closes_at"], condition=Q(state=State.OPEN), name="owners_votes_to_close"),
            models.Index(fields=["compound", "state"], name="owners_votes_of_compound"),
        )

    def __str__(self) -> str:
        return self.title


class Voter(models.Model):
    """A unit as it stood on the roll when the vote was opened."""

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    heads = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("label", "id")
        constraints = (models.UniqueConstraint(fields=["vote", "unit"], name="owners_voter_once"),)

    def __str__(self) -> str:
        return self.label


class Ballot(AreaScopedModel):
    """What a unit said. It is never changed: a later one has the next `number`, and the last one counts. Nobody's name is here; `receipt` is what
    the owner keeps. A paper ballot by a proxy carries the document, sealed (JSON: words, picture).
    """

    voter = models.ForeignKey(Voter, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    choice = models.CharField(max_length=8, choices=[(c.value, c.value) for c in Choice])
    channel = models.CharField(max_length=8, choices=[(c.value, c.value) for c in Channel])
    receipt = models.CharField(max_length=24, unique=True)
    proxy_sealed = models.BinaryField(default=bytes)
    at = models.DateTimeField()

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(BallotQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("voter", "number")
        constraints = (models.UniqueConstraint(fields=["voter", "number"], name="owners_ballot_number_once"),)

    def __str__(self) -> str:
        return f"ballot {self.pk}"


class PaperEntry(AreaScopedModel):
    """One typing of a paper ballot. Two people must type the same before it counts; `settled_at` is when it was used or replaced."""

    voter = models.ForeignKey(Voter, on_delete=models.CASCADE, related_name="+")
    choice = models.CharField(max_length=8, choices=[(c.value, c.value) for c in Choice])
    proxy_sealed = models.BinaryField(default=bytes)
    by = models.CharField(max_length=120)
    by_id = models.BigIntegerField()
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(BallotQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("voter", "id")
        constraints = (
            models.UniqueConstraint(fields=["voter", "by_id"], condition=Q(settled_at=None), name="owners_typed_once"),
        )

    def __str__(self) -> str:
        return f"paper {self.pk}"
