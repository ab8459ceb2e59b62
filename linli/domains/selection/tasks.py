"""Jobs of selections, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from linli.domains.selection import services


@app.periodic(cron="47 3 * * *")
@app.task(queueing_lock="selection.forget_old")
def forget_old(timestamp: int = 0) -> int:
    """Empty candidacies, documents and objections whose time of keeping is over; returns how many."""
    return services.forget_old()
