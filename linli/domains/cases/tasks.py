"""Jobs of the cases app, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from linli.domains.cases import services
from linli.domains.cases.services.sweep import BATCH

#: One run stops after that many batches, so that other jobs get their turn.
MOST_BATCHES = 20


@app.periodic(cron="*/10 * * * * *")
@app.task(queueing_lock="cases.sweep_deadlines")
def sweep_deadlines(timestamp: int = 0) -> int:
    """Warn, tell and climb where clocks ran out, end cases whose residents didn't answer, and let paused
    ones go on whose day has come; returns the steps taken.
    """
    done = 0
    for _ in range(MOST_BATCHES):
        taken = services.sweep_once()
        done += taken
        if taken < BATCH:
            break
    return done + services.end_suspensions()
