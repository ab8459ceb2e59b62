"""Jobs of rosters, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from linli.domains.rosters import services

#: Steps of one run: some ten seconds, so that other jobs get their turn.
STEPS = 10


@app.periodic(cron="*/2 * * * * *")
@app.task(queueing_lock="rosters.work")
def work(timestamp: int = 0) -> int:
    """Work off lists that are on their way; returns the steps taken."""
    return services.work(STEPS)


@app.periodic(cron="23 * * * *")
@app.task(queueing_lock="rosters.erase_due")
def erase_due(timestamp: int = 0) -> int:
    """Erase lists whose time of keeping is over; returns how many."""
    return services.erase_due()
