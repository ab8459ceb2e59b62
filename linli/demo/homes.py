"""Invented residents behind the doors near the personas: homes, households of several kinds, a few that the lists ask about.

Numbers can't be anybody's: no phone begins with 100, and no division has the code 99 of the ID numbers. Written by the same import
as an office's workbook.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from typing import Any

from linli.demo.plan import Plan, words
from linli.demo.staff import PHONE
from linli.foundation.residents import rules
from linli.foundation.residents import services as residents
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor

#: People of a county at scale 1: enough to turn a page, little beside the year's load.
PEOPLE = 400
#: Their phone numbers begin above those of staff and of the year's reporters.
_FIRST = 60_000_000
_REGION = "990101"
_FLOORS, _DOORS = range(1, 6), (1, 2)

#: Who keeps house together, with the years between them and the first named: (relation, least, most).
_FAMILIES: tuple[tuple[int, tuple[tuple[str, int, int], ...]], ...] = (
    (3, (("spouse", -3, 4), ("child", 24, 32))),
    (2, (("spouse", -3, 4),)),
    (2, (("parent", -30, -24), ("spouse", -3, 4), ("child", 25, 30))),
    (2, ()),
    (1, (("flatmate", -4, 4), ("flatmate", -4, 4))),
)


def make_homes(actor: Actor, plan: Plan, county: Any) -> None:
    """Fill doors of the first community until there are enough people."""
    rows = list(_Homes(plan, county).rows(max(20, round(PEOPLE * plan.scale))))
    report = residents.import_people(actor, county=county, rows=rows)
    if report.problems:  # an invented person must fit: what the import refuses here is a fault of the demo
        raise ValueError(report.problems[0].words)


class _Homes:
    """Households dealt out by rule, so that a county is always the same."""

    def __init__(self, plan: Plan, county: Any) -> None:
        self.chance = random.Random(f"homes {plan.slug}")
        self.names = words("names.toml")
        self.year, self.line = clock.today().year, 0
        self.doors = list(_doors(county))

    def rows(self, wanted: int) -> Iterator[residents.ImportRow]:
        """Lines of the list, a household at a time."""
        for area, room in self.doors:
            if self.line >= wanted:
                return
            if self.chance.random() < 0.85:  # the others are homes of which nobody has said anything yet
                yield from self._household(area, room)

    def _household(self, area: Any, room: str) -> Iterator[residents.ImportRow]:
        weights = [weight for weight, _ in _FAMILIES]
        _, others = self.chance.choices(_FAMILIES, weights)[0]
        born = self.year - self.chance.randint(26, 66)
        surname = self.chance.choice(self.names["surnames"])
        shares = bool(others) and others[0][0] == "flatmate"
        head = "" if self.chance.random() < 0.04 else "head"
        for relation, least, most in (("flatmate" if shares else head, 0, 0), *others):
            year = min(born + self.chance.randint(least, most), self.year - 1)
            yield self._row(area, room, relation, year, surname if relation in ("", "head", "child") else "")

    def _row(self, area: Any, room: str, relation: str, year: int, surname: str) -> residents.ImportRow:
        self.line += 1
        named = (surname or self.chance.choice(self.names["surnames"])) + self.chance.choice(self.names["given"])
        born_on = date(year, self.chance.randint(1, 12), self.chance.randint(1, 28))
        is_child = rules.is_under_14(born_on, clock.today())
        elsewhere = self.chance.random() < 0.12
        draft = residents.PersonDraft(
            named, born_on=born_on, source="import", registered="elsewhere" if elsewhere else "here",
            phone="" if is_child else PHONE.format(_FIRST + self.line),
            id_number=_number(born_on, self.line) if self.chance.random() < 0.3 and not is_child else "",
        )  # fmt: skip
        kind = "living" if elsewhere or relation == "flatmate" else "registered"
        return residents.ImportRow(self.line, area.pk, draft, room=room, relation=relation, kind=kind)


def _doors(county: Any) -> Iterator[tuple[Any, str]]:
    """Doors of the county's first community: behind its stairwells, or in buildings that have none."""
    areas = territory.descendants(county).filter(kind__in=("grid", "building", "stairwell")).order_by("code")
    found = list(areas.defer("boundary"))
    community = next(one.parent_id for one in found if one.kind == "grid")
    near = {one.pk for one in found if one.kind == "grid" and one.parent_id == community}
    inside = [one for one in found if near.intersection(territory.ids_of(one.path))]
    parents = {one.parent_id for one in inside}
    for area in inside:
        if area.kind != "grid" and area.pk not in parents:
            yield from ((area, f"{floor}0{door}") for floor in _FLOORS for door in _DOORS)


def _number(born_on: date, line: int) -> str:
    """An ID number whose check digit is right and whose division doesn't exist."""
    first = f"{_REGION}{born_on:%Y%m%d}{line % 1000:03d}"
    return first + rules.check_digit(first)
