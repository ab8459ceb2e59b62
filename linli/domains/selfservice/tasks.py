"""Jobs of selfservice, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from linli.domains.selfservice import services


@app.periodic(cron="17 18 * * *")
@app.task(queueing_lock="selfservice.forget")
def forget(timestamp: int = 0) -> int:
    """Erase what the method doesn't let us keep any longer; returns how much. Killed half way, the next run goes on."""
    return services.forget_all()
