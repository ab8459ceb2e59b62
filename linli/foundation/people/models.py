"""Staff: a card per person, the posts that they hold from a day to a day, and the days on which they are away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet, placed_under
from linli.kernel.scoping import ScopedManager

if TYPE_CHECKING:
    from datetime import date

    from linli.kernel.actor import Actor


def current_on(day: date, prefix: str = "") -> Q:
    """Rows that hold on `day`; the first and the last day both count."""
    begun = Q(**{f"{prefix}starts_on__lte": day})
    return begun & (Q(**{f"{prefix}ends_on": None}) | Q(**{f"{prefix}ends_on__gte": day}))


class StaffCardQuerySet(AreaScopedQuerySet):
    """Cards kept in one's area, and those of people who hold a post there or in one's organization."""

    view_permission = "people.view"

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """By the card's own place or by the place of any of its posts."""
        paths = actor.paths(permission)
        posted = Appointment.unscoped.filter(placed_under(paths)).values("card")
        return super().scope_q(actor, permission) | Q(pk__in=posted)

    def organization_q(self, actor: Actor, organizations: frozenset[int]) -> Q:
        """Those who hold a post in one's organizations."""
        return Q(pk__in=Appointment.unscoped.filter(organization_id__in=organizations).values("card"))


class StaffCard(AreaScopedModel):
    """A person who works for the county's governance. `area` is where the card is kept (mostly where they work). The day of
    birth is asked for only where a post has a condition on it (L17); the phone number is sealed and shown masked.
    """

    name = models.CharField(max_length=40)
    born_on = models.DateField(null=True, blank=True)
    phone_sealed = models.BinaryField(default=bytes, blank=True)
    phone_index = models.CharField(max_length=64, blank=True, db_collation="C")
    phone_masked = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField()
    left_on = models.DateField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(StaffCardQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("name", "id")
        indexes = (
            models.Index(fields=["county", "name"], name="staff_by_name"),
            models.Index(fields=["phone_index"], name="staff_by_phone", condition=~Q(phone_index="")),
        )

    def __str__(self) -> str:
        return self.name


class AppointmentQuerySet(AreaScopedQuerySet):
    """Appointments in one's area or organization."""

    view_permission = "people.view"

    def organization_q(self, actor: Actor, organizations: frozenset[int]) -> Q:
        """Those of one's organizations."""
        return Q(organization_id__in=organizations)

    def current(self, day: date) -> AppointmentQuerySet:
        """Those that hold on `day`."""
        return self.filter(current_on(day))


class Appointment(AreaScopedModel):
    """A card holds a post from a day to a day (both included; no last day: until further notice).

    Place, kind and role are copied from the post, since routing and rights read them on every request. `source` says
    where the person was recruited from (Q18, S23).
    """

    card = models.ForeignKey(StaffCard, on_delete=models.PROTECT, related_name="appointments")
    post = models.ForeignKey("organizations.Post", on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    kind = models.CharField(max_length=40)
    role = models.CharField(max_length=40, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=200, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(AppointmentQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-starts_on", "id")
        constraints = (
            models.UniqueConstraint(fields=["card", "post"], condition=Q(ends_on=None), name="appointment_open_once"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="appointment_ends_after_it_began"
            ),
        )
        indexes = (
            models.Index(fields=["area", "kind"], name="appointment_by_place"),
            models.Index(fields=["organization", "kind"], name="appointment_by_body"),
        )

    def __str__(self) -> str:
        return f"{self.card_id} {self.kind}"


class Absence(models.Model):
    """Days on which somebody is away (both included), and who stands in. Why is nobody's business and isn't kept.

    Not scoped by itself: it is reached only through a card that was.
    """

    card = models.ForeignKey(StaffCard, on_delete=models.CASCADE, related_name="absences")
    starts_on = models.DateField()
    ends_on = models.DateField()
    substitute = models.ForeignKey(StaffCard, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ("-starts_on", "id")
        constraints = (
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="absence_ends_after_it_began"),
            models.CheckConstraint(
                condition=Q(substitute=None) | ~Q(substitute=F("card")), name="nobody_stands_in_for_themselves"
            ),
        )
        indexes = (models.Index(fields=["card", "ends_on"], name="absence_by_card"),)

    def __str__(self) -> str:
        return f"{self.card_id} {self.starts_on}–{self.ends_on}"
