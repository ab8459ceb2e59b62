"""The job of the rollups, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from linli.engines.rollups import services

#: Marks of one run, so that other jobs get their turn.
MOST = 50_000


@app.periodic(cron="* * * * * *")
@app.task(queueing_lock="rollups.count", pass_context=False)
def count(timestamp: int = 0) -> int:
    """Count what changed; returns how many marks were taken."""
    return services.count_waiting(MOST)
