"""The queue in pieces for programs: from one row on, so that nothing is left out or comes twice while others work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from linli.domains.cases.method import CaseRules
from linli.domains.cases.models import Case
from linli.domains.cases.selectors.queue import Filters, selected
from linli.domains.cases.selectors.rows import Row, columns_for_rows, rows_of
from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece ends: the moment that the order sorts by (None where the case has none) and the id."""

    at: datetime | None
    id: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows in the queue's order; `after` is where the next piece begins, None at the end."""

    rows: list[Row]
    after: Place | None


def queue_piece(
    actor: Actor, filters: Filters, *, size: int, after: Place | None = None, rules: CaseRules | None = None
) -> Piece:
    """At most `size` of the same cases in the same order as `queue`, from behind `after` on; 3 statements."""
    chosen = selected(actor, filters, rules=rules)
    newest = "-opened_at" in chosen.query.order_by
    if after is not None:
        chosen = chosen.filter(_behind_newest(after) if newest else _behind_due(after))
    cut = Case.unscoped.filter(pk__in=chosen.values("pk")[: size + 1])
    found: list[Any] = list(columns_for_rows(cut.order_by(*chosen.query.order_by)))
    rows = rows_of(found[:size])
    last = rows[-1] if len(found) > size else None
    return Piece(rows, Place(last.opened_at if newest else last.due_at, last.id) if last else None)


def _behind_newest(after: Place) -> Q:
    """Behind a row where the newest come first, the higher number first of two at once."""
    return Q(opened_at__lt=after.at) | Q(opened_at=after.at, id__lt=after.id)


def _behind_due(after: Place) -> Q:
    """Behind a row where those due first come first; what has no time stands at the end."""
    if after.at is None:
        return Q(due_at=None, id__gt=after.id)
    return Q(due_at__gt=after.at) | Q(due_at=after.at, id__gt=after.id) | Q(due_at=None)
