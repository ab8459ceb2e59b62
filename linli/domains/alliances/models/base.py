"""How rows of alliances are seen: public affairs by the whole county, changes by whoever runs the alliance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from linli.domains.alliances.states import VIEW
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet
from linli.kernel.scoping import ScopedManager

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


class StrictQuerySet(AreaScopedQuerySet):
    """Rows of alliances in one's places, or of which one's organization is the office. `to_office` is the way to that column."""

    view_permission = VIEW
    to_office = "alliance__office_id__in"

    def organization_q(self, actor: Actor, organizations: frozenset[int]) -> Q:
        """Those of alliances whose office one's organization is."""
        return Q(**{self.to_office: organizations})


class OpenQuerySet(StrictQuerySet):
    """Whoever may look at alliances sees those of the whole county; changes stay strict."""

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """Strict for changes, wider for looking."""
        if permission == VIEW and actor.can(VIEW):
            return Q(county_id=actor.county_id)
        return super().scope_q(actor, permission)


class OpenRow(AreaScopedModel):
    """A row of an alliance, in its area, that the county may look at."""

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(OpenQuerySet)()

    class Meta(AreaScopedModel.Meta):
        abstract = True
