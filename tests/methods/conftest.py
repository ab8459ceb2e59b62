"""The rules of each county straight from its file, and a calendar without surprises for worked examples."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from linli.domains.cases import rules as decide
from linli.domains.cases.rules import Place
from linli.foundation.methods import loader
from linli.foundation.methods.loader import Rules
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
