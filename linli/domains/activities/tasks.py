"""Jobs of activities, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from linli.domains.activities import services


@app.periodic(cron="17 0 * * *")
@app.task(queueing_lock="activities.remind")
def remind(timestamp: int = 0) -> int:
    """Remind whoever hasn't held what is due; returns how many."""
    return services.remind()
