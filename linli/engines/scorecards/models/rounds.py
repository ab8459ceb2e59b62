"""Rounds, who is rated in them, and who rates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from linli.engines.scorecards.states import ANSWER, DECIDE, RUN, VIEW, State
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet, placed_under
from linli.kernel.scoping import NOTHING, ScopedManager

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


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


class RatedQuerySet(AreaScopedQuerySet):
    """Rows about who is rated, by place. Those about single people (`personal`) are seen by whoever runs rounds or decides appeals there,
    and by nobody else's right over the place.
    """

    view_permission = VIEW

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """By place and organization, as far as it isn't personal."""
        over = () if permission == ANSWER else (*actor.paths(RUN), *actor.paths(DECIDE))
        return super().scope_q(actor, permission) & (Q(personal=False) | placed_under(over))


class SubjectQuerySet(RatedQuerySet):
    """Who is rated; organizations and people see themselves."""

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
    personal = models.BooleanField(default=False)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(SubjectQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["round", "key"], name="scorecards_subject_once"),)

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """A rater's place in a round: by account, or by a link whose digest is `link` ("" for none). `name` is that of an account's holder;
    without an account it is a label that says nothing of the person. `key` tells the same rater when the raters are looked for again. `version` grows with every sending, so
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
