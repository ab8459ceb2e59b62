"""Jobs of scorecards, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from linli.engines.scorecards import services


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="scorecards.forget_old")
def forget_old(timestamp: int = 0) -> int:
    """Forget pictures and what was said of single people when the method's time is over; returns how many rows."""
    return services.forget_old()


@app.periodic(cron="23 0 * * *")
@app.task(queueing_lock="scorecards.keep_time")
def keep_time(timestamp: int = 0) -> int:
    """Open rounds whose time has come, look for raters again, remind, and close what is over; returns how many rounds were touched."""
    return services.keep_time()
