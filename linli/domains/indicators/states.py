"""What indicators can ask: subjects, their facts, and how things are grouped. Words only; what a fact is in the database stands in
`selectors.subjects`, and a test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, get_args

from linli.domains.cases.states import STATE_LABELS, State
from linli.domains.hotline.states import KINDS as ORDER_KINDS
from linli.kernel.words import N_

VIEW, EXCLUDE, OBJECT = "indicators.view", "indicators.exclude", "indicators.object"
THEMES, CALLERS = "indicators.themes", "indicators.callers"
STANDING = "indicators.standing"

FactKind = Literal["yes_no", "number", "tier", "choice", "clock", "category"]
#: Which day of a thing lies in the period.
Moment = Literal["opened", "ended"]
MOMENTS: tuple[Moment, ...] = get_args(Moment)

#: How a clock stands: no such clock (or it no longer matters), kept, still running in time, missed (also one that runs and is over).
CLOCK_VALUES = {"none": 0, "met": 1, "running": 2, "late": 3}
_CLOCK_WORDS = {"none": N_("none"), "met": N_("kept"), "running": N_("still running"), "late": N_("missed")}


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is known of each thing: its name, and what it can be. `values` (code → name) belong to choices and clocks."""

    label: str
    kind: FactKind
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is counted: its name, its facts, and what its moments are called."""

    label: str
    facts: Mapping[str, Fact]
    moments: Mapping[str, str]


def _clock(label: str) -> Fact:
    return Fact(label, "clock", _CLOCK_WORDS)


def _yes_no(label: str) -> Fact:
    return Fact(label, "yes_no")


_STATE = Fact(N_("State"), "choice", {state.value: STATE_LABELS[state] for state in State})

_CASE_FACTS = {
    "kind": Fact(
        N_("Kind of request"),
        "choice",
        {"consult": N_("question"), "help": N_("help"), "complaint": N_("complaint"), "complex": N_("complex matter")},
    ),
    "category": Fact(N_("Category"), "category"),
    "source": Fact(
        N_("Source"),
        "choice",
        {
            "portal": N_("residents"), "field": N_("grid worker"), "patrol": N_("found on patrol"), "snapshot": N_("snapshot"),
            "console": N_("call or visit"), "hotline": N_("hotline"), "open311": N_("Open311"),
            "past": N_("earlier systems"),
        },
    ),
    "urgency": Fact(
        N_("Urgency"), "choice", {"normal": N_("as usual"), "utilities": N_("utilities"), "danger": N_("danger")}
    ),
    "state": _STATE,
    "ended": _yes_no(N_("Has ended")),
    "fixed": _yes_no(N_("Confirmed as solved by the reporter, or found by staff and verified")),
    "found_by_staff": _yes_no(N_("Found by staff themselves")),
    "untrue": _yes_no(N_("Found untrue on site")),
    "reachable": _yes_no(N_("Reporter left a number")),
    "delegate": _yes_no(N_("A delegate or deputy said it (confirmed)")),
    "top_tier": Fact(N_("Highest rung that it reached"), "tier"),
    "reopened": Fact(N_("Times opened anew since it wasn't solved"), "number"),
    "stars": Fact(N_("Stars given by the reporter (0: none given)"), "number"),
    "supervised": _yes_no(N_("Under supervision")),
    "whistled": _yes_no(N_("Other organizations were called")),
    "urged": _yes_no(N_("Was urged")),
    "objected": _yes_no(N_("Reporter asked for a review")),
    "promise": _clock(N_("Promise to the reporter")),
    "contact": _clock(N_("First contact in time")),
    "answer": _clock(N_("Taken up in time")),
    "resolve": _clock(N_("Time of the rung to solve it")),
}  # fmt: skip

_ORDER_FACTS = {
    "kind": Fact(N_("Kind of order"), "choice", ORDER_KINDS),
    "category": Fact(N_("Category"), "category"),
    "state": _STATE,
    "ended": _yes_no(N_("Has ended")),
    "called_back": _yes_no(N_("Caller was called back")),
    "content": _yes_no(N_("Caller is content")),
    "stars": Fact(N_("Stars given by the caller (0: none given)"), "number"),
    "card": Fact(
        N_("Card"), "choice", {"": N_("no card"), "yellow": N_("yellow card"), "red": N_("red card")}
    ),
    "promise": _clock(N_("Promise to the caller")),
}  # fmt: skip

SUBJECTS: dict[str, Subject] = {
    "cases": Subject(
        N_("matters reported"),
        _CASE_FACTS,
        {"opened": N_("reported in the period"), "ended": N_("ended in the period")},
    ),
    "orders": Subject(
        N_("hotline orders"), _ORDER_FACTS, {"opened": N_("received in the period"), "ended": N_("ended in the period")}
    ),
}


class Group(StrEnum):
    """What figures are grouped by."""

    DISTRICT = "district"
    TOWNSHIP = "township"
    COMMUNITY = "community"
    GRID = "grid"
    ORGANIZATION = "organization"
    CATEGORY = "category"
    SOURCE = "source"


#: Groups that are ranks of the tree; their words are the county's own.
AREA_GROUPS = (Group.DISTRICT, Group.TOWNSHIP, Group.COMMUNITY, Group.GRID)

GROUP_LABELS = {
    Group.DISTRICT: N_("By district"),
    Group.TOWNSHIP: N_("By street and town"),
    Group.COMMUNITY: N_("By community and village"),
    Group.GRID: N_("By grid"),
    Group.ORGANIZATION: N_("By handling organization"),
    Group.CATEGORY: N_("By category"),
    Group.SOURCE: N_("By source"),
}

#: Where a thing belongs to no group: it is counted in the sum and never ranked.
NOWHERE = {
    Group.ORGANIZATION: N_("In the hands of people of the grid"),
}
NOWHERE_ELSE = N_("In none of these")


class Part(StrEnum):
    """Which rows of a figure: those counted, those that they are taken of, and those of the whole that aren't counted."""

    COUNTED = "counted"
    OF = "of"
    REST = "rest"


PART_LABELS = {Part.COUNTED: N_("Counted"), Part.OF: N_("Taken of"), Part.REST: N_("Not counted")}
