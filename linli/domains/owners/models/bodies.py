"""Who works together for a compound: owners' committees, the joint body, and services of a company to a household."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.domains.owners.models.money import MOST
from linli.domains.owners.models.roll import OwnersQuerySet
from linli.domains.owners.states import MONEY, Service
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet
from linli.kernel.scoping import ScopedManager


class Committee(AreaScopedModel):
    """An owners' committee (H26) from a day to the last day of its term: an organization of a kind that the method names, with `seats`.
    `party` is the party organization in it; None: there is none yet.
    """

    compound = models.ForeignKey("territory.Compound", on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    seats = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(OwnersQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("compound", "-starts_on", "id")
        constraints = (
            models.UniqueConstraint(fields=["compound"], condition=Q(ended_at=None), name="owners_one_committee"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="owners_term_lasts"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="owners_committee_has_seats"),
        )

    def __str__(self) -> str:
        return f"committee {self.pk}"


class JointBody(AreaScopedModel):
    """Who manages a compound together (X33): `seats` is code of the method → who sits there (a body's name, no person's)."""

    compound = models.OneToOneField("territory.Compound", on_delete=models.PROTECT, related_name="+")
    seats = models.JSONField(default=dict)
    changed_at = models.DateTimeField()

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(OwnersQuerySet)()

    def __str__(self) -> str:
        return f"joint body {self.pk}"


class ServiceQuerySet(AreaScopedQuerySet):
    """Services to households, for those who keep the money."""

    view_permission = MONEY


class PaidService(AreaScopedModel):
    """A company does something for a household at a price that was said before (H27): first served, then accepted, then charged.

    The database itself lets no charge (`entry_id`) stand without the household's acceptance after the work was done.
    """

    compound = models.ForeignKey("territory.Compound", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("owners.Unit", on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=120)
    price = models.BigIntegerField()
    state = models.CharField(max_length=10, default=Service.OFFERED, choices=[(s.value, s.value) for s in Service])
    offered_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    said = models.CharField(max_length=200, blank=True)
    entry_id = models.BigIntegerField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(ServiceQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-offered_at", "-id")
        constraints = (
            models.CheckConstraint(condition=Q(price__gte=1, price__lte=MOST), name="owners_price_above_nought"),
            models.CheckConstraint(
                condition=Q(
                    state=Service.CHARGED, entry_id__isnull=False, done_at__isnull=False, accepted_at__gte=F("done_at")
                )
                | (~Q(state=Service.CHARGED) & Q(entry_id=None, accepted_at=None)),
                name="owners_charged_after_acceptance",
            ),
        )
        indexes = (models.Index(fields=["unit"], name="owners_services_of_unit"),)

    def __str__(self) -> str:
        return self.what
