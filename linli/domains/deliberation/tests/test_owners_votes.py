"""A stage that owners decide, by area and heads: opened here, counted in their register, and what it passes or fails."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from linli.domains.deliberation import selectors, services
from linli.domains.deliberation.method import Stage
from linli.domains.deliberation.models import Matter
from linli.domains.deliberation.tests import making
from linli.domains.deliberation.tests.test_forms import walk_in
from linli.domains.owners import services as owners
from linli.domains.owners.models import Unit
from linli.domains.owners.services import UnitRow
from linli.foundation.access import selectors as access
from linli.foundation.territory import services as territory
from linli.kernel import clock
from linli.kernel.errors import OutOfScope, RuleBroken
from tests.journeys import county as counties

SYSTEM = making.SYSTEM


@pytest.fixture
def place(cast: Any) -> SimpleNamespace:
    """A county with a form in which owners decide, two people of its office, and somebody who walks matters."""
    county = counties.build("qihe")
    first, second = (access.actor_for(county.people[code]) for code in ("community_office", "county_centre"))
    return SimpleNamespace(county=county, first=first, second=second, walk=walk_in(county))


def waiting(place: Any) -> Matter:
    """A matter that waits for its owners."""
    place.walk.at = clock.now() - timedelta(days=100)
    row: Matter = place.walk.to(place.walk.begin(place.county.home, "six"), "owners_ballot", size="owners")
    return row


def estate(place: Any, sizes: Sequence[str], name: str = "二号院") -> Any:
    """A compound of the community with a unit of each size."""
    made = territory.create_compound(SYSTEM, community=place.county.areas["community"], name=name)
    owners.add_units(
        place.first, compound=made, rows=[UnitRow(str(n), size) for n, size in enumerate(sizes, start=101)]
    )
    return made


def typed(place: Any, vote: Any, choices: Sequence[str]) -> None:
    """Two people type the papers; "" doesn't take part."""
    units = Unit.unscoped.filter(compound=vote.compound).order_by("label")
    for unit, choice in zip(units, choices, strict=True):
        for one in (place.first, place.second) if choice else ():
            owners.enter_paper_ballot(one, vote=vote, unit=unit, choice=choice)


EQUAL = ("100", "100", "100", "100")
CASES = (
    ("use_fund", EQUAL, ("for", "for", "against", ""), True),  # two of three: more than half
    ("use_fund", EQUAL, ("for", "for", "against", "against"), False),  # exactly half
    ("common_use", EQUAL, ("for", "for", "for", "against"), True),  # exactly three quarters
    ("common_use", EQUAL, ("for", "for", "against", ""), False),  # two of three: less than three quarters
    ("use_fund", EQUAL, ("for", "for", "", ""), False),  # less than two thirds took part
    (
        "use_fund",
        ("500", "100", "100", "100"),
        ("for", "against", "against", "for"),
        False,
    ),  # area yes, heads exactly half
    ("use_fund", ("900", "100", "100", "100"), ("against", "for", "for", "for"), False),  # heads yes, area no
)


def test_what_owners_decide_passes_or_fails_the_stage(place: Any) -> None:
    for number, (on, sizes, choices, passes) in enumerate(CASES):
        row, compound = waiting(place), estate(place, sizes, f"{number}号院")
        vote = services.ask_owners(place.first, matter=row, compound=compound, on=on)
        typed(place, vote, choices)
        with pytest.raises(RuleBroken, match="not_voted"):
            services.advance(SYSTEM, matter=row, code="owners_ballot")
        with clock.frozen(vote.closes_at):
            owners.close_vote(place.first, vote=vote)
            services.advance(SYSTEM, matter=row, code="owners_ballot")
            after = selectors.again(row)
            now = [stage.code for stage in selectors.open_stages(after)] if after.state == "running" else []
            assert (after.state, now) == (("running", ["notice"]) if passes else ("not_adopted", [])), (on, choices)
            shown = selectors.facts_for(place.first, after)
        assert [one.passed for one in shown["owners_votes"]] == [passes]
        told = [line.text for line in shown["history"]]
        assert any(("业主表决通过" if passes else "业主表决未通过") in text for text in told), told


def test_who_opens_it_where_and_once(place: Any, cast: Any) -> None:
    row, compound = waiting(place), estate(place, EQUAL)
    with pytest.raises(RuleBroken, match="owners_elsewhere"):
        services.open_ballot(SYSTEM, matter=row)
    with pytest.raises(RuleBroken, match="unknown_matter"):
        services.ask_owners(place.first, matter=row, compound=compound, on="weather")
    with pytest.raises(RuleBroken, match="no_roll"):
        services.ask_owners(place.first, matter=row, compound=place.county.home.compound, on="use_fund")
    far = territory.create_compound(SYSTEM, community=cast.community, name="别处小区")
    with pytest.raises(RuleBroken, match="other_compound"):
        services.ask_owners(place.first, matter=row, compound=far, on="use_fund")
    for stranger in (cast.wang_community, cast.feng_other_county):
        with pytest.raises(OutOfScope):
            services.ask_owners(stranger.actor, matter=row, compound=compound, on="use_fund")
    vote = services.ask_owners(place.first, matter=row, compound=compound, on="use_fund")
    with pytest.raises(RuleBroken, match="vote_there"):
        services.ask_owners(place.first, matter=row, compound=compound, on="use_fund")
    owners.withdraw_vote(place.first, vote=vote, why="名册要改")
    with pytest.raises(RuleBroken, match="not_voted"):
        services.advance(SYSTEM, matter=row, code="owners_ballot")
    assert services.ask_owners(place.first, matter=row, compound=compound, on="use_fund").pk != vote.pk


def test_other_stages_are_not_the_owners(cast: Any) -> None:
    row, _ = making.walked(cast, "ballot", "residents")
    compound = territory.create_compound(SYSTEM, community=cast.community, name="柳园小区")
    with pytest.raises(RuleBroken, match="not_for_owners"):
        services.ask_owners(cast.wang_community.actor, matter=row, compound=compound, on="use_fund")


def test_a_stage_of_owners_has_no_thresholds_of_its_own() -> None:
    facts = {
        "code": "owners",
        "label": "业主表决",
        "verbs": ["vote"],
        "actors": ["office"],
        "vote": "owners",
        "assumed": "试",
    }
    runs = {"vote_runs": {"amount": 5, "unit": "days"}}
    assert Stage(**facts, **runs).passes is None
    for more in ({"passes": {"more_than": "1/2"}}, {"quorum": {"more_than": "1/2"}}, {"verbs": ["vote", "meet"]}):
        with pytest.raises(ValueError, match="thresholds of their own section"):
            Stage(**{**facts, **runs, **more})
