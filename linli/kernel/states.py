"""State machines as tables: states have a fixed kind, edges say which verb moves a thing and what it needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext

from linli.kernel.errors import RuleBroken

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Edge(Generic[S]):
    """One allowed move. `by` is the verb (a service's name), `why` stands beside odd edges."""

    start: S
    end: S
    by: str
    why: str = ""


class Machine(Generic[S]):
    """All edges of one kind of thing; asks are O(1)."""

    def __init__(self, edges: Iterable[Edge[S]]) -> None:
        self.edges = tuple(edges)
        self._ends = {(edge.start, edge.by): edge.end for edge in self.edges}
        if len(self._ends) != len(self.edges):
            raise ValueError("two edges leave one state by the same verb")

    def move(self, start: S, by: str) -> S | None:
        """Where the verb `by` leads from `start`; None when it isn't a move."""
        return self._ends.get((start, by))

    def verbs(self, start: S) -> frozenset[str]:
        """Verbs that leave `start`."""
        return frozenset(verb for state, verb in self._ends if state == start)


def take(machine: Machine[S], row: Any, verb: str, labels: dict[S, str], refusal: str) -> str:
    """Take the edge `verb` in the `state` of a row (not yet saved) and name the new state. `labels` are msgids of all states.

    Raises RuleBroken `refusal` with the present state's name where the edge isn't there.
    """
    here = type(next(iter(labels)))(row.state)  # type: ignore[call-arg]
    there = machine.move(here, verb)
    if there is None:
        raise RuleBroken(refusal, state=gettext(labels[here]))
    row.state = there
    return gettext(labels[there])
