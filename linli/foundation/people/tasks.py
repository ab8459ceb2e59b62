"""The day's turn: appointments that begin or end overnight change how many hold a post."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from procrastinate.contrib.django import app

from linli.foundation.people.models import Appointment
from linli.foundation.people.services import recount_posts
from linli.kernel import clock


@app.periodic(cron="3 16 * * *")  # 00:03 in China
@app.task(queueing_lock="people.turn_day")
def turn_day(timestamp: int = 0) -> int:
    """Count the posts anew whose appointments began today or ended yesterday (a week back, in case days were missed)."""
    today = clock.today()
    week = (today - timedelta(days=7), today)
    turned = Appointment.unscoped.filter(Q(starts_on__range=week) | Q(ends_on__range=week))
    return recount_posts(turned.order_by().values_list("post_id", flat=True).distinct())
