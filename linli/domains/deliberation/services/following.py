"""How rows follow the ground and people. For followers alone."""

from __future__ import annotations

from typing import Any

from linli.domains.deliberation import models
from linli.domains.deliberation.models import Seat, Stance, Support, Verdict, Voter

_ALL = (
    models.Matter, models.Step, models.Support, models.Hearing, models.Notice, models.Task, models.Verdict, models.Meeting,
    models.Seat, models.Item, models.Ballot, models.Voter, models.Mark, models.Paper, models.Sheet, models.Proxy,
    models.Statement, models.Stance, models.OpinionMap,
)  # fmt: skip


def move_rows(area: Any, successor: int) -> None:
    """Rows of an area that ends go to its successor."""
    for model in _ALL:
        model.unscoped.filter(area=area).update(area=successor)


def take_over(gone: Any, kept: Any) -> None:
    """A merged person's part goes to the entry that was kept, but where that one took part too: nobody counts twice afterwards
    than before. What was counted already stays counted.
    """
    for model, by in (
        (Support, "matter"),
        (Verdict, "matter"),
        (Seat, "meeting"),
        (Voter, "ballot"),
        (Stance, "statement"),
    ):
        there = model.unscoped.filter(person=kept).values(by)
        model.unscoped.filter(person=gone).exclude(**{f"{by}__in": there}).update(person=kept)


def forget(person: Any) -> None:
    """An erased person isn't named any more; counts stay. What they said to statements goes."""
    for model in (Support, Verdict, Voter):
        model.unscoped.filter(person=person).update(person=None)
    Seat.unscoped.filter(person=person).update(person=None, name="")
    Stance.unscoped.filter(person=person).delete()
