"""Section `suggestions`: from how many cases a class is learned, what makes two cases look like one, what makes an issue hot."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from linli.foundation.methods.method import Marked, Section


class CategoryRule(Marked):
    """Suggested categories. A category with fewer than `least` different texts among the `newest` cases isn't learned."""

    least: Annotated[int, Field(ge=5, le=10_000)]
    newest: Annotated[int, Field(ge=100, le=50_000)]


class TwinRule(Marked):
    """Cases that may be the same: open, reported within `days`, alike from `percent` on; `metres` is where nearness ends."""

    days: Annotated[int, Field(ge=1, le=365)]
    metres: Annotated[int, Field(ge=10, le=5_000)]
    percent: Annotated[int, Field(ge=10, le=100)]


class HotRule(Marked):
    """A word is hot at a place with `at_least` cases in 7 days, `times` as many as expected from the `weeks` before."""

    at_least: Annotated[int, Field(ge=2, le=1000)]
    times: Annotated[float, Field(gt=1, le=100)]
    weeks: Annotated[int, Field(ge=1, le=12)]


class SuggestionRules(Section):
    """Section `suggestions`."""

    category: CategoryRule
    twins: TwinRule
    hot: HotRule
