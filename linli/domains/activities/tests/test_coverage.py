"""Who held it and who is late, as far as one sees; reminders; what everybody sees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import pytest

from linli.domains.activities import selectors, services
from linli.domains.activities.states import TURNS, Turn
from linli.domains.activities.tests import making
from linli.domains.notices.models import Notice
from linli.foundation.organizations import services as organizations
from linli.kernel import clock
from tests.kit.places import SYSTEM


@pytest.fixture(autouse=True)
def may(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    making.widen(monkeypatch)
    with clock.frozen(making.DAY):
        yield


def covered(member: Any, code: str = "theme_day", **facts: Any) -> Any:
    programme = selectors.programme_for(member.actor, code)
    return selectors.coverage(member.actor, programme, code, **facts)


def turns(found: Any) -> dict[str, Turn]:
    names = {standing: turn for turn, standing in TURNS.items()}
    return {row.holder.name: names[row.standing] for row in found.rows}


def counts(found: Any) -> tuple[int, ...]:
    return tuple(asdict(found.counts).values())


def test_everybody_sees_their_own_ground(cast: Any) -> None:
    making.held(cast)
    both = {"柳园社区党支部": Turn.HELD, "槐荫社区党支部": Turn.OPEN}
    assert turns(covered(cast.chen_centre)) == both
    assert turns(covered(cast.zhao_dispatcher)) == turns(covered(cast.ding_party)) == {"柳园社区党支部": Turn.HELD}
    assert turns(covered(cast.yan_other_party)) == turns(covered(cast.ma_other_office)) == {"槐荫社区党支部": Turn.OPEN}
    assert turns(covered(cast.zhou_department)) == turns(covered(cast.feng_other_county)) == {}


def test_counts_and_lists_agree_in_a_running_period(cast: Any) -> None:
    making.held(cast)
    for name in ("甲", "乙", "丙"):
        body = organizations.create_organization(SYSTEM, area=cast.community, kind="party_branch", name=name)
        if name != "丙":
            services.plan_activity(
                SYSTEM, programme="theme_day", organization=body, title="主题", place="社区", own=["学"],
                on=clock.today() - timedelta(days=name == "乙"),
            )  # fmt: skip
    found = covered(cast.chen_centre)
    assert counts(found) == (5, 1, 1, 2, 1, 2)
    for only, names in {
        "held": {"柳园社区党支部"}, "planned": {"甲", "乙"}, "late": {"乙"}, "open": {"丙", "槐荫社区党支部"}, "begun": set(),
        "x": {"甲", "乙", "丙", "柳园社区党支部", "槐荫社区党支部"},
    }.items():  # fmt: skip
        assert set(turns(covered(cast.chen_centre, only=only))) == names, only


def test_all_that_was_not_held_is_late_once_the_period_is_over(cast: Any) -> None:
    making.themed(cast)
    with clock.frozen(making.DAY + timedelta(days=19)):
        organizations.create_organization(SYSTEM, area=cast.community, kind="party_branch", name="六月才建")
        may = covered(cast.chen_centre, day=making.on(5, 31))
        assert turns(may) == {"柳园社区党支部": Turn.LATE, "槐荫社区党支部": Turn.LATE}
        assert counts(may) == (2, 0, 0, 1, 2, 1)
        assert set(turns(covered(cast.chen_centre, day=making.on(5, 1), only="late"))) == set(turns(may))
        assert (may.before, may.after) == (making.on(4, 1), making.on(6, 1))
        june = covered(cast.chen_centre)
        assert set(turns(june)) == {"柳园社区党支部", "槐荫社区党支部", "六月才建"}
        assert june.after is None
    assert covered(cast.chen_centre, day=making.on(12, 1)).period.first == making.on(5, 1)


def test_cancelled_ones_do_not_count(cast: Any) -> None:
    services.cancel_activity(cast.ding_party.actor, activity=making.themed(cast), reason="下雨")
    assert turns(covered(cast.ding_party)) == {"柳园社区党支部": Turn.OPEN}


def test_projects_are_counted_as_begun_and_done(cast: Any) -> None:
    row, wang = making.scene(cast, on=making.on(12, 1)), cast.wang_community
    services.begin_project(wang.actor, activity=row)
    assert turns(covered(wang, "scenes")) == {"柳园社区": Turn.BEGUN}
    assert counts(covered(cast.chen_centre, "scenes")) == (2, 0, 1, 0, 0, 1)
    services.hold_activity(wang.actor, activity=row, done={}, came=300)
    assert counts(covered(cast.chen_centre, "scenes")) == (2, 1, 1, 0, 0, 1)


def test_an_office_that_plans_is_not_taken_for_a_body_seated_there(cast: Any) -> None:
    making.at_home(cast)
    assert turns(covered(cast.wang_community)) == {"柳园社区党支部": Turn.OPEN}
    assert turns(covered(cast.wang_community, "home")) == {"柳园社区": Turn.PLANNED}


def told() -> set[tuple[int, str]]:
    return {(one.person_id, one.key.rsplit(":", 1)[1]) for one in Notice.objects.filter(key__startswith="activities:")}


def test_whoever_is_behind_is_reminded_once_before_and_once_after(cast: Any) -> None:
    ding, yan = cast.ding_party.card_id, cast.yan_other_party.card_id
    with clock.frozen(making.DAY + timedelta(days=12)):
        assert services.remind() == 0
    row = making.themed(cast)
    with clock.frozen(making.DAY + timedelta(days=13)):
        assert services.remind() == services.remind() == 2
        assert told() == {(ding, "soon"), (yan, "soon")}
        making.held(cast, row)
    with clock.frozen(making.DAY + timedelta(days=19)):
        assert services.remind() == 1
    assert told() == {(ding, "soon"), (yan, "soon"), (yan, "late")}


def test_where_nobody_works_in_a_body_the_nearest_office_is_reminded(cast: Any) -> None:
    organizations.create_organization(SYSTEM, area=cast.grid, kind="party_branch", name="网格支部")
    with clock.frozen(making.DAY + timedelta(days=13)):
        services.remind()
    assert (cast.wang_community.card_id, "soon") in told()


def test_everybody_sees_what_is_public_and_coming_up(cast: Any) -> None:
    row = making.at_home(cast)
    making.themed(cast)  # of a branch: not public
    far = services.plan_activity(
        SYSTEM,
        programme="home",
        area=cast.other_community,
        on=making.on(7, 1),
        title="槐荫联欢",
        place="广场",
        own=["唱歌"],
    )
    found = selectors.near(cast.county, cast.community)
    assert ([one.pk for one in found.here], [one.pk for one in found.elsewhere]) == ([row.pk], [far.pk])
    assert [one.pk for one in selectors.near(cast.county).elsewhere] == [row.pk, far.pk]
    assert selectors.near(cast.other_county).elsewhere == []
    services.hold_activity(cast.wang_community.actor, activity=row, done={}, came=80)
    with clock.frozen(making.DAY + timedelta(days=90)):
        assert [one.came for one in selectors.near(cast.county).held] == [80]
    with clock.frozen(making.DAY + timedelta(days=91)):
        assert selectors.near(cast.county).held == []
