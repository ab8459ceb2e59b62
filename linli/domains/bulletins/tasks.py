"""Jobs of bulletins, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from linli.domains.bulletins import services


@app.periodic(cron="23 1 * * *")
@app.task(queueing_lock="bulletins.draft_due")
def draft_due(timestamp: int = 0) -> int:
    """Draft bulletins of periods that are over; returns how many."""
    return services.draft_due()
