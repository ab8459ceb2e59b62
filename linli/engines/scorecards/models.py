"""Tables of scorecards: rounds, who rates whom in them, marks, entries, results, and what was said against them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from linli.engines.scorecards.states import Gap, Ruling, State
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet
from linli.kernel.scoping import NOTHING, ScopedManager

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

VIEW = "scorecards.view"


class RoundQuerySet(AreaScopedQuerySet):
    """Rounds concern a whole county: whoever sees results anywhere in it sees that there is a round."""

    view_permission = VIEW

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """Those of the actor's county to look at; by area for whoever is to run them."""
        if permission != VIEW:
            return super().scope_q(actor, permission)
        return Q(county_id=actor.county_id) if actor.county_id and actor.can(permission) else NOTHING


class Round(AreaScopedModel):
    """A card is rated, for a period of the calendar (`starts` to `ends`), by its release. `area` is the county. Marks are taken up to and
    with `last_on`. `label` is the card's name as it was; `public` whether strangers may read it once it is published.
    """

    card = models.CharField(max_length=60)
    label = models.CharField(max_length=60)
    release = models.ForeignKey("methods.Release", on_delete=models.PROTECT, related_name="+")
    starts = models.DateField()
    ends = models.DateField()
    last_on = models.DateField()
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State], default=State.OPEN)
    public = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=120)
    reminded_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=120, blank=True)
    closed_by_id = models.BigIntegerField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by_id = models.BigIntegerField(null=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(RoundQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-ends", "-id")
        constraints = (
            models.UniqueConstraint(fields=["county", "card", "starts", "ends"], name="scorecards_round_once"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="scorecards_round_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(state=State.OPEN, closed_at=None) | (~Q(state=State.OPEN) & Q(closed_at__isnull=False)),
                name="scorecards_closed_says_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.label} {self.starts}–{self.ends}"


class SubjectQuerySet(AreaScopedQuerySet):
    """Who is rated, by place; organizations and people see themselves."""

    view_permission = VIEW

    def organization_q(self, actor: Actor, organizations: frozenset[int]) -> Q:
        """What concerns these organizations."""
        return Q(organization_id__in=organizations)

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """As above, and whoever is rated as a person."""
        found = super().scope_q(actor, permission)
        mine = actor.person_id is not None and actor.can(permission)
        return found | Q(card_id=actor.person_id) if mine else found


class Subject(AreaScopedModel):
    """Who is rated in a round. `key` tells the same one over the rounds, whatever it is called; `name` is as it was when the round was
    opened. `organization` and `card_id` (a staff card) may read, answer and appeal, beside whoever looks after the area.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    card_id = models.BigIntegerField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(SubjectQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["round", "key"], name="scorecards_subject_once"),)

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """A rater's place in a round: by account, or by a link whose digest is `link` ("" for none). `key` tells the same rater when the raters
    are looked for again. `version` grows with every sending, so
    that a page that was open meanwhile is told so. A seat that was vacated takes no more marks.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    group = models.CharField(max_length=60)
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    account_id = models.BigIntegerField(null=True, blank=True)
    card_id = models.BigIntegerField(null=True, blank=True)
    link = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    vacated_at = models.DateTimeField(null=True)
    vacated_why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["round", "group", "key"], name="scorecards_seat_once"),
            models.UniqueConstraint(fields=["link"], condition=~Q(link=""), name="scorecards_link_once"),
            models.CheckConstraint(
                condition=Q(vacated_at=None) | Q(vacated_why__gt=""), name="scorecards_vacated_says_why"
            ),
        )
        indexes = (
            models.Index(fields=["account_id"], condition=Q(vacated_at=None), name="scorecards_seat_of_account"),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.group})"


class Assignment(models.Model):
    """A rater has a subject to rate."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["seat", "subject"], name="scorecards_assigned_once"),)

    def __str__(self) -> str:
        return f"{self.seat_id} {self.subject_id}"


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


class ItemQuerySet(AreaScopedQuerySet):
    """Entries, seen as results are."""

    view_permission = VIEW


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
    """The rated says that a result is wrong, once in a round; somebody who had no hand in it decides by `due_on`."""

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
