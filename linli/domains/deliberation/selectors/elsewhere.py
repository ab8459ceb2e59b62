"""Votes that are held in another register (owners', by area and heads): who keeps them says here what came of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VoteKind:
    """`passed(matter id, stage code)`: None until it is counted. `url(matter id, stage code)`: where it is held, "" for not yet."""

    passed: Callable[[int, str], bool | None]
    url: Callable[[int, str], str]


_kinds: dict[str, VoteKind] = {}


def register_vote_kind(unit: str, kind: VoteKind) -> None:
    """Say who answers for votes of a unit ("owners"). The same unit twice: ValueError."""
    if _kinds.setdefault(unit, kind) is not kind:
        raise ValueError(f"votes of {unit} are answered for already")


def vote_kind(unit: str) -> VoteKind | None:
    """Who answers for votes of a unit; None for those held here, and where nobody does."""
    return _kinds.get(unit)
