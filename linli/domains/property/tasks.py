"""Jobs of property, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from linli.domains.property import services


@app.periodic(cron="11 0 * * *")
@app.task(queueing_lock="property.keep_time")
def keep_time(timestamp: int = 0) -> int:
    """Ask for monthly reports that are due, and let orders lapse whose last day is over; returns how many of both."""
    return services.remind() + services.lapse_due()
