"""The brake on whoever asks too often: a count per key and hour, in the cache of the process (so it is a brake, no fence)."""

from __future__ import annotations

from django.core.cache import cache

_HOUR = 3600


def too_often(key: str, most: int) -> bool:
    """Count one more under `key`; whether there were more than `most` in the hour that began with the first."""
    cache.add(key, 0, _HOUR)
    try:
        return cache.incr(key) > most
    except ValueError:  # the hour ended between the two
        return False
