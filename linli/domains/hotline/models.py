"""Tables of the hotline: orders, what was asked of the hotline, and its feed of news. Who called stands with the case, sealed."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from linli.domains.hotline.states import ASKS, CARDS, KINDS, STATUS, AskKind, Card
from linli.kernel.feeds import Counter


class Order(models.Model):
    """A work order: `number` is the hotline's own, once for each partner. It is seen by whoever sees its case.

    `case` is what it became, `worked` the case in which it is worked: another one once they are joined. `digest` tells whether the
    same order comes again. `unread` names fields that couldn't be taken as they were sent. `due_at`, `yellow_at` and `red_at` copy
    the promise of the case worked, null while its clock doesn't run; `card` is the highest card that was given.
    """

    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=64, db_collation="C")
    digest = models.CharField(max_length=64)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    worked = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    reporter = models.ForeignKey("cases.Reporter", on_delete=models.SET_NULL, related_name="+", null=True)
    kind = models.CharField(max_length=12, choices=[(code, code) for code in KINDS])
    category_words = models.CharField(max_length=60, blank=True)
    unread = models.JSONField(default=list)
    attachments = models.JSONField(default=list)
    handed_to = models.CharField(max_length=5, blank=True)
    called_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    yellow_at = models.DateTimeField(null=True)
    red_at = models.DateTimeField(null=True)
    card = models.CharField(max_length=6, blank=True, choices=[(one.value, one.value) for one in CARDS])
    called_back_at = models.DateTimeField(null=True)
    content = models.BooleanField(null=True)
    stars = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=["partner", "number"], name="hotline_number_once"),
            models.CheckConstraint(condition=Q(stars=None) | Q(stars__range=(1, 5)), name="hotline_stars_range"),
        )
        indexes = (
            models.Index(fields=["received_at"], name="hotline_order_received"),
            models.Index(fields=["red_at"], condition=~Q(card=Card.RED), name="hotline_order_red"),
            models.Index(fields=["yellow_at"], condition=Q(card=Card.NONE), name="hotline_order_yellow"),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def kind_label(self) -> str:
        """The msgid of its kind."""
        return KINDS[self.kind]

    @property
    def status(self) -> str:
        """How it stands, in the other side's words."""
        return STATUS[self.worked.at]


class Ask(models.Model):
    """What the county asks of the hotline about an order: more time, or to take it back. `granted` is null until it answers.

    `asked_by_partner` is the system that asked, where none of our people did; it can't answer itself.
    """

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="asks")
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in AskKind])
    reason = models.CharField(max_length=500)
    asked_by = models.CharField(max_length=120)
    asked_by_account = models.BigIntegerField(null=True)
    asked_by_partner = models.BigIntegerField(null=True)
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    granted = models.BooleanField(null=True)
    words = models.CharField(max_length=500, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=["order", "kind"], condition=Q(granted=None), name="hotline_asked_once"),
            models.CheckConstraint(
                condition=Q(granted=None, decided_at=None) | Q(granted__isnull=False, decided_at__isnull=False),
                name="hotline_decided_says_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.order_id}"

    @property
    def kind_label(self) -> str:
        """The msgid of what is asked."""
        return ASKS[AskKind(self.kind)]


class Feed(Counter):
    """How far a partner's feed has come."""

    partner = models.OneToOneField("partners.Partner", on_delete=models.CASCADE, primary_key=True, related_name="+")


class Change(models.Model):
    """A piece of news about an order, for the partner who sent it or the one who speaks for the unit that has it. `seq` counts the
    partner's own from 1 without gaps; `line` is the line of history that holds the words (redacted there, redacted here).
    """

    partner = models.ForeignKey("partners.Partner", on_delete=models.CASCADE, related_name="+")
    seq = models.BigIntegerField()
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=64)
    line = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("seq",)
        constraints = (
            models.UniqueConstraint(fields=["partner", "seq"], name="hotline_change_in_order"),
            models.UniqueConstraint(fields=["partner", "order", "line"], name="hotline_change_once"),
        )

    def __str__(self) -> str:
        return f"{self.partner_id}/{self.seq}"


def about(case_id: Any) -> Q:
    """Orders that a case is about: worked in it, or come in as it."""
    return Q(worked_id=case_id) | Q(case_id=case_id)
