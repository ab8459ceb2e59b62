"""Jobs of the outbox, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from linli.foundation.audit import services

#: One run stops after that many events, so that other jobs get their turn.
BATCH = 500


@app.periodic(cron="* * * * * *")
@app.task(queueing_lock="audit.deliver", pass_context=False)
def deliver(timestamp: int = 0) -> int:
    """Hand waiting events to their handlers; returns how many."""
    done = 0
    while done < BATCH and services.deliver_next():
        done += 1
    return done


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="audit.forget_sent_forms")
def forget_sent_forms(timestamp: int = 0) -> int:
    """Forget old idempotency keys; returns how many."""
    return services.forget_sent_forms()
