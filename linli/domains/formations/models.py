"""Sites, who looks after them, organizations without a territory, their founders and reviews. Nothing is about a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from linli.domains.formations.states import VIEW
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet
from linli.kernel.scoping import ScopedManager

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


class OpenQuerySet(AreaScopedQuerySet):
    """Whoever may look sees the whole county; changes are made at one's own places."""

    view_permission = VIEW

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """Strict for changes, wider for looking."""
        if permission == VIEW and actor.can(VIEW):
            return Q(county_id=actor.county_id)
        return super().scope_q(actor, permission)


class OpenRow(AreaScopedModel):
    """A row that the county may look at."""

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(OpenQuerySet)()

    class Meta(AreaScopedModel.Meta):
        abstract = True


class Site(OpenRow):
    """A workplace, a fleet or a firm that is to have a party organization (Q38, X9). `area` is where it lies, or for a fleet where it is
    served; `host` is the firm or platform behind it, as far as the directory has one.
    """

    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    host = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    listed_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta(OpenRow.Meta):
        ordering = ("kind", "name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["area", "kind", "name"], condition=Q(closed_on=None), name="formations_site_once"
            ),
        )
        indexes = (
            models.Index(fields=["county", "kind", "name"], condition=Q(closed_on=None), name="formations_sites"),
            models.Index(fields=["host"], name="formations_site_host"),
        )

    def __str__(self) -> str:
        return self.name


class Care(models.Model):
    """A party organization of the place looks after a site from a day to a day, both included (X9); reached only through the site."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="cares")
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-from_on", "-id")
        constraints = (
            models.UniqueConstraint(fields=["site"], condition=Q(to_on=None), name="formations_one_cares"),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="formations_care_in_order"
            ),
        )
        indexes = (models.Index(fields=["organization"], condition=Q(to_on=None), name="formations_cares_of"),)

    def __str__(self) -> str:
        return f"care {self.pk}"


class Formation(OpenRow):
    """What makes an organization one without a territory: its form, the site on which it stands (none: several bodies found it), by what
    leave (`basis`), and when it is looked at again. Whether it still exists, the organization says; `area` is its seat.
    """

    organization = models.OneToOneField("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=40)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="formations", null=True, blank=True)
    basis = models.CharField(max_length=120)
    founded_on = models.DateField()
    review_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta(OpenRow.Meta):
        ordering = ("form", "organization__name", "id")
        indexes = (models.Index(fields=["county", "form"], name="formations_by_form"),)

    def __str__(self) -> str:
        return str(self.organization)


class Founder(models.Model):
    """A party organization carries a joint one from a day to a day, both included (X43); reached only through the formation."""

    formation = models.ForeignKey(Formation, on_delete=models.PROTECT, related_name="founders")
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("joined_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["formation", "organization"], condition=Q(left_on=None), name="formations_founder_once"
            ),
        )
        indexes = (models.Index(fields=["organization"], condition=Q(left_on=None), name="formations_founds"),)

    def __str__(self) -> str:
        return str(self.organization)


class Review(models.Model):
    """Somebody looked whether an organization goes on: how many members it had then, and how many it needed. It never changes."""

    formation = models.ForeignKey(Formation, on_delete=models.PROTECT, related_name="reviews")
    on = models.DateField()
    members = models.PositiveIntegerField()
    at_least = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=200)
    written_by = models.CharField(max_length=120)

    class Meta:
        ordering = ("-on", "-id")

    def __str__(self) -> str:
        return f"review {self.on}"

    @property
    def is_short(self) -> bool:
        """Whether there were too few."""
        return self.members < self.at_least
