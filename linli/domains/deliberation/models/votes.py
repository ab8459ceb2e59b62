"""Votes: the frozen roll, who has voted, and the papers. Of a secret vote nothing leads from a paper to a person (ADR 0030)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from linli.domains.deliberation.models.base import Row
from linli.domains.deliberation.models.matters import Matter
from linli.domains.deliberation.states import CHOICES, Channel, Choice

_CHOICES = [(c.value, c.value) for c in Choice]


class Ballot(Row):
    """A vote on a matter in a stage. `entitled` counts the units of the frozen roll. What came of it is written when it is
    counted; before, nobody can read it anywhere.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="ballots")
    code = models.CharField(max_length=40)
    question = models.CharField(max_length=200)
    unit = models.CharField(max_length=10)
    secret = models.BooleanField()
    entitled = models.PositiveIntegerField(default=0)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    counted_at = models.DateTimeField(null=True, blank=True)
    yes = models.PositiveIntegerField(null=True, blank=True)
    no = models.PositiveIntegerField(null=True, blank=True)
    abstain = models.PositiveIntegerField(null=True, blank=True)
    passed = models.BooleanField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta(Row.Meta):
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=["matter", "code"], name="deliberation_one_vote_a_stage"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="deliberation_vote_lasts"),
            models.CheckConstraint(
                condition=Q(counted_at=None, passed=None, yes=None) | Q(counted_at__gte=F("closes_at")),
                name="deliberation_counted_after_closing",
            ),
        )

    def __str__(self) -> str:
        return self.question


class Voter(Row):
    """Somebody on the frozen roll. `unit` is what has one vote: "p12" a person, "h7" a household; several of it share it."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="voters")
    person = models.ForeignKey("residents.Person", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    unit = models.CharField(max_length=24, db_collation="C")

    class Meta(Row.Meta):
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["ballot", "person"], condition=Q(person__isnull=False), name="deliberation_on_the_roll_once"
            ),
        )
        indexes = (models.Index(fields=["ballot", "unit"], name="deliberation_roll_by_unit"),)

    def __str__(self) -> str:
        return f"voter {self.pk}"


class Mark(Row):
    """A unit has voted, whichever way: the constraint makes a second vote impossible. Only the day is kept."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="marks")
    unit = models.CharField(max_length=24, db_collation="C")
    channel = models.CharField(max_length=8, choices=[(c.value, c.value) for c in Channel])
    on = models.DateField()

    class Meta(Row.Meta):
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["ballot", "unit"], name="deliberation_votes_once"),)

    def __str__(self) -> str:
        return f"mark {self.pk}"


class Paper(Row):
    """One vote. Its number is drawn by lot and it has no time, so that no order leads to a person; of an open vote `unit` says
    whose it is. `receipt` is a mark of the code that the voter holds.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="papers")
    secret = models.BooleanField()
    unit = models.CharField(max_length=24, blank=True, db_collation="C")
    choice = models.CharField(max_length=8, choices=_CHOICES)
    receipt = models.CharField(max_length=64, db_collation="C")

    class Meta(Row.Meta):
        ordering = ("receipt",)
        constraints = (
            models.UniqueConstraint(fields=["ballot", "receipt"], name="deliberation_receipt_once"),
            models.UniqueConstraint(
                fields=["ballot", "unit"], condition=~Q(unit=""), name="deliberation_open_paper_once"
            ),
            models.CheckConstraint(condition=Q(secret=False) | Q(unit=""), name="deliberation_secret_names_nobody"),
        )

    def __str__(self) -> str:
        return f"paper {self.pk}"

    @property
    def choice_label(self) -> str:
        """The msgid of what it says."""
        return CHOICES[Choice(self.choice)]


class Sheet(Row):
    """A printed voting paper as two people typed it in. It counts once both say the same."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="sheets")
    number = models.CharField(max_length=20, db_collation="C")
    first = models.CharField(max_length=8, blank=True, choices=_CHOICES)
    first_id = models.BigIntegerField(null=True, blank=True)
    second = models.CharField(max_length=8, blank=True, choices=_CHOICES)
    second_id = models.BigIntegerField(null=True, blank=True)

    class Meta(Row.Meta):
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["ballot", "number"], name="deliberation_sheet_once"),
            models.CheckConstraint(
                condition=Q(second_id=None) | ~Q(second_id=F("first_id")), name="deliberation_two_type"
            ),
        )

    def __str__(self) -> str:
        return f"sheet {self.pk}"


class Proxy(Row):
    """Somebody on the roll lets somebody else on it vote for them, with a document. `path` lies below the media folder."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="proxies")
    giver = models.ForeignKey(Voter, on_delete=models.CASCADE, related_name="+")
    holder = models.ForeignKey(Voter, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=160, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    by = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta(Row.Meta):
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["ballot", "giver"], name="deliberation_one_proxy"),
            models.CheckConstraint(condition=~Q(giver=F("holder")), name="deliberation_proxy_is_another"),
        )

    def __str__(self) -> str:
        return f"proxy {self.pk}"
