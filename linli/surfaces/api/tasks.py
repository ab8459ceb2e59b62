"""Jobs of the doors for programs, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from linli.surfaces.api import services


@app.periodic(cron="37 18 * * *")
@app.task(queueing_lock="api.forget_changes")
def forget_changes(timestamp: int = 0) -> int:
    """Forget old lines of the list of changes; returns how many."""
    return services.forget_changes()
