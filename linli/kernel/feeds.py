"""Feeds of news: lines numbered in the order in which they can be read.

A sequence of the database gives numbers out before the rows that carry them can be seen: whoever reads up to number 8 misses a 7
that comes in later. Here the number is taken from a row that stays locked until the transaction ends.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import models, transaction

from linli.kernel import errors
from linli.kernel.errors import RuleBroken
from linli.kernel.statements import ask
from linli.kernel.words import N_

errors.register(
    {
        "feeds.gone": N_(
            "What came after this place isn't kept any more. Please read the whole as it stands now, then go on with the news from now on."
        )
    }
)

#: Lines that are forgotten in one transaction.
BATCH = 1000


class Gone(RuleBroken):
    """A reader comes too late: lines after its place were forgotten, so going on would leave a hole."""

    status = 410


class Counter(models.Model):
    """How far a feed has come. Its row is locked by whoever adds to the feed, so that numbers appear in their order. The model
    below it has one column more, its primary key: whose feed it is.
    """

    last = models.BigIntegerField(default=0)
    #: Lines up to this number are kept no longer.
    gone = models.BigIntegerField(default=0, db_default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.pk}: {self.last}"


def next_number(counter: type[Counter], owner: int) -> int:
    """The next number of a feed, from 1 without gaps; nobody else gets one until the transaction ends. Who adds to several feeds
    in one transaction takes them in the order of their owners.
    """
    table, key = counter._meta.db_table, counter._meta.pk.column
    sql = f"""INSERT INTO {table} ({key}, last) VALUES ($1, 1)
        ON CONFLICT ({key}) DO UPDATE SET last = {table}.last + 1 RETURNING last"""  # noqa: S608  (our own names)
    number: int = ask(sql, [owner])[0][0]
    return number


def check_kept(counter: type[Counter], owner: int, after: int) -> None:
    """Whether all lines behind number `after` are kept still; asked after they were read, so that none goes in between. Who begins
    anew (0) begins with the oldest that is kept. Raises Gone feeds.gone.
    """
    if after and counter._default_manager.filter(pk=owner, gone__gt=after).exists():
        raise Gone("feeds.gone")


def forget_old(
    counter: type[Counter],
    owner: int,
    lines: Any,
    moments: Callable[[list[Any]], list[datetime | None]],
    before: datetime,
) -> int:
    """Forget the lines of a feed that are older than `before`, from the first on and without a hole; returns how many.

    `lines` is the feed's queryset in its order, `moments` says when they happened (None: nobody knows any more). A kill between
    two batches loses nothing.
    """
    done = 0
    while True:
        with transaction.atomic():
            counter._default_manager.select_for_update().filter(pk=owner).first()
            found = list(lines[:BATCH])
            young = next((n for n, at in enumerate(moments(found)) if at is not None and at >= before), len(found))
            if young:
                counter._default_manager.filter(pk=owner).update(gone=found[young - 1].seq)
                lines.model._default_manager.filter(pk__in=[one.pk for one in found[:young]]).delete()
        done += young
        if young < BATCH:
            return done
