"""The day's turn: temporary organizations end after their last day (L53)."""

from __future__ import annotations

from procrastinate.contrib.django import app

from linli.foundation.organizations import services
from linli.kernel.actor import Actor


@app.periodic(cron="5 16 * * *")  # 00:05 in China
@app.task(queueing_lock="organizations.end_temporary")
def end_temporary(timestamp: int = 0) -> int:
    """End organizations whose last day has passed; returns how many."""
    return services.close_ended(Actor.system())
