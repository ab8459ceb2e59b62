"""Planned, changed, begun, held, cancelled; what each refuses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from linli.domains.activities import selectors, services
from linli.domains.activities.models import Activity, Item, Picture
from linli.domains.activities.states import State
from linli.domains.activities.tests import making
from linli.foundation.organizations import services as organizations
from linli.foundation.territory import services as territory
from linli.kernel import clock
from linli.kernel.errors import OutOfScope, RuleBroken
from tests.kit.places import SYSTEM


@pytest.fixture(autouse=True)
def may(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    making.widen(monkeypatch)
    with clock.frozen(making.DAY):
        yield


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, match=code)


def test_the_fixed_items_stand_in_it_and_the_own_ones_follow(cast: Any) -> None:
    row = making.themed(cast, own=["清洁家园", " 清洁家园 ", "", "看望老党员"])
    assert [(item.code, item.label) for item in selectors.items_of(row)] == [
        ("dues", "交纳党费"), ("study", "集中学习"), ("counsel", "民主议事"), ("", "清洁家园"), ("", "看望老党员"),
    ]  # fmt: skip
    assert (row.area, row.period_on, row.holder) == (cast.community, making.on(5, 1), "柳园社区党支部")
    assert [line.text for line in selectors.sheet_of(cast.ding_party.actor, row).history]


@pytest.mark.parametrize(("count", "is_right"), [(0, False), (1, True), (5, True), (6, False)])
def test_own_items_are_counted(cast: Any, count: int, is_right: bool) -> None:
    own = [f"自选{number}" for number in range(count)]
    if is_right:
        assert Item.objects.filter(activity=making.themed(cast, own=own), code="").count() == count
    else:
        with refused("own_items"):
            making.themed(cast, own=own)


def test_a_holder_plans_one_for_each_period(cast: Any) -> None:
    row = making.themed(cast)
    with refused("planned_already"):
        making.themed(cast, on=making.on(5, 31))
    assert making.themed(cast, on=making.on(6, 1)).period_on == making.on(6, 1)
    services.cancel_activity(cast.ding_party.actor, activity=row, reason="下雨")
    assert making.themed(cast).period_on == making.on(5, 1)


def test_a_community_and_a_body_seated_there_plan_apart(cast: Any) -> None:
    assert making.at_home(cast).organization is None
    with refused("planned_already"):
        making.at_home(cast, on=making.on(4, 1))
    assert making.themed(cast).area == cast.community


def test_days_have_an_earliest_and_a_last(cast: Any) -> None:
    with refused("too_early"):
        making.themed(cast, on=making.on(3, 31))
    with refused("too_far"):
        making.themed(cast, on=clock.today() + timedelta(days=367))
    assert making.themed(cast, on=making.on(4, 1)).period_on == making.on(4, 1)
    assert making.themed(cast, on=clock.today() + timedelta(days=366)).on == making.on(5, 14).replace(year=2100)


def test_only_holders_of_the_programme_plan(cast: Any) -> None:
    with refused("wrong_holder"):
        making.themed(cast, organization=cast.bureau)
    with refused("wrong_holder"):
        making.at_home(cast, area=cast.grid)
    with refused("wrong_holder"):
        making.at_home(cast, programme="theme_day")
    with refused("unknown"):
        making.themed(cast, programme="nothing")
    with refused("words_needed"):
        making.themed(cast, title=" ")


def test_an_ended_branch_plans_nothing(cast: Any) -> None:
    other = organizations.create_organization(SYSTEM, area=cast.community, kind="party_branch", name="第二支部")
    organizations.close_organization(SYSTEM, organization=other)
    with refused("wrong_holder"):
        services.plan_activity(
            SYSTEM, programme="theme_day", organization=other, on=clock.today(), title="主题", place="社区", own=["学"]
        )


def test_nobody_plans_for_others(cast: Any) -> None:
    for stranger in (
        cast.yan_other_party,
        cast.ma_other_office,
        cast.feng_other_county,
        cast.zhou_department,
        cast.li_grid_worker,
    ):
        with pytest.raises(OutOfScope):
            services.plan_activity(
                stranger.actor, programme="theme_day", organization=cast.branch, on=clock.today(), title="主题", place="社区",
                own=["学"],
            )  # fmt: skip
    assert not Activity.unscoped.exists()
    row = making.themed(cast)
    for stranger in (cast.yan_other_party, cast.wu_leader, cast.feng_other_county):
        with pytest.raises(OutOfScope):
            services.hold_activity(stranger.actor, activity=row, done=making.done(row), came=1)
        with pytest.raises(OutOfScope):
            services.cancel_activity(stranger.actor, activity=row, reason="不办了")
    assert services.plan_activity(
        cast.zhao_dispatcher.actor, programme="theme_day", organization=cast.branch, on=making.on(6, 3), title="主题",
        place="社区", own=["学"],
    )  # fmt: skip


def test_a_plan_is_changed_until_it_is_held(cast: Any) -> None:
    row, ding = making.themed(cast), cast.ding_party.actor
    facts = {"title": "改期", "place": "礼堂", "own": ["讲党课"]}
    services.change_plan(ding, activity=row, on=making.on(6, 2), **facts)
    now = making.again(row)
    assert (now.period_on, now.on, now.place) == (making.on(6, 1), making.on(6, 2), "礼堂")
    assert [item.label for item in selectors.items_of(now)] == ["交纳党费", "集中学习", "民主议事", "讲党课"]
    making.themed(cast)
    with refused("planned_already"):
        services.change_plan(ding, activity=now, on=making.on(5, 20), **facts)
    with refused("own_items"):
        services.change_plan(ding, activity=now, on=making.on(6, 2), **{**facts, "own": []})
    services.change_plan(ding, activity=now, on=clock.today() + timedelta(days=30), **facts)
    with clock.frozen(making.DAY + timedelta(days=40)):
        making.held(cast, now)
        with refused("not_now"):
            services.change_plan(ding, activity=now, on=making.on(6, 2), **facts)


def test_it_is_held_with_words_on_each_fixed_item(cast: Any) -> None:
    row = making.themed(cast)
    items = selectors.items_of(row)
    words = {items[0].pk: "都交了", items[1].pk: "学了", items[3].pk: "扫了"}
    with refused("民主议事"):
        making.held(cast, row, done=words)
    made = making.held(cast, row, done={items[0].pk: "都交了", items[1].pk: "学了", items[2].pk: "议了停车"})
    assert (made.state, made.held_on, made.came) == (State.HELD, clock.today(), 12)
    assert [item.done for item in selectors.items_of(made)] == ["都交了", "学了", "议了停车", ""]
    with refused("not_now"):
        making.held(cast, row)


@pytest.mark.parametrize("came", [0, -3, 100_001])
def test_somebody_came_and_not_a_million(cast: Any, came: int) -> None:
    row = making.themed(cast)
    with refused("nobody_came"):
        making.held(cast, row, came=came)
    assert making.again(row).state == State.PLANNED


def test_it_was_held_on_a_day_of_its_period_that_has_come(cast: Any) -> None:
    row = making.themed(cast, on=making.on(5, 20))
    for day in (making.on(4, 30), making.on(5, 14), making.on(6, 1)):
        with refused("not_that_day"):
            making.held(cast, row, on=day)
    assert making.held(cast, row).held_on == clock.today()
    with clock.frozen(making.DAY + timedelta(days=30)):
        late = making.themed(cast, on=making.on(6, 1))
        with refused("not_that_day"):
            making.held(cast, late, on=making.on(5, 31))
    ahead = making.themed(cast, on=making.on(7, 1))
    with refused("not_that_day"):
        making.held(cast, ahead)


def test_pictures_are_kept_with_it_and_too_many_are_refused(cast: Any, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    row = making.themed(cast)
    with refused("too_many"):
        making.held(cast, row, photos=[making.photo()] * 20)
    with refused("unreadable"):
        making.held(cast, row, photos=[b"none"])
    making.held(cast, row, photos=[making.photo()])
    assert Picture.unscoped.get().area == cast.community


def test_a_project_is_begun_and_done_and_an_activity_is_not_begun(cast: Any) -> None:
    wang, row = cast.wang_community.actor, making.scene(cast, on=making.on(12, 1))
    services.begin_project(wang, activity=row)
    assert (making.again(row).state, making.again(row).begun_on) == (State.BEGUN, clock.today())
    with refused("not_now"):
        services.begin_project(wang, activity=row)
    services.hold_activity(wang, activity=row, done={}, came=300)
    assert making.again(row).held_on == clock.today()
    with refused("no_project"):
        services.begin_project(wang, activity=making.at_home(cast))


def test_what_was_held_is_not_cancelled(cast: Any) -> None:
    row = making.held(cast)
    with refused("not_now"):
        services.cancel_activity(cast.ding_party.actor, activity=row, reason="写错了")


def test_rows_follow_the_ground(cast: Any, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    street = cast.street
    gone = territory.create_area(SYSTEM, parent=street, kind="community", name="将并社区").area
    facts = {"programme": "home", "title": "联欢", "place": "广场", "own": ["唱歌"]}
    mine = services.plan_activity(SYSTEM, area=gone, on=clock.today(), **facts)
    later = services.plan_activity(SYSTEM, area=gone, on=making.on(7, 1), **facts)
    making.at_home(cast)
    territory.merge_areas(SYSTEM, areas=[cast.community, gone], into=cast.community)
    assert making.again(mine).area == making.again(later).area == cast.community
    assert (making.again(mine).state, making.again(later).state) == (State.CANCELLED, State.PLANNED)
