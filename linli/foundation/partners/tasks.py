"""Jobs of partners, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from linli.foundation.partners import services


@app.periodic(cron="43 3 * * *")
@app.task(queueing_lock="partners.forget_keys")
def forget_keys(timestamp: int = 0) -> int:
    """Forget keys that ended long ago; returns how many."""
    return services.forget_keys()


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="partners.forget_uses")
def forget_uses(timestamp: int = 0) -> int:
    """Forget old lines of the log of use; returns how many."""
    return services.forget_uses()
