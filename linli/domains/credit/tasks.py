"""Jobs of credit, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from linli.domains.credit import services


@app.periodic(cron="23 19 * * *")
@app.task(queueing_lock="credit.forget")
def forget(timestamp: int = 0) -> int:
    """Empty what the method doesn't let us keep any longer; returns how much."""
    return services.forget_all()
