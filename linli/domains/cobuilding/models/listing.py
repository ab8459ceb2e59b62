"""The three lists: entries in parts, claims with their agreement, deliveries with proof, feedback, and frozen versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from linli.domains.cobuilding.states import HOLDING, ClaimState, EntryState, ListKind
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet
from linli.kernel.scoping import ScopedManager

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


class ListedQuerySet(AreaScopedQuerySet):
    """What stands in the lists is public: whoever may look sees the whole county; changes stay with the own place or unit."""

    view_permission = "cobuilding.view"

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """Strict for changes, wider for looking."""
        if permission == self.view_permission and actor.can(permission):
            return Q(county_id=actor.county_id)
        return super().scope_q(actor, permission)


class Entry(AreaScopedModel):
    """A need, a resource or a project. `organization` is the unit that posted it; none: the community `area` did.

    `kind` is a code of the method, `resource` a kind of shared resource (for its price, S14). `starts_on` and `ends_on` bound when it
    is wanted or offered.
    """

    list_kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in ListKind])
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    title = models.CharField(max_length=80)
    words = models.CharField(max_length=500, blank=True)
    kind = models.CharField(max_length=40)
    resource = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=12, default=EntryState.OPEN, choices=[(s.value, s.value) for s in EntryState])
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    posted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(ListedQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-posted_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="cobuilding_entry_in_order",
            ),
        )
        indexes = (
            models.Index(fields=["county", "state", "-posted_at"], name="cobuilding_entries"),
            models.Index(fields=["area", "state"], name="cobuilding_entry_place"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def owner(self) -> str:
        """Who posted it."""
        return str(self.organization or self.area)


class Part(AreaScopedModel):
    """A part of an entry, claimed and released apart from the others. `size` is how many it is for."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    size = models.PositiveSmallIntegerField(default=1)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(ListedQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("entry", "number")
        constraints = (models.UniqueConstraint(fields=["entry", "number"], name="cobuilding_part_numbered"),)

    def __str__(self) -> str:
        return self.title


class Claim(AreaScopedModel):
    """A unit (`organization`) or a community (`claimant`) takes a part on. `area` is the entry's.

    The agreement: `terms`, the last day `ends_on`, and who signed for either side and when. One claim holds a part at a time: the
    database sees to it, so that of two who claim at once exactly one gets it.
    """

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="claims")
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    claimant = models.ForeignKey("territory.Area", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    state = models.CharField(
        max_length=12, default=ClaimState.CLAIMED, choices=[(s.value, s.value) for s in ClaimState]
    )
    claimed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    terms = models.CharField(max_length=1000, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    owner_signed_at = models.DateTimeField(null=True, blank=True)
    owner_signed_by = models.CharField(max_length=120, blank=True)
    claimant_signed_at = models.DateTimeField(null=True, blank=True)
    claimant_signed_by = models.CharField(max_length=120, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(ListedQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-claimed_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["part"], condition=Q(state__in=HOLDING), name="cobuilding_part_claimed_once"
            ),
            models.CheckConstraint(
                condition=Q(claimant=None, organization__isnull=False) | Q(claimant__isnull=False, organization=None),
                name="cobuilding_claim_of_one",
            ),
        )
        indexes = (models.Index(fields=["organization", "state"], name="cobuilding_claims_of_unit"),)

    def __str__(self) -> str:
        return f"claim {self.pk}"

    @property
    def who(self) -> str:
        """Who claimed."""
        return str(self.organization or self.claimant)


class Delivery(AreaScopedModel):
    """Something was delivered on a day, with words, and for how many people. `token` opens the page on which these say how it was."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="deliveries")
    on = models.DateField()
    words = models.CharField(max_length=500)
    served = models.PositiveIntegerField(default=0)
    token = models.CharField(max_length=40, unique=True)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=120)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(ListedQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-on", "-id")

    def __str__(self) -> str:
        return f"delivery {self.on}"


class Picture(AreaScopedModel):
    """A picture of a delivery, written anew without its metadata; `path` lies below the media folder."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="pictures")
    path = models.CharField(max_length=120, unique=True)
    sha256 = models.CharField(max_length=64)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(ListedQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("id",)

    def __str__(self) -> str:
        return self.path


class Feedback(models.Model):
    """What one of those served said: one to five, and a wish of the method's list. Nothing says who; reached through the delivery."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="feedback")
    mark = models.PositiveSmallIntegerField()
    wish = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (models.CheckConstraint(condition=Q(mark__range=(1, 5)), name="cobuilding_mark_range"),)

    def __str__(self) -> str:
        return str(self.mark)


class ListVersion(AreaScopedModel):
    """A community's three lists as they stood when they were reviewed in a cycle (X60); it never changes.

    `entries` holds, by entry, what it said and who held its parts; `added`, `gone` and `changed` are keys compared with the version before.
    """

    number = models.PositiveIntegerField()
    cycle_on = models.DateField(help_text="first day of the cycle that it stands for")
    entries = models.JSONField(default=dict)
    added = models.JSONField(default=list)
    gone = models.JSONField(default=list)
    changed = models.JSONField(default=list)
    note = models.CharField(max_length=300, blank=True)
    reviewed_at = models.DateTimeField()
    reviewed_by = models.CharField(max_length=120)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(ListedQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-cycle_on", "-id")
        constraints = (
            models.UniqueConstraint(fields=["area", "cycle_on"], name="cobuilding_one_version_a_cycle"),
            models.UniqueConstraint(fields=["area", "number"], name="cobuilding_version_numbered"),
        )

    def __str__(self) -> str:
        return f"version {self.number}"
