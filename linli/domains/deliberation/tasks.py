"""Jobs of deliberation, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from linli.domains.deliberation import services


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="deliberation.count_due")
def count_due(timestamp: int = 0) -> int:
    """Count votes that have closed; returns how many."""
    return services.count_due()


@app.periodic(cron="53 3 * * *")
@app.task(queueing_lock="deliberation.forget_old")
def forget_old(timestamp: int = 0) -> int:
    """Forget who took part in what ended long ago; returns how many rows."""
    return services.forget_old()


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="deliberation.draw_maps")
def draw_maps(timestamp: int = 0) -> int:
    """Draw maps of opinions anew; returns how many."""
    return services.draw_all()
