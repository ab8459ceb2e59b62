"""Jobs of honours, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from linli.domains.honours import services


@app.periodic(cron="57 3 * * *")
@app.task(queueing_lock="honours.forget_old")
def forget_old(timestamp: int = 0) -> int:
    """Empty objections and delete nominations of people whose time of keeping is over; returns how many."""
    return services.forget_old()
