"""Jobs of suggestions, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from linli.domains.suggestions import services
from linli.domains.suggestions.services.indexing import BATCH
from linli.foundation.territory import selectors as territory
from linli.kernel.errors import RuleBroken

#: One run stops after that many batches, so that other jobs get their turn.
MOST_BATCHES = 20


@app.periodic(cron="*/5 * * * * *")
@app.task(queueing_lock="suggestions.index_words")
def index_words(timestamp: int = 0) -> int:
    """Make the words of new cases searchable; returns how many."""
    done = 0
    for _ in range(MOST_BATCHES):
        taken = services.index_step()
        done += taken
        if taken < BATCH:
            break
    return done


@app.periodic(cron="41 2 * * *")
@app.task(queueing_lock="suggestions.learn_all")
def learn_all(timestamp: int = 0) -> int:
    """Learn anew from each county's past cases; returns for how many."""
    return services.learn_all()


@app.task
def learn_county(county_id: int) -> None:
    """Learn anew for one county, since somebody asked."""
    try:
        services.learn_county(territory.area_by_id(county_id))
    except RuleBroken:
        return
