"""Jobs of co-building, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from linli.domains.cobuilding import services


@app.periodic(cron="53 3 * * *")
@app.task(queueing_lock="cobuilding.forget_old")
def forget_old(timestamp: int = 0) -> int:
    """Delete registrations of people whose time of keeping is over; returns how many."""
    return services.forget_old()
