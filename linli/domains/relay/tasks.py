"""Jobs of relays, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from linli.domains.relay import services


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="relay.work")
def work(timestamp: int = 0) -> int:
    """Call other platforms where something is due; returns how many calls were made."""
    return services.work()


@app.periodic(cron="47 3 * * *")
@app.task(queueing_lock="relay.forget_keys")
def forget_keys(timestamp: int = 0) -> int:
    """Blank keys that nobody needs any more; returns how many."""
    return services.forget_keys()
