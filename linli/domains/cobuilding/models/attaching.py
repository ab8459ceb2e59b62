"""Who is attached to which place, who goes there, and who registered where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from linli.domains.cobuilding.states import ENROLLED, Enrolment
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet
from linli.kernel.scoping import ScopedManager

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


#: A compound, a card and an organization of which some are null, so that two nulls are alike. Not by `nulls_distinct`: its system
#: check asks the database before a start could say in words what that database lacks.
_WHOM_AND_WHERE = tuple(
    Coalesce(F(name), 0, output_field=models.BigIntegerField()) for name in ("compound", "card", "organization")
)


class AttachedQuerySet(AreaScopedQuerySet):
    """Rows at one's places, and those of one's own organization."""

    view_permission = "cobuilding.view"

    def organization_q(self, actor: Actor, organizations: frozenset[int]) -> Q:
        """Those of one's own organization."""
        return Q(organization_id__in=organizations)


class Pairing(AreaScopedModel):
    """A leader (`card`) or a unit (`organization`) is attached to a community or compound, from a day to a day, both included.

    `kind` and `themes` are codes of the method (Q31–Q34). `zone` is the name of a leader's area of several communities (Q32): one
    row for each of them. `area` is the compound's community where there is a compound.
    """

    kind = models.CharField(max_length=40)
    card = models.ForeignKey("people.StaffCard", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    compound = models.ForeignKey(
        "territory.Compound", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    zone = models.CharField(max_length=40, blank=True)
    themes = models.JSONField(default=list, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(AttachedQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-starts_on", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(card=None, organization__isnull=False) | Q(card__isnull=False, organization=None),
                name="cobuilding_pairing_of_one",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="cobuilding_pairing_in_order"
            ),
            models.UniqueConstraint(
                "kind",
                "area",
                *_WHOM_AND_WHERE,
                condition=Q(ends_on=None),
                name="cobuilding_paired_once",
            ),
        )
        indexes = (
            models.Index(fields=["county", "kind", "ends_on"], name="cobuilding_pairing_kind"),
            models.Index(fields=["organization", "ends_on"], name="cobuilding_pairing_unit"),
            models.Index(fields=["compound"], name="cobuilding_pairing_compound"),
        )

    def __str__(self) -> str:
        return f"pairing {self.pk}"

    @property
    def holder(self) -> str:
        """Who is attached."""
        return str(self.card or self.organization)

    @property
    def place(self) -> str:
        """What to."""
        return str(self.compound or self.area)


class ContactVisit(AreaScopedModel):
    """Whoever is attached went there on a day (L9). `words` say what for, without names."""

    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="visits")
    on = models.DateField()
    words = models.CharField(max_length=300)
    written_by = models.CharField(max_length=120)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(AreaScopedQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-on", "-id")
        constraints = (models.UniqueConstraint(fields=["pairing", "on"], name="cobuilding_one_visit_a_day"),)

    def __str__(self) -> str:
        return f"visit {self.on}"


class Finding(models.Model):
    """A problem that was found on a visit and filed as a case; reached only through a visit."""

    visit = models.ForeignKey(ContactVisit, on_delete=models.CASCADE, related_name="findings")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["case"], name="cobuilding_found_once"),)

    def __str__(self) -> str:
        return f"finding {self.pk}"


class RegistrationQuerySet(AttachedQuerySet):
    """Registrations at one's places, those of one's own organization, and one's own."""

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """As for others, and what is about oneself."""
        wanted = super().scope_q(actor, permission)
        return wanted | Q(card_id=actor.person_id) if actor.person_id and actor.can(permission) else wanted


class Registration(AreaScopedModel):
    """A unit or somebody in service registered with a community or compound (Q30, L72, S16).

    `kinds` are kinds of entries that they offer to help with, `capacity` how many parts at once. `starts_on` and `ends_on` bound the
    time that they offer.
    """

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    card = models.ForeignKey("people.StaffCard", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    compound = models.ForeignKey(
        "territory.Compound", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    state = models.CharField(max_length=12, default=Enrolment.ASKED, choices=[(s.value, s.value) for s in Enrolment])
    kinds = models.JSONField(default=list, blank=True)
    capacity = models.PositiveSmallIntegerField(default=1)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(RegistrationQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-asked_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(card=None, organization__isnull=False) | Q(card__isnull=False, organization=None),
                name="cobuilding_registration_of_one",
            ),
            models.UniqueConstraint(
                "area",
                *_WHOM_AND_WHERE,
                condition=Q(state__in=ENROLLED),
                name="cobuilding_registered_once",
            ),
        )
        indexes = (models.Index(fields=["county", "state", "-asked_at"], name="cobuilding_registered"),)

    def __str__(self) -> str:
        return f"registration {self.pk}"

    @property
    def who(self) -> str:
        """Who registered."""
        return str(self.organization or self.card)

    @property
    def place(self) -> str:
        """Where."""
        return str(self.compound or self.area)


class Activity(models.Model):
    """Somebody who registered did something on a day; reached only through the registration."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="activities")
    on = models.DateField()
    words = models.CharField(max_length=200)
    written_by = models.CharField(max_length=120)

    class Meta:
        ordering = ("-on", "-id")

    def __str__(self) -> str:
        return self.words
