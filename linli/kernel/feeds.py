"""Feeds of news: lines numbered in the order in which they can be read.

A sequence of the database gives numbers out before the rows that carry them can be seen: whoever reads up to number 8 misses a 7
that comes in later. Here the number is taken from a row that stays locked until the transaction ends.
"""

from __future__ import annotations

from django.db import models

from linli.kernel.statements import ask


class Counter(models.Model):
    """How far a feed has come. Its row is locked by whoever adds to the feed, so that numbers appear in their order. The model
    below it has one column more, its primary key: whose feed it is.
    """

    last = models.BigIntegerField(default=0)

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
