"""Jobs of visits, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from linli.domains.visits import services


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="visits.forget_old")
def forget_old(timestamp: int = 0) -> int:
    """Delete visits whose time of keeping is over; returns how many."""
    return services.forget_old_visits()
