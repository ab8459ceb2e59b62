"""Model cases and practices: what an office or a unit writes up, and who else uses a practice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from linli.domains.honours.states import ArticleKind, ArticleState, Origin
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet
from linli.kernel.scoping import ScopedManager

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


class ArticleQuerySet(AreaScopedQuerySet):
    """What is published is the county's; before that it is seen by who wrote it and by who reviews it."""

    view_permission = "honours.view"

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """Own places and units, and for looking also what is published."""
        own = super().scope_q(actor, permission)
        if permission == self.view_permission and actor.can(permission):
            return own | Q(county_id=actor.county_id, state=ArticleState.PUBLISHED)
        return own

    def organization_q(self, actor: Actor, organizations: frozenset[int]) -> Q:
        """What one's unit wrote."""
        return Q(organization_id__in=organizations)


class Article(AreaScopedModel):
    """A model case (H29: what it was about, what was done, what came of it) or a practice (X48: its steps).

    `organization` is the unit that wrote it; none: the office of `area`. A model case names what it was written from (`origin`).
    """

    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in ArticleKind])
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    title = models.CharField(max_length=80)
    theme = models.CharField(max_length=40, blank=True)
    words = models.CharField(max_length=1000)
    steps = models.JSONField(default=list)
    result = models.CharField(max_length=1000, blank=True)
    origin = models.CharField(max_length=10, blank=True, choices=[(one.value, one.value) for one in Origin])
    origin_key = models.CharField(max_length=40, blank=True)
    state = models.CharField(
        max_length=12, default=ArticleState.DRAFT, choices=[(s.value, s.value) for s in ArticleState]
    )
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=120)
    written_by_id = models.BigIntegerField(null=True, blank=True, help_text="account")
    published_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(ArticleQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-written_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=(Q(kind=ArticleKind.PRACTICE, origin="", origin_key=""))
                | (Q(kind=ArticleKind.CASE) & ~Q(origin="") & ~Q(origin_key="")),
                name="honours_case_has_origin",
            ),
        )
        indexes = (models.Index(fields=["county", "kind", "state", "-published_at"], name="honours_library"),)

    def __str__(self) -> str:
        return self.title

    @property
    def owner(self) -> str:
        """Whose it is."""
        return str(self.organization or self.area)


class AdoptionQuerySet(AreaScopedQuerySet):
    """Adoptions by one's places or units."""

    view_permission = "honours.act"

    def organization_q(self, actor: Actor, organizations: frozenset[int]) -> Q:
        """What one's unit took over."""
        return Q(organization_id__in=organizations)


class Adoption(AreaScopedModel):
    """A unit, or the office of `area`, works by a practice of others ("we use it too"), until it ends."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="adoptions")
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    words = models.CharField(max_length=300, blank=True)
    adopted_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(AdoptionQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-adopted_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["article", "organization"], condition=Q(ended_on=None, organization__isnull=False),
                name="honours_unit_adopts_once",
            ),
            models.UniqueConstraint(
                fields=["article", "area"], condition=Q(ended_on=None, organization=None), name="honours_place_adopts_once"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.who

    @property
    def who(self) -> str:
        """Who uses it."""
        return str(self.organization or self.area)
