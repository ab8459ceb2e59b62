"""What may be the same: alike, near and recent, with reasons; in scope and open only."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from linli.domains.cases import services as work
from linli.domains.suggestions import selectors
from linli.domains.suggestions.rules import alike
from linli.domains.suggestions.rules.alike import Spot
from linli.domains.suggestions.tests.making import MORNING, category, indexed, open_case, said
from linli.kernel import clock

MANHOLE = "小学门口的井盖破损，孩子差点掉进去"
AGAIN = "学校门口那个井盖破损了，接孩子的时候差点掉进去"
LAMP = "河边的路灯不亮，晚上散步看不见路"


def refs(member: Any, case: Any) -> list[str]:
    return [one.ref for one in selectors.twins_of(member.actor, case)]


@pytest.mark.django_db
class TestCases:
    """With a database."""

    def test_the_same_thing_in_other_words_is_found_with_reasons(self, cast: Any) -> None:
        one, other = said(cast, MANHOLE), said(cast, AGAIN)
        said(cast, LAMP)
        indexed()
        (twin,) = selectors.twins_of(cast.chen_centre.actor, other)
        assert twin.ref == one.ref and twin.title == one.title and twin.is_near and twin.metres is None
        assert {"井盖", "破损"} & set(twin.because) and 45 <= twin.percent <= 100

    def test_only_open_recent_and_seen_ones(self, cast: Any) -> None:
        with clock.frozen(MORNING - timedelta(days=31)):
            said(cast, MANHOLE)
        ended, there, here = said(cast, MANHOLE), said(cast, MANHOLE, area=cast.other_grid), said(cast, MANHOLE)
        work.withdraw_case(cast.chen_centre.actor, case=ended)
        asked = said(cast, AGAIN)
        indexed()
        assert set(refs(cast.chen_centre, asked)) == {there.ref, here.ref}
        assert refs(cast.zhao_dispatcher, asked) == [here.ref]
        assert refs(cast.feng_other_county, asked) == []

    def test_nearer_is_likelier(self, cast: Any) -> None:
        far = said(cast, MANHOLE, lat=37.0030, lng=117.0)
        near = said(cast, MANHOLE, lat=37.0003, lng=117.0)
        asked = said(cast, AGAIN, lat=37.0, lng=117.0)
        indexed()
        found = selectors.twins_of(cast.chen_centre.actor, asked)
        assert [one.ref for one in found] == [near.ref, far.ref]
        assert found[0].metres == 33 and found[0].percent > found[1].percent

    def test_while_something_is_written_down(self, cast: Any) -> None:
        one = said(cast, MANHOLE)
        indexed()
        actor = cast.zhao_dispatcher.actor
        assert [twin.ref for twin in selectors.twins_of_text(actor, cast.county, AGAIN)] == [one.ref]
        here = selectors.twins_of_text(actor, cast.county, AGAIN, cast.grid)[0].percent
        assert here >= selectors.twins_of_text(actor, cast.county, AGAIN)[0].percent
        for text in ("", "😀", "。。", "'", "的了是", "a" * 6000):
            assert selectors.twins_of_text(actor, cast.county, text) == []

    def test_it_costs_the_same_for_three_and_for_thirty(self, cast: Any, django_assert_max_num_queries: Any) -> None:
        for number in range(30):
            open_case(cast, text=f"{MANHOLE}{'甲乙丙丁戊'[number % 5] * (number // 5 + 1)}", category=category())
        asked = said(cast, AGAIN)
        indexed()
        with django_assert_max_num_queries(4):
            assert len(selectors.twins_of(cast.chen_centre.actor, asked)) == 5


def test_likeness_by_hand() -> None:
    one, other = {"w:井盖": 0.6, "c:井盖": 0.8}, {"w:井盖": 1.0}
    assert alike.likeness(one, other) == 0.6 == alike.likeness(other, one)
    assert alike.likeness(one, {}) == 0
    weighed = alike.weighed({"w:井盖": 1, "w:路灯": 3}, {"w:井盖": 2.0})
    assert round(sum(value * value for value in weighed.values()), 9) == 1
    assert alike.rarity([{"a"}, {"a", "b"}]) == {"a": pytest.approx(5.20469), "b": pytest.approx(5.61016)}


def test_nearness_by_hand() -> None:
    here = Spot(37.0, 117.0, 1, 9)
    assert alike.nearness(here, Spot(37.0, 117.0, 2, 8), 300) == alike.SPOT
    assert alike.nearness(here, Spot(37.1, 117.0, 1, 9), 300) == 0
    assert alike.nearness(here, Spot(None, None, 1, 9), 300) == alike.SPOT
    assert alike.nearness(here, Spot(None, None, 2, 9), 300) == alike.COMMUNITY
    assert alike.nearness(Spot(None, None, 0, 0), Spot(None, None, 0, 0), 300) == 0
    assert round(alike.metres(here, Spot(37.001, 117.0, 1, 1)) or 0) == 111
