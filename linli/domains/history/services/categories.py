"""What the category of an earlier system is called today: as its sender sorted it, as the county's crosswalk says, by key, by name,
by code, or by the way from the table of 2013 to that of 2026.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from linli.domains.cases import selectors as cases
from linli.domains.history.rules import by_name, key_of

CROSSWALK = Path(__file__).resolve().parent.parent / "data" / "gbt30428_2_2013_to_gbt47678_5_2026.csv"


@cache
def from_2013() -> tuple[dict[str, str], ...]:
    """The rows of the crosswalk: code, name, ours, basis. `data/README.md` says where they come from."""
    with CROSSWALK.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


class Categories:
    """The categories of a county, by whatever another system calls them. `sorted_as` is what the sender said: word → key."""

    def __init__(self, rules: Any, sorted_as: Mapping[str, str]) -> None:
        rows = cases.categories_for(rules.cases)
        self.by_key = {row.key: row for row in rows}
        older = [row for row in from_2013() if row["ours"] in self.by_key]
        self.known = {
            **by_name([*((row.code, row.key) for row in rows), *((row["code"], row["ours"]) for row in older)]),
            **by_name((row["name"], row["ours"]) for row in older),
            **by_name((row.name, row.key) for row in rows),
            **{key.lower(): key for key in self.by_key},
        }
        if "hotline" in rules.sections:
            theirs = rules.hotline.categories
            self.known |= {key_of(row.theirs): row.ours for row in theirs.crosswalk}
            self.known[""] = theirs.unknown
        self.known |= {key_of(word): key for word, key in sorted_as.items()}

    def find(self, word: str) -> Any | None:
        """The category, or None where somebody has to sort the word."""
        return self.by_key.get(self.known.get(key_of(word), ""))


def choices(rules: Any) -> dict[str, str]:
    """What a word may be sorted as: key → name."""
    return {row.key: row.name for row in cases.categories_for(rules.cases)}
