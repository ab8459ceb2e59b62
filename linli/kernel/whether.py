"""Whether a county has any of something at all, answered from memory: most have none, and hot paths ask each time."""

from __future__ import annotations

from collections.abc import Callable

from linli.kernel.memory import Remembered

#: So long an answer is remembered: the first of its kind may show that much later in another process.
SECONDS = 10


class Whether:
    """`Whether(ask)` is asked with a county's id; whoever makes one says so by `is_so`. Of no county there is none."""

    def __init__(self, ask: Callable[[int], bool]) -> None:
        self._ask, self._known = ask, Remembered(SECONDS)

    def __call__(self, county_id: int | None) -> bool:
        """Whether there is any; asks the database once in ten seconds."""
        return county_id is not None and self._known.recall(county_id, lambda: self._ask(county_id))

    def is_so(self, county_id: int) -> None:
        """There is one from now on."""
        self._known.remember(county_id, answer=True)
