"""How rows follow the ground."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from linli.domains.honours.models import Adoption, Article, Call, Honour, Nomination, Objection, Proof
from linli.domains.honours.states import CallState
from linli.kernel import clock


def move_rows(area: Any, successor: int) -> None:
    """Rows of an area that ends go to its successor. Where the successor has called for the same honour in the cycle, or uses the same
    practice, the old area's call is given up and its use ends.
    """
    for call in Call.unscoped.filter(area=area):
        _move(call, successor, state=CallState.CANCELLED, ended_at=clock.now())
    for adoption in Adoption.unscoped.filter(area=area):
        _move(adoption, successor, ended_on=clock.today())
    for model in (Nomination, Proof, Objection, Honour, Article):
        model.unscoped.filter(area=area).update(area=successor)


def _move(row: Any, successor: int, **else_: Any) -> None:
    rows = type(row).unscoped.filter(pk=row.pk)
    try:
        with transaction.atomic():
            rows.update(area=successor)
    except IntegrityError:
        rows.update(area=successor, **else_)
