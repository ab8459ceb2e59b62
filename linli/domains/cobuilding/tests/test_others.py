"""Registrations, both halves of Q6, monthly items, projects, and how rows follow the ground."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.http import Http404

from linli.domains.cobuilding import selectors, services
from linli.domains.cobuilding.models import Pairing, Registration
from linli.domains.cobuilding.selectors.reach import among_all, in_county, within_county
from linli.domains.cobuilding.services.following import move_rows
from linli.domains.cobuilding.tests.making import (
    SYSTEM,
    again,
    led,
    member,
    paired,
    posted,
    project,
    promised,
    registered,
)
from linli.foundation.methods import selectors as methods
from linli.foundation.privacy import rls
from linli.kernel import clock
from linli.kernel.errors import OutOfScope, RuleBroken

SHANGHAI = ZoneInfo("Asia/Shanghai")


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, match=code)


def test_a_unit_registers_and_the_community_confirms(cast: Any) -> None:
    row, wang = registered(cast), cast.wang_community.actor
    with refused("cobuilding.registered_already"):
        registered(cast)
    with refused("cobuilding.not_confirmed"):
        services.add_activity(wang, registration=row, words="理发")
    with pytest.raises(OutOfScope):
        services.confirm(cast.ma_other_office.actor, registration=row)
    with pytest.raises(OutOfScope):
        services.confirm(cast.zhou_department.actor, registration=row)
    services.confirm(wang, registration=row)
    assert [one.pk for one in selectors.registrations_page(wang, only="behind")] == [row.pk]
    for _ in range(2):
        services.add_activity(wang, registration=row, words="理发")
    assert not selectors.registrations_page(wang, only="behind").object_list
    with refused("cobuilding.not_now"):
        services.refuse(wang, registration=row, reason="重复")
    services.end_registration(wang, registration=row, reason="搬走了")
    assert registered(cast).state == "asked"


def test_somebody_in_service_registers_themselves_and_others_dont_see_it(cast: Any) -> None:
    row = member(cast)
    assert row.card_id == cast.zhou_department.card_id
    assert selectors.registration_for(cast.zhou_department.actor, row.pk) == row
    for stranger in (cast.sun_other_department, cast.ma_other_office, cast.feng_other_county):
        with pytest.raises(Http404):
            selectors.registration_for(stranger.actor, row.pk)
    with rls.within(cast.other_county.path):
        assert not Registration.unscoped.exists()
    with refused("cobuilding.other_county"):
        member(cast, area=cast.other_county_community)
    with refused("cobuilding.wrong_ground"):
        member(cast, area=cast.grid)


def test_people_without_posts_and_posts_without_people(cast: Any) -> None:
    wang = cast.wang_community.actor
    row, entry = registered(cast), posted(cast, "一号院", "二号院")
    services.confirm(wang, registration=row)
    found = selectors.gaps(wang)
    assert [one.pk for one in found["idle"][1]] == [row.pk]
    assert [part.entry_id for part in found["parts"][1]] == [entry.pk, entry.pk]
    services.claim_part(cast.zhou_department.actor, part=found["parts"][1][0], organization=cast.bureau)
    found = selectors.gaps(wang)
    assert (found["idle"][0], found["parts"][0]) == (0, 1)


@pytest.fixture
def with_items(monkeypatch: pytest.MonkeyPatch, cast: Any) -> None:
    """The method of Jiang with monthly items, as Qihe's has them."""
    from linli.domains.cobuilding.method import ItemRule, ProjectLevel
    from linli.domains.cobuilding.selectors import taking
    from linli.domains.cobuilding.services import _base

    mine = methods.current_rules("huancui").cobuilding.model_copy(
        update={
            "items": ItemRule(at_least=1, assumed="test"),
            "projects": {"community": ProjectLevel(label="社区", rank="community", assumed="test")},
        }
    )
    monkeypatch.setattr(_base, "rules_of", lambda area: mine)
    monkeypatch.setattr(taking, "county_rules", lambda actor: mine)


def test_a_method_without_items_asks_for_none(cast: Any) -> None:
    with refused("cobuilding.not_used"):
        services.take_item(cast.zhou_department.actor, pairing=paired(cast), title="修路灯")
    assert not selectors.without_item(cast.wang_community.actor, month=clock.today()).object_list


def test_each_paired_unit_takes_an_item_a_month(cast: Any, with_items: None) -> None:
    wang = cast.wang_community.actor
    with clock.frozen(datetime(2026, 3, 1, tzinfo=SHANGHAI)):
        pairing = paired(cast)
        assert [one.pk for one in selectors.without_item(wang, month=clock.today())] == [pairing.pk]
        item = services.take_item(cast.zhou_department.actor, pairing=pairing, title="修路灯")
        assert not selectors.without_item(wang, month=clock.today()).object_list
        services.finish_item(cast.zhou_department.actor, item=item, result="修了八盏")
        with refused("cobuilding.not_now"):
            services.finish_item(cast.zhou_department.actor, item=item, result="又修")
        assert [one.result for one in selectors.items_page(wang, month=clock.today(), state="done")] == ["修了八盏"]
    with clock.frozen(datetime(2026, 4, 1, tzinfo=SHANGHAI)):
        assert [one.pk for one in selectors.without_item(wang, month=clock.today())] == [pairing.pk]
    with refused("cobuilding.not_attached"):
        services.take_item(cast.zhao_dispatcher.actor, pairing=led(cast), title="领导不领")
    with pytest.raises(OutOfScope):
        services.take_item(cast.sun_other_department.actor, pairing=pairing, title="不是我的")


def test_projects_and_how_their_commitments_are_kept(cast: Any, with_items: None) -> None:
    wang = cast.wang_community.actor
    row = promised(cast)
    late = services.add_commitment(wang, project=row.project, words="装闸机", due_on=clock.today() - timedelta(days=1))
    services.keep_commitment(wang, commitment=row, result="划了三十个")
    with refused("cobuilding.kept_already"):
        services.keep_commitment(wang, commitment=row, result="再记")
    (found,) = selectors.projects_page(wang, year=clock.today().year)
    assert (found.promised, found.kept, found.late) == (2, 1, 1)
    with pytest.raises(OutOfScope):
        services.keep_commitment(cast.ma_other_office.actor, commitment=late, result="不是我的")
    with refused("cobuilding.unknown"):
        services.set_project(wang, area=cast.community, card=row.project.card, level="moon", year=2026, title="停车")
    made = services.set_project(
        wang, area=cast.community, card=row.project.card, level="community", year=2026, title="停车"
    )
    assert made.pk != project(cast).pk


def test_rows_follow_an_area_that_ends(cast: Any) -> None:
    mine = registered(cast)
    there = services.register_unit(SYSTEM, organization=cast.bureau, area=cast.other_community, kinds=[])
    entry, pairing = posted(cast), led(cast)
    move_rows(cast.community, cast.other_community.pk)
    assert (again(mine).state, again(there).state) == ("ended", "asked")
    assert {again(row).area_id for row in (mine, entry, pairing)} == {cast.other_community.pk}
    assert Pairing.unscoped.get().ends_on is None


def test_registrations_of_people_are_forgotten_after_their_time(cast: Any) -> None:
    wang, own, unit = cast.wang_community.actor, member(cast), registered(cast)
    for row in (own, unit):
        services.refuse(wang, registration=row, reason="重复")
    answered = again(own).answered_at
    with clock.frozen(answered + timedelta(days=1095)):
        assert services.forget_old() == 0
    with clock.frozen(answered + timedelta(days=1095, seconds=1)):
        assert services.forget_old() == 1
    assert [row.pk for row in Registration.unscoped.all()] == [unit.pk]


def test_the_database_hides_registrations_of_other_places_too(cast: Any) -> None:
    """With the scope of rows taken away."""
    row, own = registered(cast), member(cast, area=cast.community)

    @within_county
    def ids(actor: Any) -> set[int]:
        return set(Registration.unscoped.values_list("pk", flat=True))

    for who in (cast.wang_community, cast.zhou_department, cast.chen_centre):
        assert ids(who.actor) == {row.pk, own.pk}
    for stranger in (cast.ma_other_office, cast.sun_other_department, cast.li_grid_worker, cast.feng_other_county):
        assert ids(stranger.actor) == set()
    everybody = among_all(lambda actor: Registration.unscoped.count())
    assert (everybody(cast.ma_other_office.actor), everybody(cast.feng_other_county.actor)) == (2, 0)


def test_the_database_takes_no_registration_for_another_place(cast: Any) -> None:
    row = registered(cast)
    with in_county(cast.ma_other_office.actor):
        assert Registration.unscoped.filter(pk=row.pk).update(state="ended") == 0
