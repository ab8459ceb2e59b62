"""Whether a county has any of something at all, answered from memory: most have none, and hot paths ask each time."""

from __future__ import annotations

from collections.abc import Callable

from django.core.cache import cache

#: So long an answer is remembered: the first of its kind may show that much later in another process.
SECONDS = 10


class Whether:
    """`Whether("partners", ask)` is asked with a county's id; whoever makes one says so by `is_so`. Of no county there is none."""

    def __init__(self, name: str, ask: Callable[[int], bool]) -> None:
        self._name, self._ask = name, ask

    def __call__(self, county_id: int | None) -> bool:
        """Whether there is any; asks the database once in ten seconds."""
        if county_id is None:
            return False
        return bool(cache.get_or_set(self._key(county_id), lambda: self._ask(county_id), SECONDS))

    def is_so(self, county_id: int) -> None:
        """There is one from now on."""
        cache.set(self._key(county_id), True, SECONDS)

    def _key(self, county_id: int) -> str:
        return f"whether.{self._name}:{county_id}"
