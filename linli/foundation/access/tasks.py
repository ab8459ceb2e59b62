"""Forgetting: ended sessions, old lines of the sign-in log, counts of tries."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.management import call_command
from procrastinate.contrib.django import app

from linli.foundation.access.models import Session, SignIn, TryCount
from linli.foundation.privacy.selectors import fields
from linli.foundation.territory import selectors as territory
from linli.kernel import clock

#: How long sign-ins are kept that no county's method speaks of: wrong names, accounts of no county (the Cybersecurity Law asks for
#: six months of logs at least).
LOG_KEPT = timedelta(days=200)
_FIELD = "access.sign_in"


@app.periodic(cron="41 19 * * *")
@app.task(queueing_lock="access.forget")
def forget(timestamp: int = 0) -> int:
    """Delete what is too old; returns how many rows of our own tables went."""
    now = clock.now()
    call_command("clearsessions")
    gone = Session.objects.filter(last_seen_at__lt=now - timedelta(seconds=settings.SESSION_COOKIE_AGE)).delete()[0]
    gone += _forget_sign_ins(now)
    gone += TryCount.objects.filter(since__lt=now - timedelta(days=1)).delete()[0]
    return gone


def _forget_sign_ins(now: datetime) -> int:
    """Each county's lines as long as its method says."""
    counties = list(territory.counties())
    gone: int = SignIn.objects.exclude(account__county__in=counties).filter(at__lt=now - LOG_KEPT).delete()[0]
    for county in counties:
        kept = fields(territory.rules_of(county)).get(_FIELD)
        oldest = now - (kept.keep.length if kept else LOG_KEPT)
        gone += SignIn.objects.filter(account__county=county, at__lt=oldest).delete()[0]
    return gone
