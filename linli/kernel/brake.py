"""The brake on whoever asks too often: a count per key and hour, in the cache of the process (so it is a brake, no fence)."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache

from linli.kernel import clock

HOUR = 3600


@dataclass(frozen=True, slots=True)
class Pace:
    """How somebody stands in an hour: `most` are let through, `used` were asked; counting begins anew in `seconds` (at least 1)."""

    most: int
    used: int
    seconds: int

    @property
    def left(self) -> int:
        """How many more are let through."""
        return max(self.most - self.used, 0)

    @property
    def is_over(self) -> bool:
        """Whether this one was too many."""
        return self.used > self.most


def too_often(key: str, most: int) -> bool:
    """Count one more under `key`; whether there were more than `most` in the hour that began with the first."""
    return _counted(key) > most


def pace(key: str, most: int) -> Pace:
    """As `too_often`, for those who are told how they stand."""
    used, now = _counted(key), int(clock.now().timestamp())
    began = cache.get_or_set(f"{key}:began", now, HOUR) if used > 1 else now
    if used == 1:
        cache.set(f"{key}:began", now, HOUR)
    return Pace(most, used, min(max(int(began or now) + HOUR - now, 1), HOUR))


def _counted(key: str) -> int:
    cache.add(key, 0, HOUR)
    try:
        return int(cache.incr(key))
    except ValueError:  # the hour ended between the two
        return 1
