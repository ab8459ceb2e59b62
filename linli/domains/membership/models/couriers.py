"""Members among couriers and carriers who reported in where they work."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.domains.membership.models.members import OfBodiesQuerySet
from linli.domains.membership.states import COURIER, COURIER_HOLDS, COURIER_STATES, CourierState
from linli.foundation.organizations import selectors as organizations
from linli.foundation.territory.scoping import AreaScopedModel
from linli.kernel import crypto
from linli.kernel.scoping import ScopedManager
from linli.kernel.standings import Standing


class CourierQuerySet(OfBodiesQuerySet):
    """Couriers, by the branch that they were put with."""

    def concerned_q(self, bodies: frozenset[int], permission: str) -> Q:
        """The branch alone, and what lies above it."""
        return Q(organization__in=organizations.with_parts(bodies))


class Courier(AreaScopedModel):
    """Somebody whose membership lies elsewhere reported in with the branch nearest to where they work (Q39). `area` is that place.

    No entry of the register stands behind it: they needn't live here. Name, phone and home organization are sealed and emptied
    (`emptied_at`) when they are of no use any more; `consent_text` is what was agreed to, word for word.
    """

    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=40)
    state = models.CharField(
        max_length=10, default=CourierState.WAITING, choices=[(s.value, s.value) for s in CourierState]
    )
    name_sealed = models.BinaryField(default=bytes)
    phone_sealed = models.BinaryField(default=bytes)
    phone_index = models.CharField(max_length=64, blank=True, db_collation="C")
    home_sealed = models.BinaryField(default=bytes)
    consent_version = models.PositiveIntegerField()
    consent_text = models.TextField()
    reported_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    emptied_at = models.DateTimeField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(CourierQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("reported_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["county", "phone_index"], condition=Q(state__in=COURIER_HOLDS), name="membership_courier_once"
            ),
            models.CheckConstraint(
                condition=Q(state=CourierState.WAITING) | Q(answered_at__isnull=False) | Q(ended_at__isnull=False),
                name="membership_courier_says_when",
            ),
        )
        indexes = (
            models.Index(fields=["organization", "state", "reported_at"], name="membership_courier_by_body"),
            models.Index(fields=["phone_index"], name="membership_courier_by_phone"),
        )

    def __str__(self) -> str:
        return f"courier {self.pk}"

    @property
    def name(self) -> str:
        """In clear, for whoever was let to the row; "" once it is emptied."""
        return crypto.unseal(bytes(self.name_sealed), purpose=COURIER)

    @property
    def home(self) -> str:
        """The organization where the membership lies, as it was said."""
        return crypto.unseal(bytes(self.home_sealed), purpose=COURIER)

    @property
    def phone_masked(self) -> str:
        """With stars; "" once it is emptied."""
        phone = crypto.unseal(bytes(self.phone_sealed), purpose=COURIER)
        return crypto.mask_phone(phone) if phone else ""

    @property
    def standing(self) -> Standing:
        """Where it stands, as people read it."""
        return COURIER_STATES[CourierState(self.state)]
