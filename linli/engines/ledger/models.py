"""Accounts with their balance, entries of the journal in a chain, and postings: amounts that sum to zero (ADR 0023).

The database holds the rules too (migration 0002): entries and postings are only added, an entry sums to zero in each unit, a
posting follows the one before, a balance is that of the last posting, and none leaves its bounds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from linli.engines.ledger import registry
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet
from linli.kernel.chain import Head
from linli.kernel.scoping import ScopedManager, ScopedModel, ScopedQuerySet

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

VIEW = "ledger.view"


class AccountQuerySet(AreaScopedQuerySet):
    """Accounts, by the area in which they are kept; private ones are seen in their domain alone."""

    view_permission = VIEW

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """By area, without the kinds that are private."""
        return super().scope_q(actor, permission) & ~Q(kind__in=registry.private_kinds())


class Account(AreaScopedModel):
    """What somebody or something has of one unit. `kind` and `owner_id` mean something to the domain that opened it; no name is here.

    `balance` is that of the last posting, `postings` their number. It stays between `minimum` and `maximum` (None: no bound), but for
    `owed`: what a reversal was allowed to take beyond the minimum, until it is earned again. `held_of` is set on the account in which
    holds of another one lie. Nothing is booked any more once it is closed, which it is at zero and for good. On `check_on` something may lapse (None: nothing does); `booked_at` never goes back.
    """

    kind = models.CharField(max_length=64)
    owner_id = models.BigIntegerField()
    unit = models.CharField(max_length=32)
    balance = models.BigIntegerField(default=0)
    postings = models.BigIntegerField(default=0)
    minimum = models.BigIntegerField(null=True)
    maximum = models.BigIntegerField(null=True)
    owed = models.BigIntegerField(default=0)
    held_of = models.OneToOneField("self", on_delete=models.PROTECT, related_name="held", null=True)
    check_on = models.DateField(null=True)
    booked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(AccountQuerySet)()

    class Meta(AreaScopedModel.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=["county", "kind", "owner_id", "unit"], condition=Q(held_of=None), name="ledger_account_once"
            ),
            models.CheckConstraint(
                condition=Q(minimum=None) | Q(balance__gte=F("minimum") - F("owed")), name="ledger_account_not_below"
            ),
            models.CheckConstraint(
                condition=Q(maximum=None) | Q(balance__lte=F("maximum")), name="ledger_account_not_above"
            ),
            models.CheckConstraint(condition=Q(owed__gte=0), name="ledger_account_owed_from_zero"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(balance=0, owed=0), name="ledger_account_closed_at_zero"
            ),
        )
        indexes = (
            models.Index(fields=["county", "unit", "kind"], name="ledger_account_by_kind"),
            models.Index(fields=["check_on"], condition=~Q(check_on=None), name="ledger_account_to_check"),
        )

    def __str__(self) -> str:
        return f"account {self.kind} {self.owner_id} {self.unit}"

    @property
    def measure(self) -> registry.Unit:
        """The unit in which it is kept."""
        return registry.unit(self.unit)

    @property
    def lapses(self) -> bool:
        """Whether the expiry of its unit takes from it; what is on hold stays."""
        return self.held_of_id is None and registry.account_kind(self.kind).lapses


class EntryQuerySet(ScopedQuerySet):
    """Entries that touch an account of one's places."""

    view_permission = VIEW

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """Whoever sees one of its accounts sees the entry."""
        seen = Account.scoped.visible_to(actor, permission).values("pk")
        return Q(models.Exists(Posting.objects.filter(entry=models.OuterRef("pk"), account__in=seen)))


class Entry(ScopedModel):
    """Something that was booked, once (`key`), for good. `effective_at` is when it happened, `made_at` when it was booked.

    `fingerprint` tells another request under the same key; `activity` is what caps for each activity count by ("shift:12"). An entry
    takes back at most one other (`reversal_of`) or settles at most one hold (`settles`), and each only once. `number` counts from 1 in
    each county; `digest` covers the entry, its postings and `previous`, the digest before (kernel.chain).
    """

    county = models.ForeignKey("territory.Area", on_delete=models.PROTECT, related_name="+")
    number = models.BigIntegerField()
    kind = models.CharField(max_length=64)
    key = models.CharField(max_length=120)
    fingerprint = models.CharField(max_length=64)
    activity = models.CharField(max_length=80, blank=True)
    effective_at = models.DateTimeField()
    made_at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    reversal_of = models.OneToOneField("self", on_delete=models.PROTECT, related_name="reversed_by", null=True)
    settles = models.OneToOneField("self", on_delete=models.PROTECT, related_name="settled_by", null=True)
    key_number = models.PositiveSmallIntegerField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(EntryQuerySet)()

    class Meta(ScopedModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=["county", "number"], name="ledger_entry_number_once"),
            models.UniqueConstraint(fields=["county", "key"], name="ledger_entry_key_once"),
            models.CheckConstraint(
                condition=Q(reversal_of=None) | Q(settles=None), name="ledger_entry_reverses_or_settles"
            ),
        )

    def __str__(self) -> str:
        return f"entry {self.county_id}/{self.number}"

    @property
    def why(self) -> registry.EntryKind:
        """Why it was booked."""
        return registry.entry_kind(self.kind)


class Posting(models.Model):
    """An amount that went into an account (above zero) or out of it, and the balance after it. `number` counts from 1 in each account.

    A `is_lot` was earned, for the day `effective_on`, and isn't there any more from `lapses_on` on (None: it stays); its reversal is
    one below zero with the same days. Everything else is spending, or spending that is given back.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="postings")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.BigIntegerField()
    amount = models.BigIntegerField()
    balance = models.BigIntegerField()
    booked_at = models.DateTimeField()
    effective_on = models.DateField()
    is_lot = models.BooleanField()
    lapses_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["account", "number"], name="ledger_posting_number_once"),
            models.CheckConstraint(
                condition=~Q(amount=0) & Q(amount__gte=-registry.LARGEST) & Q(amount__lte=registry.LARGEST),
                name="ledger_posting_amount",
            ),
            models.CheckConstraint(
                condition=Q(balance__gte=-registry.LARGEST_BALANCE) & Q(balance__lte=registry.LARGEST_BALANCE),
                name="ledger_posting_balance",
            ),
        )
        indexes = (
            models.Index(fields=["account", "booked_at", "number"], name="ledger_posting_by_time"),
            models.Index(fields=["account", "effective_on"], condition=Q(is_lot=True), name="ledger_posting_lots"),
            models.Index(fields=["account", "lapses_on"], condition=~Q(lapses_on=None), name="ledger_posting_ends"),
        )

    def __str__(self) -> str:
        return f"posting {self.account_id}/{self.number}"


class ChainHead(Head):
    """The last entry of a county's journal."""
