"""Memberships, their transfers and check-ins, and the yearly quota."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from linli.domains.membership.states import TransferState
from linli.foundation.organizations import selectors as organizations
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet
from linli.kernel.scoping import NOTHING, ScopedManager

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


class OfBodiesQuerySet(AreaScopedQuerySet):
    """Rows that concern party organizations: seen by holders of posts in these and in those above them, never by area."""

    view_permission = "membership.view"

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """By organization alone: a grant of an area reaches nobody's membership."""
        bodies = actor.org_ids(permission)
        return self.concerned_q(bodies, permission) if bodies else NOTHING

    def concerned_q(self, bodies: frozenset[int], permission: str) -> Q:
        """Which rows concern these organizations and what lies below them."""
        return NOTHING


class MembershipQuerySet(OfBodiesQuerySet):
    """Memberships, by the home organization, and but for changing them by the organization where the member lives."""

    def concerned_q(self, bodies: frozenset[int], permission: str) -> Q:
        """Home, or home and place."""
        mine = organizations.with_parts(bodies)
        home = Q(organization__in=mine)
        return home if permission == "membership.change" else home | Q(local__in=mine)


class Membership(AreaScopedModel):
    """Somebody is a member of a party organization from a day to a day (both included). `area` is where the person lives.

    `local` is the party organization there, as far as one is known; `compound` the estate. `registered_on` is when the member
    registered with it (Q8). `admitted_on` is set for those who became members here: they take a place of their compound's quota
    (Q20). `card` names the member among the staff (Q25).
    """

    person = models.ForeignKey("residents.Person", on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    local = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    compound = models.ForeignKey(
        "territory.Compound", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    card = models.ForeignKey("people.StaffCard", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    kind = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    admitted_on = models.DateField(null=True, blank=True)
    registered_on = models.DateField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(MembershipQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("organization", "id")
        constraints = (
            models.UniqueConstraint(fields=["person"], condition=Q(ends_on=None), name="membership_one_at_a_time"),
            models.UniqueConstraint(
                fields=["card"], condition=Q(ends_on=None, card__isnull=False), name="membership_card_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="membership_ends_after_it_began"
            ),
        )
        indexes = (
            models.Index(fields=["organization", "kind"], condition=Q(ends_on=None), name="membership_by_home"),
            models.Index(fields=["local", "kind"], condition=Q(ends_on=None), name="membership_by_place"),
            models.Index(
                fields=["compound", "admitted_on"], condition=Q(admitted_on__isnull=False), name="membership_admitted"
            ),
        )

    def __str__(self) -> str:
        return f"membership {self.pk}"


class TransferQuerySet(OfBodiesQuerySet):
    """Transfers, by the sending and the receiving organization."""

    def concerned_q(self, bodies: frozenset[int], permission: str) -> Q:
        """Either end."""
        mine = organizations.with_parts(bodies)
        return Q(source__in=mine) | Q(target__in=mine)


class Transfer(AreaScopedModel):
    """A member goes from `source` to `target`, or out of the county to `target_name` (Q19). `area` is where the member lives."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    source = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    target_name = models.CharField(max_length=120, blank=True)
    state = models.CharField(
        max_length=10, default=TransferState.ASKED, choices=[(s.value, s.value) for s in TransferState]
    )
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(TransferQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-asked_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["membership"], condition=Q(state=TransferState.ASKED), name="membership_one_transfer"
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=False) | ~Q(target_name=""), name="membership_transfer_goes_somewhere"
            ),
        )
        indexes = (
            models.Index(fields=["target", "state"], name="membership_transfer_in"),
            models.Index(fields=["source", "state"], name="membership_transfer_out"),
        )

    def __str__(self) -> str:
        return f"{self.membership_id} → {self.target_id or self.target_name}"


class CheckInQuerySet(OfBodiesQuerySet):
    """Check-ins of the members that one may see."""

    def concerned_q(self, bodies: frozenset[int], permission: str) -> Q:
        """By the member."""
        mine = organizations.with_parts(bodies)
        return Q(membership__organization__in=mine) | Q(membership__local__in=mine)


class CheckIn(AreaScopedModel):
    """A member showed up as one in a compound (亮身份, Q24), once. `area` is the compound's community."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    compound = models.ForeignKey("territory.Compound", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(CheckInQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-at", "-id")
        constraints = (models.UniqueConstraint(fields=["membership", "compound"], name="membership_checked_in_once"),)

    def __str__(self) -> str:
        return f"{self.membership_id} in {self.compound_id}"


class QuotaQuerySet(OfBodiesQuerySet):
    """Quotas, by the organizations seated in or above the compound's community."""

    def concerned_q(self, bodies: frozenset[int], permission: str) -> Q:
        """By seat."""
        return Q(area__in=organizations.ground_of(bodies))


class Quota(AreaScopedModel):
    """How many may become members in a compound in a year (Q20). `area` is the compound's community."""

    compound = models.ForeignKey("territory.Compound", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    allotted = models.PositiveIntegerField()

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(QuotaQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-year", "compound")
        constraints = (models.UniqueConstraint(fields=["compound", "year"], name="membership_quota_once"),)

    def __str__(self) -> str:
        return f"{self.compound_id} {self.year}"
