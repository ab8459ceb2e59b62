"""Jobs of owners, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from linli.domains.owners import services


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="owners.close_due")
def close_due(timestamp: int = 0) -> int:
    """Count and close votes whose deadline is over; returns how many."""
    return services.close_due()


@app.periodic(cron="11 1 * * *")
@app.task(queueing_lock="owners.pay_due")
def pay_due(timestamp: int = 0) -> int:
    """Share this month's fallback money where the method has it and nobody did yet; returns how many counties."""
    return services.pay_due()


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="owners.forget_old")
def forget_old(timestamp: int = 0) -> int:
    """Erase what isn't kept any longer; returns how many rows."""
    return services.forget_old()
