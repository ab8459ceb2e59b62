"""Jobs of notices, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from linli.domains.notices import services
from linli.domains.notices.services.telling import SEND

#: One run stops after so many rounds, so that other jobs get their turn.
ROUNDS = 20


@app.periodic(cron="*/2 * * * * *")
@app.task(queueing_lock=SEND)
def send(timestamp: int = 0) -> int:
    """Hand over what is due; returns how many messages were looked at."""
    done = 0
    for _ in range(ROUNDS):
        looked = services.send_due()
        if not looked:
            break
        done += looked
    return done


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="notices.forget")
def forget(timestamp: int = 0) -> int:
    """Forget messages, words and wishes whose time is over; returns how many."""
    return services.forget_old()
