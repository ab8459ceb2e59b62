"""What operators look at."""

from __future__ import annotations

from linli.domains.cases.models import ClockState, Deadline
from linli.kernel import clock


def oldest_unswept_seconds() -> float:
    """How long the oldest clock has been waiting for the sweep; 0 when none is."""
    waiting = Deadline.objects.filter(state=ClockState.RUNNING, act_at__lte=clock.now())
    oldest = waiting.order_by("act_at").values_list("act_at", flat=True).first()
    return (clock.now() - oldest).total_seconds() if oldest else 0.0
