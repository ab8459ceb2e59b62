"""Each county's form walked from the proposal to the judgement, by services; and what can't be jumped."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from linli.demo.deliberation import Walk
from linli.domains.deliberation import selectors, services
from linli.domains.deliberation.models import Step
from linli.foundation.access import selectors as access
from linli.foundation.residents import services as residents
from linli.foundation.residents.rules import PersonDraft
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from tests.journeys import county as counties

FORMS = (
    ("qihe", "six", "small", ""), ("qihe", "six", "big", ""), ("longkou", "two_lines", "", ""), ("huancui", "steps", "", "residents"),
    ("huancui", "steps", "", "single"), ("xiejiaji", "station", "", ""), ("xiejiaji", "joint", "", ""), ("leshan", "joint", "", ""),
    ("leshan", "yard", "", ""),
)  # fmt: skip
SYSTEM = Actor.system()


def walk_in(county: Any) -> Walk:
    people = [
        residents.add_person(SYSTEM, area=county.home, draft=PersonDraft(f"邻{'甲乙丙丁戊己庚辛'[number]}", phone=""))
        for number in range(5)
    ]
    offices = [
        access.actor_for(county.people[code]) for code in ("community_office", "county_centre") if code in county.people
    ]
    return Walk(SYSTEM, offices[0], offices[1], people, clock.now() - timedelta(days=200))


@pytest.mark.parametrize("slug", ["qihe", "longkou", "huancui", "xiejiaji", "leshan"])
def test_a_countys_forms_are_walked_to_their_end(cast: Any, slug: str) -> None:
    county = counties.build(slug)
    going = walk_in(county)
    for number, (_, form, size, level) in enumerate(one for one in FORMS if one[0] == slug):
        going.at = clock.now() - timedelta(days=200)
        row = going.begin(county.home, form, title=number)
        row = going.to(row, size=size, level=level)
        assert row.state == "settled", (form, row.state)
        stages = selectors.plan_of(row)
        closed = list(Step.unscoped.filter(matter=row).order_by("closed_at", "pk").values_list("code", flat=True))
        assert sorted(closed) == sorted(stage.code for stage in stages)
        tracks = [stage for stage in stages if stage.track is None]
        assert [code for code in closed if code in {stage.code for stage in tracks}] == [stage.code for stage in tracks]


def test_no_stage_is_jumped(cast: Any) -> None:
    county = counties.build("qihe")
    going = walk_in(county)
    row = going.begin(county.home, "six")
    for code in ("hear", "decide", "ballot", "notice", "act", "judge", "nowhere"):
        with pytest.raises(RuleBroken, match="not_now"):
            services.advance(SYSTEM, matter=row, code=code)
    with pytest.raises(RuleBroken, match="too_few"):
        services.advance(SYSTEM, matter=row, code="propose")
    with pytest.raises(RuleBroken, match="not_now"):
        services.open_ballot(SYSTEM, matter=row)
    with pytest.raises(RuleBroken, match="not_now"):
        services.put_up_notice(SYSTEM, matter=row, words="决定")
    with pytest.raises(RuleBroken, match="not_now"):
        services.add_task(SYSTEM, matter=row, title="划线", who="物业", due_on=clock.today())
