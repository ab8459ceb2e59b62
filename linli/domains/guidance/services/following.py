"""How rows follow the ground. For followers alone."""

from __future__ import annotations

from typing import Any

from linli.domains.guidance.models import Applicant, Call, HelpRequest


def move_rows(area: Any, successor: int) -> None:
    """Rows of an area that ends go to its successor; the centre that has them keeps them."""
    for model in (HelpRequest, Call, Applicant):
        model.unscoped.filter(area=area).order_by().update(area=successor)
