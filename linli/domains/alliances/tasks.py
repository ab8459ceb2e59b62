"""Jobs of alliances, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from linli.domains.alliances import services


@app.periodic(cron="57 3 * * *")
@app.task(queueing_lock="alliances.forget_old")
def forget_old(timestamp: int = 0) -> int:
    """Delete memberships of people whose time of keeping is over; returns how many."""
    return services.forget_old()
