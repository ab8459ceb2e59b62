"""How ratings follow when areas are split, merged or closed."""

from __future__ import annotations

from typing import Any

from linli.engines.scorecards.models import Item, Subject


def move_rows(area: Any, successor: int) -> None:
    """Results and entries of an area that ends are read where its successor is; they stay those of the old one. For followers alone."""
    for model in (Subject, Item):
        model.unscoped.filter(area=area).order_by().update(area=successor)
