"""States as people read them: a word with the tone of its badge, and the tabs of a log that is sorted by them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from linli.kernel.words import N_

_ALL = N_("All")


@dataclass(frozen=True, slots=True)
class Standing:
    """A state in words (a msgid), with the tone of its badge."""

    label: str
    tone: str


@dataclass(frozen=True, slots=True)
class Tab:
    """One view of a log: all, or what stands in a state; `count` is "" for all."""

    label: str
    url: str
    count: int | str
    current: bool


def tabs_of(states: Mapping[Any, Standing], counted: Mapping[str, int], chosen: str | None) -> tuple[Tab, ...]:
    """A tab for all and one for each state, in the order of `states`; `chosen` is None where all are shown."""
    each = (
        Tab(gettext(standing.label), f"?state={one}", counted.get(one, 0), chosen is one)
        for one, standing in states.items()
    )
    return (Tab(gettext(_ALL), "?", "", chosen is None), *each)
