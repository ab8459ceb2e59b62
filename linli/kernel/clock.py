"""The one source of time. Rules never ask it; services do, and pass the moment on.

A moving clock makes a demo year or a test deterministic: `frozen(at)` holds time still for the current thread of
control (a context variable, so that parallel threads don't see each other's time).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

#: All five counties, and all of China, keep one civil time.
ZONE = ZoneInfo("Asia/Shanghai")

_frozen: ContextVar[datetime | None] = ContextVar("linli_frozen_clock", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC; the frozen one inside `frozen`."""
    return _frozen.get() or datetime.now(UTC)


def today() -> date:
    """The civil date in China at this moment."""
    return now().astimezone(ZONE).date()


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """Hold the clock at `at` (aware) for the length of the block; blocks nest.

    Raises ValueError for a naive moment: a time without a zone is a bug that shows eight hours later.
    """
    if at.tzinfo is None:
        raise ValueError("the clock takes aware moments only")
    token = _frozen.set(at.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)
