"""Alliances, their members, and whose turn the chair is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from linli.domains.alliances.models.base import OpenQuerySet, StrictQuerySet
from linli.domains.alliances.states import ACT, SITTING, Membership
from linli.foundation.territory.scoping import AreaScopedModel
from linli.kernel.scoping import ScopedManager

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


class AllianceQuerySet(OpenQuerySet):
    """Alliances by their own office."""

    to_office = "office_id__in"


class Alliance(AreaScopedModel):
    """An alliance of a kind of the method. `place_kind` says to what it is bound (S5): the area itself, or what `place` names in it.

    `office` is the organization that keeps it besides the offices of its area (S22); `trade` and `in_charge` are those of a trade's
    alliance (H25, L47); `parent` is the alliance of which it is a branch (H31).
    """

    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    place_kind = models.CharField(max_length=40, blank=True)
    place = models.CharField(max_length=60, blank=True)
    trade = models.CharField(max_length=40, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    office = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    in_charge = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    founded_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(AllianceQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("kind", "name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["county", "kind", "trade"],
                condition=Q(closed_on=None, parent=None) & ~Q(trade=""),
                name="alliances_trade_once",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("founded_on")), name="alliances_closed_after"
            ),
        )
        indexes = (models.Index(fields=["county", "kind", "name"], name="alliances_by_kind"),)

    def __str__(self) -> str:
        return self.name


class MemberQuerySet(StrictQuerySet):
    """Those of alliances that one keeps, those of one's own unit, and oneself."""

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """Somebody who is a member sees and answers for themselves, whatever their post allows."""
        wanted = super().scope_q(actor, permission) | Q(organization_id__in=actor.org_ids(ACT))
        return wanted | Q(card_id=actor.person_id) if actor.person_id else wanted


class Member(AreaScopedModel):
    """A unit (`organization`) or a person (`card`) in a capacity (S6), from the day on which it is `joined_on` to `left_on`, both
    included. `reason` is why it declined or left, or how an answer came that the office wrote down.
    """

    alliance = models.ForeignKey(Alliance, on_delete=models.PROTECT, related_name="members")
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    card = models.ForeignKey("people.StaffCard", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    capacity = models.CharField(max_length=40)
    tier = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=12, default=Membership.ASKED, choices=[(s.value, s.value) for s in Membership])
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(MemberQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("tier", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(card=None, organization__isnull=False) | Q(card__isnull=False, organization=None),
                name="alliances_member_is_one",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[Membership.CONFIRMED, Membership.LEFT]) | Q(joined_on__isnull=False),
                name="alliances_member_joined_on_a_day",
            ),
            models.UniqueConstraint(
                "alliance",
                *(Coalesce(F(name), 0, output_field=models.BigIntegerField()) for name in ("organization", "card")),
                condition=Q(state__in=SITTING),
                name="alliances_member_once",
            ),
        )
        indexes = (
            models.Index(fields=["organization", "state"], name="alliances_member_unit"),
            models.Index(fields=["card", "state"], name="alliances_member_card"),
        )

    def __str__(self) -> str:
        return f"member {self.pk}"

    @property
    def who(self) -> str:
        """Who it is."""
        return str(self.organization or self.card)


class Turn(models.Model):
    """A member unit has the chair in the cycle that begins on `first`; reached only through the alliance."""

    alliance = models.ForeignKey(Alliance, on_delete=models.CASCADE, related_name="turns")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    first = models.DateField()

    class Meta:
        ordering = ("first",)
        constraints = (models.UniqueConstraint(fields=["alliance", "first"], name="alliances_one_chair"),)

    def __str__(self) -> str:
        return f"chair from {self.first}"
