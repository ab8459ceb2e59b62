"""Jobs of guidance, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from linli.domains.guidance import services


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="guidance.forget_old")
def forget_old(timestamp: int = 0) -> int:
    """End what nobody answered in time, and empty what is kept no longer; returns how many rows."""
    return services.forget_old()
