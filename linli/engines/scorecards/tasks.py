"""Jobs of scorecards, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from linli.engines.scorecards import services


@app.periodic(cron="23 0 * * *")
@app.task(queueing_lock="scorecards.keep_time")
def keep_time(timestamp: int = 0) -> int:
    """Open rounds whose time has come, look for raters again, remind, and close what is over; returns how many rounds were touched."""
    return services.keep_time()
