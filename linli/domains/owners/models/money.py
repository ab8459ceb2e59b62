"""Money of compounds: sources of common income, bookings with evidence, uses of the maintenance fund, monthly fallback money.

Amounts are cents. What counts is in the ledger; these rows say what it was for.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.domains.owners.models.roll import OwnersQuerySet
from linli.domains.owners.states import Applicant, Book, Paid, Use
from linli.foundation.territory.scoping import AreaScopedModel
from linli.kernel.scoping import ScopedManager

#: No single amount is larger: a hundred million yuan.
MOST = 10**10


class Source(AreaScopedModel):
    """Something common that brings money: parking, rooms, lifts (Q45). `kind` is a code of the method. Closed ones keep their row."""

    compound = models.ForeignKey("territory.Compound", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    label = models.CharField(max_length=80)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(OwnersQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("compound", "kind", "label", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["compound", "label"], condition=Q(closed_at=None), name="owners_source_label_once"
            ),
        )

    def __str__(self) -> str:
        return self.label


class Booking(AreaScopedModel):
    """Money that came into a book of a compound (`amount` above zero) or went out of it (below), entered by one person with evidence, booked
    when a second one has checked it. `entry_id` is the entry of the ledger, `reversal_id` the one that took it back; nothing is changed.
    """

    compound = models.ForeignKey("territory.Compound", on_delete=models.PROTECT, related_name="+")
    book = models.CharField(max_length=8, choices=[(b.value, b.value) for b in Book])
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    amount = models.BigIntegerField()
    on = models.DateField()
    words = models.CharField(max_length=200)
    evidence = models.CharField(max_length=200)
    state = models.CharField(max_length=8, default=Paid.WAITING, choices=[(s.value, s.value) for s in Paid])
    entered_by = models.CharField(max_length=120)
    entered_by_id = models.BigIntegerField(null=True)
    entered_at = models.DateTimeField()
    checked_by = models.CharField(max_length=120, blank=True)
    checked_by_id = models.BigIntegerField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    entry_id = models.BigIntegerField(null=True, blank=True)
    reversal_id = models.BigIntegerField(null=True, blank=True)
    reversed_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=200, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(OwnersQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-entered_at", "-id")
        constraints = (
            models.CheckConstraint(condition=~Q(amount=0) & Q(amount__gte=-MOST, amount__lte=MOST), name="owners_booking_amount"),
            models.CheckConstraint(
                condition=Q(state__in=[Paid.WAITING, Paid.REFUSED], entry_id=None)
                | Q(
                    state__in=[Paid.BOOKED, Paid.REVERSED], entry_id__isnull=False, checked_by_id__isnull=False,
                    entered_by_id__isnull=False,
                ),
                name="owners_booked_was_checked",
            ),
            models.CheckConstraint(
                condition=Q(checked_by_id=None) | ~Q(checked_by_id=F("entered_by_id")), name="owners_checked_by_another"
            ),
            models.CheckConstraint(
                condition=Q(state=Paid.REVERSED, reversal_id__isnull=False, reversed_at__isnull=False)
                | (~Q(state=Paid.REVERSED) & Q(reversal_id=None, reversed_at=None)),
                name="owners_reversed_says_by_what",
            ),
        )  # fmt: skip
        indexes = (
            models.Index(fields=["compound", "book", "checked_at"], name="owners_bookings_of_book"),
            models.Index(fields=["county", "entered_at"], condition=Q(state=Paid.WAITING), name="owners_bookings_waiting"),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"booking {self.pk}"


class FundUse(AreaScopedModel):
    """The maintenance fund is to pay for something (Q44; the source gives the name only, the steps are assumed). Money is on hold from the
    vote on, and paid when representatives of the owners have accepted the works: `paid` is never above the `quote` that was voted on.
    """

    compound = models.ForeignKey("territory.Compound", on_delete=models.PROTECT, related_name="+")
    applicant = models.CharField(max_length=10, choices=[(a.value, a.value) for a in Applicant])
    company = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    title = models.CharField(max_length=120)
    scope = models.TextField(blank=True)
    quote = models.BigIntegerField()
    state = models.CharField(max_length=8, default=Use.APPLIED, choices=[(s.value, s.value) for s in Use])
    vote = models.ForeignKey("owners.Vote", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    applied_at = models.DateTimeField()
    applied_by = models.CharField(max_length=120)
    hold_id = models.BigIntegerField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by_id = models.BigIntegerField(null=True, blank=True)
    done_words = models.CharField(max_length=300, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by_id = models.BigIntegerField(null=True, blank=True)
    accepted_words = models.CharField(max_length=300, blank=True)
    representatives = models.PositiveSmallIntegerField(null=True, blank=True)
    paid = models.BigIntegerField(null=True, blank=True)
    entry_id = models.BigIntegerField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=200, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(OwnersQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-applied_at", "-id")
        constraints = (
            models.CheckConstraint(condition=Q(quote__gte=1, quote__lte=MOST), name="owners_quote_above_nought"),
            models.CheckConstraint(
                condition=Q(
                    state=Use.PAID, paid__gte=1, paid__lte=F("quote"), entry_id__isnull=False, hold_id__isnull=False,
                    accepted_at__isnull=False, done_at__isnull=False, representatives__gte=1,
                )
                | (~Q(state=Use.PAID) & Q(paid=None, entry_id=None)),
                name="owners_paid_after_acceptance",
            ),
            models.CheckConstraint(
                condition=Q(accepted_by_id=None) | ~Q(accepted_by_id=F("done_by_id")), name="owners_accepted_by_another"
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=["compound", "state"], name="owners_uses_of_compound"),)

    def __str__(self) -> str:
        return self.title


class SubsidyMonth(AreaScopedModel):
    """The fallback money of a county for a month (X34), paid once. `month` is its first day, `area` the county, `entry_id` the ledger's."""

    month = models.DateField()
    total = models.BigIntegerField()
    entry_id = models.BigIntegerField()
    paid_at = models.DateTimeField()

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(OwnersQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-month",)
        constraints = (models.UniqueConstraint(fields=["county", "month"], name="owners_subsidy_once_a_month"),)

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class Subsidy(AreaScopedModel):
    """What a compound got of a month's fallback money."""

    month = models.ForeignKey(SubsidyMonth, on_delete=models.PROTECT, related_name="+")
    compound = models.ForeignKey("territory.Compound", on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(OwnersQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("month", "compound")
        constraints = (
            models.UniqueConstraint(fields=["month", "compound"], name="owners_subsidy_once_each"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="owners_subsidy_from_nought"),
        )

    def __str__(self) -> str:
        return f"{self.month_id} {self.compound_id}"
