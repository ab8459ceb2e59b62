"""Scope nobody can forget (nets 2 and 5 of ADR 0001).

A scoped model has no `.objects`. `Model.scoped` offers nothing but `visible_to(actor)`; `Model.unscoped` is greppable and
allowed in services, selectors' internals and tasks only. The default manager stays the open one, since `full_clean`, reverse
relations and `dumpdata` rely on it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn, Self

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db import models
from django.http import Http404

from linli.kernel.errors import OutOfScope
from linli.kernel.statements import KeptBy, hole
from linli.kernel.writes import expect

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


class ScopeNotApplied(Exception):
    """A scoped table was read without saying for whom."""


class ScopedQuerySet(models.QuerySet[Any]):
    """Rows that belong to a place. Subclasses say in `scope_q` what an actor may see."""

    #: Permission that lets an actor see rows of this model.
    view_permission: str = ""

    def visible_to(self, actor: Actor, permission: str | None = None) -> Self:
        """Rows on which `actor` holds `permission` (default: the model's view permission); the system sees all."""
        if actor.is_system:
            return self.all()
        return self.filter(self.scope_q(actor, permission or self.view_permission))

    def scope_q(self, actor: Actor, permission: str) -> models.Q:
        """The condition under which a row is in the actor's scope. Must match nothing where nothing is granted.

        Made of the actor alone, with subqueries for what lies in tables: its SQL is kept for the next time.
        """
        raise NotImplementedError(f"{type(self).__name__} must say who sees its rows")


#: A condition that matches no row, for actors without any grant.
NOTHING = models.Q(pk__in=())


class ScopedManager(models.Manager[Any]):
    """Offers `visible_to` alone; everything else raises `ScopeNotApplied`."""

    def visible_to(self, actor: Actor, permission: str | None = None) -> Any:
        """See `ScopedQuerySet.visible_to`."""
        return self._open().visible_to(actor, permission)

    def _open(self) -> ScopedQuerySet:
        return self.model.unscoped.all()

    def get_queryset(self) -> NoReturn:
        """Refuse: `.all()`, `.filter()`, `.get()` and all their kin come through here."""
        raise ScopeNotApplied(f"{self.model.__name__}.scoped offers visible_to(actor) only")


class ScopedModel(models.Model):
    """Base of every model whose rows belong to a place. Concrete models set `unscoped` from their own queryset."""

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(ScopedQuerySet)()

    class Meta:
        abstract = True
        default_manager_name = "unscoped"


def _as_told(actor: Actor, permission: str) -> AbstractContextManager[None]:
    return nullcontext()


def door(
    model: Any,
    actor: Actor,
    pk: int,
    to: str | None = None,
    *related: str,
    reach: Callable[[Actor, str], AbstractContextManager[None]] = _as_told,
    **where: Any,
) -> Any:
    """The one door to a row: Http404 when hidden, PermissionDenied when it may be seen but `to` (a permission) isn't granted on it.

    Comes with its `related` rows. `where` are facts without which it is hidden from everybody. Of tables with row-level security
    each question is asked inside `reach(actor, permission)`; without it inside the reach that the caller told.
    """
    with reach(actor, model.unscoped.all().view_permission):
        row = model.scoped.visible_to(actor).filter(pk=pk, **where).select_related(*related).first()
    if row is None:
        raise Http404
    if to:
        with reach(actor, to):
            if not model.scoped.visible_to(actor, to).filter(pk=pk).exists():
                raise PermissionDenied
    return row


def paged(found: Any, number: Any, rows: int = 50) -> Page[Any]:
    """One page of a list, the first or last one for a number that isn't there. Read now: later, rows outside of the reach that holds
    wouldn't be there.
    """
    page: Page[Any] = Paginator(found, rows).get_page(number)
    page.object_list = list(page.object_list)
    return page


def keep_in_scope(actor: Actor, row: models.Model, permission: str | None = None) -> None:
    """Re-read `row` through the actor's scope after a write; raises `OutOfScope` so that the transaction rolls back.

    Inside `writes.together` it is read with what the block writes, as it was before the block.
    """
    sql, params = _SEEN(type(row), actor, permission).statement(pk=row.pk)
    expect(sql, params, partial(_out_of_scope, row))


def _out_of_scope(row: models.Model) -> OutOfScope:
    return OutOfScope(repr(row))


#: The scope of an actor as kept SQL. `scope_q` is made of the actor alone.
_SEEN = KeptBy(
    lambda model, actor, permission: model.scoped.visible_to(actor, permission).filter(pk=hole("pk")).values_list("pk"),
    shared=True,
    most=512,
)
