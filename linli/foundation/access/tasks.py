"""Forgetting: ended sessions, old lines of the sign-in log, counts of tries."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from procrastinate.contrib.django import app

from linli.foundation.access.models import Session, SignIn, TryCount
from linli.kernel import clock

#: How long sign-ins are kept (the Cybersecurity Law asks for six months of logs at least).
LOG_KEPT = timedelta(days=200)


@app.periodic(cron="41 19 * * *")
@app.task(queueing_lock="access.forget")
def forget(timestamp: int = 0) -> int:
    """Delete what is too old; returns how many rows of our own tables went."""
    now = clock.now()
    call_command("clearsessions")
    gone = Session.objects.filter(last_seen_at__lt=now - timedelta(seconds=settings.SESSION_COOKIE_AGE)).delete()[0]
    gone += SignIn.objects.filter(at__lt=now - LOG_KEPT).delete()[0]
    gone += TryCount.objects.filter(since__lt=now - timedelta(days=1)).delete()[0]
    return gone
