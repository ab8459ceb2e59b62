"""Section `history`: what words of satisfaction of earlier systems mean here."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from linli.foundation.methods.method import Marked, Section

Stars = Annotated[int, Field(ge=1, le=5)]


class Satisfaction(Marked):
    """Words of satisfaction on our scale of five. What was closed counts as solved where it says `solved_from` stars or more."""

    solved_from: Stars
    words: Annotated[dict[Annotated[str, Field(min_length=1, max_length=40)], Stars], Field(min_length=1)]


class HistoryRules(Section):
    """Section `history`."""

    satisfaction: Satisfaction
