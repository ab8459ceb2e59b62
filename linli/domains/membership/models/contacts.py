"""Households that members keep in touch with, what was said, and signs at members' doors."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.domains.membership.models.members import CheckInQuerySet, Membership
from linli.domains.membership.states import SignKind
from linli.foundation.territory.scoping import AreaScopedModel
from linli.kernel.scoping import ScopedManager


class Contact(AreaScopedModel):
    """A member keeps in touch with a household from a day to a day (Q26, L43). `area` is the household's."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    household = models.ForeignKey("residents.Household", on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(CheckInQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-starts_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["membership", "household"], condition=Q(ends_on=None), name="membership_household_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="membership_contact_ends_after_it_began",
            ),
        )
        indexes = (models.Index(fields=["household"], condition=Q(ends_on=None), name="membership_contact_open"),)

    def __str__(self) -> str:
        return f"{self.membership_id} – {self.household_id}"


class ContactNoteQuerySet(CheckInQuerySet):
    """Notes, by the member of their contact."""

    def concerned_q(self, bodies: frozenset[int], permission: str) -> Q:
        """By the member."""
        seen = Contact.unscoped.filter(super().concerned_q(bodies, permission))
        return Q(contact__in=seen.order_by().values("pk"))


class ContactNote(AreaScopedModel):
    """A member was in touch with a household on a day; a few words of what was heard. What needs work becomes a case."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    words = models.CharField(max_length=200)
    written_at = models.DateTimeField()

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(ContactNoteQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-on", "-id")

    def __str__(self) -> str:
        return f"{self.contact_id} {self.on}"


class Sign(AreaScopedModel):
    """A sign at a member's door, agreed to by the member under a version of the text, withdrawn whenever the member likes (S33).

    Nothing hangs there without `agreed_at`; after `withdrawn_at` it is on the list of what is to be taken down.
    """

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in SignKind])
    consent_version = models.PositiveIntegerField()
    agreed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    taken_down_at = models.DateTimeField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(CheckInQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-agreed_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["membership", "kind"], condition=Q(withdrawn_at=None), name="membership_sign_once"
            ),
            models.CheckConstraint(
                condition=Q(taken_down_at=None) | Q(withdrawn_at__isnull=False), name="membership_sign_withdrawn_first"
            ),
        )

    def __str__(self) -> str:
        return f"{self.membership_id} {self.kind}"
