"""Numbered entries of a county, each carrying a keyed digest over its own words and the digest of the one before (ADR 0012).

Whoever can write the tables but holds no key can't change an entry, take one out, put one in, or cut off the end without the first
broken entry being named. An app brings two tables: its entries (with `number`, `previous`, `digest`, `key_number`) and a
`Head` of its own; what an entry's words are is its own business.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, models

from linli.kernel import crypto
from linli.kernel.words import N_

CHANGED = N_("its words were changed, or it was put in afterwards")
MISSING = N_("it is missing")
UNLINKED = N_("it doesn't follow from the entry before")
CUT = N_("it is missing: entries were cut off at the end")
BEHEADED = N_("the end of the chain is missing or was changed")


class Head(models.Model):
    """The last entry of a county's chain, sealed by a mark, so that entries cut off at the end are missed."""

    county_id = models.BigIntegerField(primary_key=True)
    number = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    key_number = models.PositiveSmallIntegerField()
    mark = models.CharField(max_length=64)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"head {self.county_id}/{self.number}"


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What was found. `first_broken` is the number of the first entry that doesn't hold, None when all do; `why` a msgid.

    `unchecked` entries were made under a key that isn't in the ring: their place in the chain holds, their words can't be
    checked. `digest` is that of the last entry: noted elsewhere, it proves later that nothing before it was changed.
    """

    county_id: int
    entries: int
    unchecked: int
    digest: str
    first_broken: int | None = None
    why: str = ""


class Broken(Exception):
    """An entry that doesn't hold; ends a walk."""

    def __init__(self, number: int, why: str) -> None:
        super().__init__(number, why)
        self.number, self.why = number, why


@dataclass(frozen=True, slots=True)
class Chain:
    """One kind of chain: its name (of the lock and of the marks, never to be changed) and the table of its heads."""

    name: str
    heads: type[Head]

    def held_head(self, county_id: int) -> Any:
        """The head of a county's chain, held to the end of the transaction. Whoever comes second waits here, and then reads what
        the first one wrote. A county without a chain begins at number 0.
        """
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))", [f"linli.{self.name}", county_id])
        return self.head(county_id) or self.heads(county_id=county_id, number=0, digest="")

    def head(self, county_id: int) -> Any:
        """The head as it stands, None where the county has no chain."""
        return self.heads._default_manager.filter(pk=county_id).first()

    def digest(self, words: str) -> str:
        """The digest of a new entry, under the current key."""
        return crypto.mark(words, purpose=self.name)

    def move(self, head: Any, number: int, digest: str) -> None:
        """Let the head stand on this entry, and mark it under the current key."""
        head.number, head.digest, head.key_number = number, digest, crypto.ring().current
        head.mark = crypto.mark(_head_words(head), purpose=f"{self.name}-head")
        head.save()

    def mark_anew(self) -> None:
        """All heads under the current key, inside the caller's transaction."""
        for head in self.heads._default_manager.select_for_update().order_by("pk"):
            self.move(head, head.number, head.digest)

    def head_holds(self, head: Any) -> bool:
        """Whether a head's mark is ours; taken for granted where its key isn't in the ring."""
        if head.key_number not in crypto.ring():
            return True
        return crypto.mark(_head_words(head), purpose=f"{self.name}-head", key=head.key_number) == head.mark


class Walk:
    """Following a county's chain from its first entry. The head is read before the entries: those made meanwhile don't disturb."""

    def __init__(self, chain: Chain, county_id: int) -> None:
        self.chain, self.county_id, self.head = chain, county_id, chain.head(county_id)
        self.number, self.digest, self.unchecked = 0, "", 0
        self._marks: dict[int, Callable[[str], str]] = {
            number: crypto.marker(chain.name, number) for number in crypto.ring().numbers
        }

    def step(self, number: int, previous: str, digest: str, key_number: int, words: str) -> None:
        """One entry further, or `Broken`."""
        if number != self.number + 1:
            raise Broken(self.number + 1, MISSING)
        if previous != self.digest:
            raise Broken(number, UNLINKED)
        if (mark := self._marks.get(key_number)) is None:
            self.unchecked += 1
        elif mark(words) != digest:
            raise Broken(number, CHANGED)
        if self.head and self.head.number == number and self.head.digest != digest:
            raise Broken(number, UNLINKED)
        self.number, self.digest = number, digest

    def end(self) -> None:
        """All entries were followed: are they all that the head knows of? Else `Broken`."""
        head = self.head or self.chain.head(self.county_id)
        if head is None and self.number == 0:
            return
        if head is None or not self.chain.head_holds(head):
            raise Broken(self.number, BEHEADED)
        if head.number > self.number:
            raise Broken(self.number + 1, CUT)

    def report(self, follow: Callable[[Walk], None]) -> ChainReport:
        """`follow` steps through all entries; then what was found."""
        try:
            follow(self)
            self.end()
        except Broken as broken:
            return ChainReport(self.county_id, self.number, self.unchecked, self.digest, broken.number, broken.why)
        return ChainReport(self.county_id, self.number, self.unchecked, self.digest)


def line_of(report: ChainReport) -> str:
    """A report as an operator reads it."""
    if report.first_broken is not None:
        return f"county {report.county_id}: entry {report.first_broken}: {report.why}"
    line = f"county {report.county_id}: {report.entries} entries hold, last digest {report.digest or '–'}"
    return (
        f"{line}; the words of {report.unchecked} can't be checked without their older key"
        if report.unchecked
        else line
    )


def _head_words(head: Any) -> str:
    return f"{head.county_id}:{head.number}:{head.digest}"
