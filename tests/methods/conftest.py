"""The rules of each county straight from its file, and a calendar without surprises for worked examples."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from linli.domains.cases import rules as decide
from linli.domains.cases.rules import Place
from linli.foundation.methods import loader
from linli.foundation.methods import services as methods
from linli.foundation.methods.loader import Rules
from linli.foundation.organizations import selectors as organizations
from linli.foundation.organizations import services as bodies
from linli.foundation.people import services as people
from linli.foundation.territory import services as territory
from linli.kernel.actor import Actor
from linli.kernel.calendar import WorkCalendar
from linli.kernel.clock import ZONE

#: A plain week: Monday 2026-03-02 to Sunday 2026-03-08, no holiday near.
MONDAY_NINE = dt.datetime(2026, 3, 2, 9, 0, tzinfo=ZONE)
FRIDAY_EVENING = dt.datetime(2026, 3, 6, 20, 0, tzinfo=ZONE)

AT_HOME = Place(rank="building", in_compound=True)
IN_THE_STREET = Place(rank="grid", in_compound=False)


@pytest.fixture(params=loader.slugs())
def any_rules(request: pytest.FixtureRequest) -> Rules:
    """The rules of every county in turn."""
    return loader.rules_from_files(request.param)


@pytest.fixture(scope="session")
def rules_of() -> Callable[[str], Rules]:
    """Rules by county."""
    return loader.rules_from_files


@pytest.fixture
def due(rules_of: Callable[[str], Rules]) -> Callable[..., str]:
    """When a tier's clock runs out, as local text."""

    def find(slug: str, tier: str, clock: str, start: dt.datetime = MONDAY_NINE) -> str:
        rules = rules_of(slug)
        hours = rules.organizations.working_hours.as_hours()
        calendar = WorkCalendar(frozenset(), frozenset(), dt.date(2026, 12, 31), hours)
        length = getattr(rules.cases.tier(tier).clocks, clock)
        return decide.due(calendar, start, length).at.astimezone(ZONE).strftime("%m-%d %H:%M")

    return find


SYSTEM = Actor.system()


@dataclass(frozen=True)
class Place:
    """A post of a county's catalogue on ground of that county's own levels, filled by the services that the pages call."""

    county: Any
    area: Any
    post: Any

    def appoint(self, name: str, born_on: dt.date | None = None) -> Any:
        """Somebody new holds the post; RuleBroken where the method doesn't let them."""
        card = people.add_staff(SYSTEM, area=self.area, name=name, born_on=born_on)
        return people.appoint(SYSTEM, card=card, post=organizations.post_by_id(self.post.pk))

    def missing(self) -> int:
        """How many the list of shortfalls misses in this post here."""
        rows = organizations.shortfalls(SYSTEM, self.county)
        return sum(row.missing for row in rows if row.place_id == self.area.pk and row.label == self.post.title)


@pytest.fixture
def place_of(db: None) -> Callable[[str, str], Place]:
    """`place_of(county, post)`: the post where the county's method puts it, nobody in it yet."""

    def make(slug: str, kind: str) -> Place:
        rules = loader.rules_from_files(slug)
        methods.install_method(SYSTEM, slug=slug)
        county = area = territory.create_county(SYSTEM, slug=f"{slug}-probe", method_slug=slug, name="某县")
        for level in _way(rules, kind):
            area = territory.create_area(SYSTEM, parent=area, kind=level.kind, name=level.label).area
        there = organizations.posts_in(area, [kind])  # the method's demand has made it with the area
        post = there[0] if there else bodies.create_post(SYSTEM, kind=kind, area=area)
        return Place(county, area, post)

    return make


def _way(rules: Rules, kind: str) -> list[Any]:
    """The levels from under the county down to the first one that has the post."""
    levels = rules.territory
    way = [next(level for level in levels.levels if rules.organizations.posts[kind].stands_in(level.kind))]
    while way[0].parents and "county" not in way[0].parents:
        way.insert(0, levels.level(way[0].parents[0]))
    return way if way[0].kind != "county" else []
