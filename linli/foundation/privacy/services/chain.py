"""Following a county's chain of looks from its first entry: what was changed, taken out or put in afterwards is named."""

from __future__ import annotations

from dataclasses import dataclass

from linli.foundation.privacy import rules
from linli.foundation.privacy.models import ChainHead, Look
from linli.foundation.privacy.services.looks import ENTRY, HEAD
from linli.kernel import crypto
from linli.kernel.words import N_

CHANGED = N_("its words were changed, or it was put in afterwards")
MISSING = N_("it is missing")
UNLINKED = N_("it doesn't follow from the entry before")
CUT = N_("it is missing: entries were cut off at the end")
BEHEADED = N_("the end of the chain is missing or was changed")


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


class _Broken(Exception):
    def __init__(self, number: int, why: str) -> None:
        super().__init__(number, why)
        self.number, self.why = number, why


def counties() -> list[int]:
    """Counties with a chain, by number: those with entries and those with a head."""
    with_entries = Look.unscoped.order_by().values_list("county_id", flat=True).distinct()
    return sorted({*with_entries, *ChainHead.objects.values_list("county_id", flat=True)})


def verify_chain(county_id: int) -> ChainReport:
    """Follow a county's chain to its end. Reads all of it and changes nothing; entries made meanwhile don't disturb it."""
    head = _head(county_id)
    walk = _Walk(head)
    try:
        for row in Look.unscoped.filter(county_id=county_id).order_by("number").iterator(chunk_size=2000):
            walk.step(row)
        walk.end(head or _head(county_id))
    except _Broken as broken:
        return ChainReport(county_id, walk.number, walk.unchecked, walk.digest, broken.number, broken.why)
    return ChainReport(county_id, walk.number, walk.unchecked, walk.digest)


class _Walk:
    """Where we are in a chain whose head was read before its entries."""

    def __init__(self, head: ChainHead | None) -> None:
        self.head, self.number, self.digest, self.unchecked = head, 0, "", 0

    def step(self, row: Look) -> None:
        """One entry further, or `_Broken`."""
        if row.number != self.number + 1:
            raise _Broken(self.number + 1, MISSING)
        if row.previous != self.digest:
            raise _Broken(row.number, UNLINKED)
        self._check_words(row)
        if self.head and self.head.number == row.number and self.head.digest != row.digest:
            raise _Broken(row.number, UNLINKED)
        self.number, self.digest = row.number, row.digest

    def end(self, head: ChainHead | None) -> None:
        """All entries were followed: are they all that the head knows of?"""
        if head is None and self.number == 0:
            return
        if head is None or not _head_holds(head):
            raise _Broken(self.number, BEHEADED)
        if head.number > self.number:
            raise _Broken(self.number + 1, CUT)

    def _check_words(self, row: Look) -> None:
        if row.key_number not in crypto.ring():
            self.unchecked += 1
            return
        words = rules.covered({name: getattr(row, name) for name in rules.COVERED})
        if crypto.mark(words, purpose=ENTRY, key=row.key_number) != row.digest:
            raise _Broken(row.number, CHANGED)


def _head(county_id: int) -> ChainHead | None:
    return ChainHead.objects.filter(pk=county_id).first()


def _head_holds(head: ChainHead) -> bool:
    if head.key_number not in crypto.ring():
        return True
    words = rules.head_words(head.county_id, head.number, head.digest)
    return crypto.mark(words, purpose=HEAD, key=head.key_number) == head.mark
