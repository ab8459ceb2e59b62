"""What all rows of deliberation share: they lie in an area, and `deliberation.view` lets them be seen."""

from __future__ import annotations

from django.db import models

from linli.domains.deliberation.states import VIEW
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet
from linli.kernel.scoping import ScopedManager


class DeliberationQuerySet(AreaScopedQuerySet):
    """Rows in one's area."""

    view_permission = VIEW


class Row(AreaScopedModel):
    """A row of deliberation."""

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(DeliberationQuerySet)()

    class Meta(AreaScopedModel.Meta):
        abstract = True
