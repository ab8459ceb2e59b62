"""How rows follow the ground. For followers alone."""

from __future__ import annotations

from typing import Any

from linli.domains.alliances.models import Alliance, Meeting, Member, Resolution, Score


def move_rows(area: Any, successor: int) -> None:
    """Alliances of an area that ends, with all that hangs on them, go to its successor."""
    for model in (Alliance, Member, Meeting, Resolution, Score):
        model.unscoped.filter(area=area).update(area=successor)
