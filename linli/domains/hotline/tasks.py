"""Jobs of the hotline, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from linli.domains.hotline import services


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="hotline.give_cards")
def give_cards(timestamp: int = 0) -> int:
    """Yellow and red cards whose time has come; returns how many."""
    return services.give_cards()


@app.periodic(cron="47 18 * * *")
@app.task(queueing_lock="hotline.forget_news")
def forget_news(timestamp: int = 0) -> int:
    """Forget old lines of the feeds of news; returns how many."""
    return services.forget_news()
