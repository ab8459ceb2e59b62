"""Following a county's chain of looks from its first entry: what was changed, taken out or put in afterwards is named."""

from __future__ import annotations

from linli.foundation.privacy import rules
from linli.foundation.privacy.models import ChainHead, Look
from linli.kernel.chain import Chain, ChainReport, Walk

LOOKS = Chain("looks", ChainHead)


def counties() -> list[int]:
    """Counties with a chain, by number: those with entries and those with a head."""
    with_entries = Look.unscoped.order_by().values_list("county_id", flat=True).distinct()
    return sorted({*with_entries, *ChainHead.objects.values_list("county_id", flat=True)})


def verify_chain(county_id: int) -> ChainReport:
    """Follow a county's chain to its end. Reads all of it and changes nothing; entries made meanwhile don't disturb it."""
    return Walk(LOOKS, county_id).report(_follow)


def _follow(walk: Walk) -> None:
    for row in Look.unscoped.filter(county_id=walk.county_id).order_by("number").iterator(chunk_size=2000):
        words = rules.covered({name: getattr(row, name) for name in rules.COVERED})
        walk.step(row.number, row.previous, row.digest, row.key_number, words)
