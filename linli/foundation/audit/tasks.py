"""Jobs of the outbox, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from linli.foundation.audit import services

#: One run stops after that many events, so that other jobs get their turn.
BATCH = 500
#: The queue's own job that deletes old ones, and how long failed ones are kept for somebody to look at (assumed).
REMOVE_JOBS = "builtin:procrastinate.builtin_tasks.remove_old_jobs"
FAILED_KEPT_HOURS = 30 * 24


@app.periodic(cron="* * * * * *")
@app.task(queueing_lock="audit.deliver", pass_context=False)
def deliver(timestamp: int = 0) -> int:
    """Hand waiting events to their handlers; returns how many."""
    done = 0
    while done < BATCH and services.deliver_next():
        done += 1
    return done


@app.periodic(cron="7 4 * * *")
@app.task(queueing_lock="audit.forget_jobs")
def forget_jobs(timestamp: int = 0) -> None:
    """Have the queue forget jobs that failed or were stopped a month ago; those that went well are deleted at once."""
    app.configure_task(REMOVE_JOBS).defer(
        max_hours=FAILED_KEPT_HOURS, remove_failed=True, remove_cancelled=True, remove_aborted=True
    )


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="audit.forget_sent_forms")
def forget_sent_forms(timestamp: int = 0) -> int:
    """Forget old idempotency keys; returns how many."""
    return services.forget_sent_forms()
