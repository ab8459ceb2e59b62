"""Jobs of the ledger, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from linli.engines.ledger import services


@app.periodic(cron="3 16 * * *")
@app.task(queueing_lock="ledger.lapse_due")
def lapse_due(timestamp: int = 0) -> int:
    """Book what has lapsed, shortly after midnight in China; returns how many accounts were looked at."""
    return services.lapse_due()
