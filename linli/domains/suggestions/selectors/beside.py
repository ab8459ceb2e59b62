"""All that past cases say about one that is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from linli.domains.cases import selectors as cases
from linli.domains.suggestions.selectors.lessons import Suggested, suggested_for
from linli.domains.suggestions.selectors.twins import Twin, twins_of
from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Beside:
    """Categories for whoever may sort the case (`category` is the key of its own), and open cases that may be the same."""

    category: str
    suggested: list[Suggested]
    twins: list[Twin]
    may_merge: bool

    @property
    def keys(self) -> str:
        """The keys of the suggested categories, likeliest first, for the form."""
        return " ".join(one.key for one in self.suggested)


def beside(actor: Actor, case: Any) -> Beside:
    """About a case that was fetched in scope; nothing about one that has ended."""
    key = case.category.key
    if not case.is_open:
        return Beside(key, [], [], may_merge=False)
    may_sort = actor.reaches("cases.dispatch", case.area.path)
    suggested = suggested_for(case.county, case.text) if may_sort else []
    return Beside(key, suggested, twins_of(actor, case), may_merge="merge" in cases.verbs_for(actor, case))
