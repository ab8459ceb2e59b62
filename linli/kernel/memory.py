"""What hot paths ask again and again though it hardly ever changes, remembered for some seconds in each process.

Values are handed out as they are, not as copies (a copy out of Django's cache costs as much as a small statement): whoever
gets one reads it and never changes it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from time import monotonic
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, transaction

T = TypeVar("T")

#: More answers than this are forgotten at once, rather than kept in order.
MOST = 10_000

_all: list[Remembered] = []


class Remembered:
    """Answers by question. `Remembered(10)` may show another process's change ten seconds late, its own not at all, as long as
    whoever changes something says `changed()`.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._answers: dict[Hashable, tuple[float, Any]] = {}
        _all.append(self)

    def recall(self, question: Hashable, ask: Callable[[], T]) -> T:
        """What `ask` said to the question not too long ago, None too; else it is asked. What raises isn't remembered."""
        known = self._answers.get(question)
        if known is not None and known[0] > monotonic():
            found: T = known[1]
            return found
        answer = ask()
        self.remember(question, answer)
        return answer

    def remember(self, question: Hashable, answer: Any) -> None:
        """Know the answer from now on, unless it comes from a replica: it could be older than what this process has just forgotten."""
        if connection.alias != DEFAULT_DB_ALIAS:
            return
        if len(self._answers) >= MOST:
            self.forget()
        self._answers[question] = (monotonic() + self._seconds, answer)

    def changed(self) -> None:
        """What the answers are about changes in this transaction: they are forgotten, and once more when it is there for all, since
        meanwhile others still read what was.
        """
        self.forget()
        transaction.on_commit(self.forget)

    def forget(self) -> None:
        """All answers."""
        self._answers.clear()


def forget_all() -> None:
    """For tests: none meets what another left."""
    for each in _all:
        each.forget()
