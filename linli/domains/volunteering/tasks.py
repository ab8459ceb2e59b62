"""Jobs of volunteering, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from linli.domains.volunteering import services


@app.periodic(cron="11 * * * *")
@app.task(queueing_lock="volunteering.lapse")
def lapse(timestamp: int = 0) -> int:
    """Give back rewards that nobody fetched in time; returns how many."""
    return services.lapse_rewards()


@app.periodic(cron="41 18 * * *")
@app.task(queueing_lock="volunteering.forget")
def forget(timestamp: int = 0) -> int:
    """Cut links to people whose time of keeping is over; returns how many."""
    return services.forget_all()
