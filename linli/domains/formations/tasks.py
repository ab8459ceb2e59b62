"""Jobs of formations, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from linli.domains.formations import services


@app.periodic(cron="21 4 * * *")
@app.task(queueing_lock="formations.end_needless")
def end_needless(timestamp: int = 0) -> int:
    """End the care of sites that have a party organization of their own by now; returns how many."""
    return services.end_needless()
