"""Jobs of webhooks, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from linli.foundation.webhooks import services
from linli.foundation.webhooks.services.queue import SEND

#: One run stops after so many rounds, so that other jobs get their turn.
ROUNDS = 20


@app.periodic(cron="*/2 * * * * *")
@app.task(queueing_lock=SEND)
def send(timestamp: int = 0) -> int:
    """Send what waits; returns how many tries were made."""
    tried = 0
    for _ in range(ROUNDS):
        done = services.send_due()
        if not done:
            break
        tried += done
    return tried


@app.periodic(cron="53 3 * * *")
@app.task(queueing_lock="webhooks.forget")
def forget(timestamp: int = 0) -> int:
    """Forget what was taken long ago; returns how many."""
    return services.forget_old()
