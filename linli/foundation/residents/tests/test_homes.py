"""Dwellings, moving, households: one main home, heads, splits, and the history that stays."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from linli.foundation.residents import selectors, services
from linli.foundation.residents.models import Dwelling, Household, Person, Residency
from linli.foundation.residents.tests.making import SYSTEM, block, dwelling, family, number, person
from linli.foundation.residents.tests.test_people import refused
from linli.foundation.territory import services as territory
from linli.kernel import clock
from linli.kernel.errors import OutOfScope


def again(row: Any) -> Any:
    row.refresh_from_db()
    return row


def stays(one: Person) -> list[tuple[int, bool, bool]]:
    """(dwelling, is main, is open), the oldest first."""
    rows = Residency.unscoped.filter(person=one).order_by("pk")
    return [(row.dwelling_id, row.is_main, row.ends_on is None) for row in rows]


def test_a_dwelling_is_sealed_named_by_its_door_and_there_once(cast: Any) -> None:
    place = cast.building
    made = dwelling(cast, "１０１室")
    assert made.address_masked == "1 号楼"
    assert "101室" not in str(
        [getattr(made, field.attname) for field in Dwelling._meta.concrete_fields if field.name != "id"]
    )
    refused("residents.dwelling_exists", dwelling, cast, "101", area=place)
    assert dwelling(cast, "101", area=block(cast)).address_masked == "甲楼"
    assert selectors.find_dwelling(place, "101 户") == made
    assert selectors.find_dwelling(place, "102") is selectors.find_dwelling(place, "") is None


def test_dwellings_lie_in_communities_and_below(cast: Any) -> None:
    refused("residents.area_too_high", dwelling, cast, area=cast.street)
    refused("residents.bad_room", dwelling, cast, " ")
    foreign = territory.create_compound(SYSTEM, community=cast.other_county_community, name="石桥小区")
    refused("residents.other_county", dwelling, cast, compound=foreign)
    own = territory.create_compound(SYSTEM, community=cast.community, name="柳园小区")
    assert dwelling(cast, "12号", area=cast.grid, compound=own).address_masked == "柳园小区（柳园第一网格）"
    with pytest.raises(OutOfScope):
        services.add_dwelling(cast.qian_other_town.actor, area=cast.building, room="105")


def test_a_dwelling_with_people_is_not_closed(cast: Any) -> None:
    household, (one,) = family(cast, "王小红")
    home = again(household.dwelling)
    refused("residents.dwelling_lived_in", services.close_dwelling, SYSTEM, dwelling=home)
    services.move_out(SYSTEM, residency=Residency.unscoped.get(person=one))
    assert services.close_dwelling(SYSTEM, dwelling=home).valid_to == clock.today()
    refused("residents.dwelling_closed", services.move_in, SYSTEM, person=one, dwelling=again(home))
    assert dwelling(cast, "101").pk != home.pk


def test_the_first_home_is_the_main_one_and_a_new_main_home_takes_over(cast: Any) -> None:
    one = person(cast, area=cast.community)
    town, village = dwelling(cast, "101"), dwelling(cast, "12号", area=cast.other_grid)
    services.move_in(SYSTEM, person=one, dwelling=town, is_main=False)
    assert (stays(one), again(one).area_id) == ([(town.pk, True, True)], cast.building.pk)
    services.move_in(SYSTEM, person=one, dwelling=village, kind="seasonal", first_month=11, last_month=3)
    assert stays(one) == [(town.pk, False, True), (village.pk, True, True)]
    assert again(one).area_id == cast.other_grid.pk
    refused("residents.lives_there", services.move_in, SYSTEM, person=one, dwelling=village)
    assert (again(town).occupants, again(village).occupants) == (1, 1)


def test_who_moves_out_keeps_the_other_home_or_has_left(cast: Any) -> None:
    one = person(cast)
    town, village = dwelling(cast, "101"), dwelling(cast, "12号", area=cast.other_grid)
    main = services.move_in(SYSTEM, person=one, dwelling=town)
    second = services.move_in(SYSTEM, person=one, dwelling=village, is_main=False)
    services.move_out(SYSTEM, residency=main)
    assert (again(one).state, one.area_id) == ("present", cast.other_grid.pk)
    services.move_out(SYSTEM, residency=again(second))
    assert again(one).state == "left"
    assert selectors.people_page(SYSTEM).rows == []
    refused("residents.moved_out_already", services.move_out, SYSTEM, residency=again(second))
    services.move_in(SYSTEM, person=one, dwelling=town)
    assert again(one).state == "present"


def test_who_comes_back_to_a_number_that_was_given_again_is_refused(cast: Any) -> None:
    one = person(cast, id_number=number(1))
    home = dwelling(cast)
    services.move_out(SYSTEM, residency=services.move_in(SYSTEM, person=one, dwelling=home))
    person(cast, "王晓红", id_number=number(1))
    refused("residents.id_number_taken", services.move_in, SYSTEM, person=one, dwelling=home)


def test_days_and_months_are_asked_for(cast: Any) -> None:
    one, home, today = person(cast), dwelling(cast), clock.today()
    move = services.move_in
    refused("residents.months_needed", move, SYSTEM, person=one, dwelling=home, kind="seasonal", first_month=13)
    refused("residents.day_ahead", move, SYSTEM, person=one, dwelling=home, starts_on=today + timedelta(days=1))
    stay = move(SYSTEM, person=one, dwelling=home)
    yesterday = today - timedelta(days=1)
    refused("residents.ends_before_start", services.move_out, SYSTEM, residency=stay, on=yesterday)


def test_the_office_of_a_second_home_sees_but_does_not_change(cast: Any) -> None:
    one = person(cast)
    services.move_in(SYSTEM, person=one, dwelling=dwelling(cast))
    second = services.move_in(SYSTEM, person=one, dwelling=dwelling(cast, "1", area=cast.other_grid), is_main=False)
    there = cast.qian_other_town.actor
    assert selectors.person_for(there, one.pk).pk == one.pk
    assert [stay.person_id for stay in selectors.people_of(there, second.dwelling)] == [one.pk]
    assert selectors.people_page(there).rows == []  # the register counts everybody once
    with pytest.raises(PermissionDenied):
        selectors.person_for(there, one.pk, to="residents.change")
    assert services.reveal_field(there, person=one, field="phone", reason="漏水")
    services.move_out(there, residency=second)
    with pytest.raises(Http404):
        selectors.person_for(there, one.pk)


def test_a_household_has_one_head_who_may_change(cast: Any) -> None:
    household, (first, second, third) = family(cast, "王一", "王二", "王三")
    assert household.head_id == first.pk
    other = person(cast, "王四")
    home = household.dwelling
    refused(
        "residents.has_head",
        services.move_in,
        SYSTEM,
        person=other,
        dwelling=home,
        household=household,
        relation="head",
    )
    refused(
        "residents.unknown_relation", services.move_in, SYSTEM, person=other, dwelling=home, household=household,
        relation="boss",
    )  # fmt: skip
    refused("residents.unknown_relation", services.move_in, SYSTEM, person=other, dwelling=home, relation="child")
    refused("residents.not_member", services.set_head, SYSTEM, household=household, person=other)
    services.set_head(cast.li_grid_worker.actor, household=household, person=second)
    relations = dict(Residency.unscoped.filter(household=household).values_list("person_id", "relation"))
    assert relations == {first.pk: "parent", second.pk: "head", third.pk: ""}
    members = selectors.members_of(cast.li_grid_worker.actor, again(household))
    assert [one.person_id for one in members] == [second.pk, first.pk, third.pk]


def test_a_household_loses_its_head_and_ends_with_its_last_member(cast: Any) -> None:
    household, (first, second) = family(cast, "王一", "王二")
    services.move_out(SYSTEM, residency=Residency.unscoped.get(person=first))
    assert (again(household).head_id, household.ends_on) == (None, None)
    assert [one.pk for one in selectors.headless_households(SYSTEM).rows] == [household.pk]
    services.move_out(SYSTEM, residency=Residency.unscoped.get(person=second))
    assert again(household).ends_on == clock.today()
    refused("residents.household_ended", services.set_head, SYSTEM, household=household, person=second)


def test_a_household_moves_together_and_leaves_its_history(cast: Any) -> None:
    household, people = family(cast, "王一", "王二")
    old, new = household.dwelling, dwelling(cast, "201", area=cast.second_grid)
    services.move_household(cast.wang_community.actor, household=household, dwelling=new)
    assert (again(household).dwelling_id, household.head_id, household.area_id) == (
        new.pk, people[0].pk, cast.second_grid.pk,
    )  # fmt: skip
    assert [stays(one) for one in people] == [[(old.pk, False, False), (new.pk, True, True)]] * 2
    assert {again(one).area_id for one in people} == {cast.second_grid.pk}
    assert (again(old).occupants, again(new).occupants) == (0, 2)
    past = selectors.past_people_of(cast.wang_community.actor, old)
    assert {one.person_id for one in past} == {one.pk for one in people}
    with pytest.raises(OutOfScope):
        beyond = dwelling(cast, "1", area=cast.other_grid)
        services.move_household(cast.wang_community.actor, household=household, dwelling=beyond)


def test_a_household_moves_into_a_second_home_of_a_member(cast: Any) -> None:
    household, (one, two) = family(cast, "王一", "王二")
    old, new = household.dwelling, dwelling(cast, "201")
    services.move_in(SYSTEM, person=two, dwelling=new, is_main=False)
    services.move_household(SYSTEM, household=household, dwelling=new)
    assert stays(two) == [(old.pk, False, False), (new.pk, True, True)]
    assert set(Residency.unscoped.filter(household=household, ends_on=None).values_list("person_id", flat=True)) == {
        one.pk, two.pk,
    }  # fmt: skip


@pytest.mark.parametrize("same_door", [True, False])
def test_a_household_splits(cast: Any, same_door: bool) -> None:
    household, (first, second, third) = family(cast, "王一", "王二", "王三")
    home = household.dwelling if same_door else dwelling(cast, "102")
    made = services.split_household(
        cast.li_grid_worker.actor, household=household, people=[second, third], dwelling=home, head=second
    )
    assert (made.split_from_id, made.head_id, made.dwelling_id) == (household.pk, second.pk, home.pk)
    assert again(household).head_id == first.pk
    relations = Residency.unscoped.filter(household=made, ends_on=None).order_by("person_id")
    assert list(relations.values_list("person_id", "relation", "is_main")) == [
        (second.pk, "head", True), (third.pk, "", True),
    ]  # fmt: skip
    assert again(home).occupants == (3 if same_door else 2)


def test_a_split_takes_some_members_and_never_all(cast: Any) -> None:
    household, people = family(cast, "王一", "王二")
    home, stranger = household.dwelling, person(cast, "赵六")
    split = services.split_household
    refused("residents.split_takes_all", split, SYSTEM, household=household, people=people, dwelling=home)
    refused("residents.split_takes_all", split, SYSTEM, household=household, people=[], dwelling=home)
    refused("residents.not_member", split, SYSTEM, household=household, people=[stranger], dwelling=home)
    refused(
        "residents.not_member", split, SYSTEM, household=household, people=people[1:], dwelling=home, head=people[0]
    )


def test_who_heads_one_household_forms_no_second_behind_the_same_door(cast: Any) -> None:
    household, (one,) = family(cast, "王一")
    refused("residents.in_household", services.form_household, SYSTEM, dwelling=household.dwelling, head=one)
    assert Household.unscoped.count() == 1


def test_merging_carries_homes_and_fills_gaps_and_undoing_gives_them_back(cast: Any) -> None:
    household, (kept, other) = family(cast, "王小红", "王小明")
    gone = person(cast, "王晓红", id_number=number(1), employer="厂", born_on=None)
    summer = dwelling(cast, "12号", area=cast.other_grid)
    carried = services.move_in(SYSTEM, person=gone, dwelling=summer)
    doubled = services.move_in(SYSTEM, person=gone, dwelling=household.dwelling, is_main=False)
    merge = services.merge_people(SYSTEM, kept=kept, gone=gone)
    assert (again(kept).employer, kept.id_number_index, kept.phone_masked) == (
        "厂",
        gone.id_number_index,
        "100****1234",
    )
    assert (again(gone).state, gone.merged_into_id) == ("merged", kept.pk)
    assert stays(kept) == [(household.dwelling_id, True, True), (summer.pk, False, True)]
    assert again(household.dwelling).occupants == 2
    assert "厂" not in str(merge.moved)
    services.undo_merge(SYSTEM, merge=merge)
    assert (again(kept).employer, kept.id_number_index, kept.phone_index) == ("", "", "")
    assert (again(gone).state, gone.merged_into_id, gone.area_id) == ("present", None, cast.other_grid.pk)
    assert (again(carried).is_main, again(doubled).ends_on) == (True, None)
    assert (again(household.dwelling).occupants, again(household).head_id) == (3, kept.pk)
    refused("residents.undone_already", services.undo_merge, SYSTEM, merge=merge)


def test_two_entries_without_a_home_are_one_that_is_still_there(cast: Any) -> None:
    one, two = person(cast), person(cast, "王晓红")
    merge = services.merge_people(SYSTEM, kept=one, gone=two)
    assert again(one).state == "present"
    services.undo_merge(SYSTEM, merge=merge)
    assert (again(one).state, again(two).state) == ("present", "present")


def test_a_merged_head_heads_on(cast: Any) -> None:
    household, (gone,) = family(cast, "王小红")
    kept = person(cast, "王晓红")
    merge = services.merge_people(SYSTEM, kept=kept, gone=gone)
    assert again(household).head_id == kept.pk
    assert again(kept).area_id == household.area_id
    services.undo_merge(SYSTEM, merge=merge)
    assert again(household).head_id == gone.pk
    assert again(kept).state == "present"


def test_what_cannot_be_merged(cast: Any) -> None:
    one, two = person(cast, id_number=number(1)), person(cast, id_number=number(2))
    far = person(cast, area=cast.other_county_grid)
    merge = services.merge_people
    refused("residents.same_entry", merge, SYSTEM, kept=one, gone=one)
    refused("residents.different_numbers", merge, SYSTEM, kept=one, gone=two)
    refused("residents.other_county", merge, SYSTEM, kept=one, gone=far)
    third = person(cast, "王三")
    done = merge(SYSTEM, kept=one, gone=third)
    refused("residents.not_there", merge, SYSTEM, kept=two, gone=third)
    refused("residents.not_there", services.change_person, SYSTEM, person=third, draft=services.PersonDraft("王三"))
    services.erase_person(SYSTEM, person=again(one), reason="x")
    refused("residents.cannot_undo", services.undo_merge, SYSTEM, merge=done)


def test_merging_needs_the_right_over_both(cast: Any) -> None:
    near, beyond = person(cast), person(cast, area=cast.other_grid)
    for member in (cast.wang_community, cast.ma_other_office, cast.li_grid_worker):
        with pytest.raises(OutOfScope):
            services.merge_people(member.actor, kept=near, gone=beyond)
    assert services.merge_people(cast.admin.actor, kept=near, gone=beyond).pk


def test_the_registers_follow_when_grids_become_one(cast: Any) -> None:
    first, people = family(cast, "王一", room="12号", area=cast.grid)
    second, others = family(cast, "王二", room="12号", area=cast.second_grid)
    loose = person(cast, "王三", area=cast.second_grid)
    territory.merge_areas(SYSTEM, areas=[cast.second_grid], into=cast.grid)
    assert {again(row).area_id for row in (first, second, *people, *others, loose, second.dwelling)} == {cast.grid.pk}
    assert set(Residency.unscoped.values_list("area_id", flat=True)) == {cast.grid.pk}
    assert selectors.full_address(again(second.dwelling)).endswith("柳园第二网格12号")
    assert second.dwelling.address_masked == "柳园第一网格"


def test_a_split_grid_gives_its_doors_to_the_part_that_covers_the_compound(cast: Any) -> None:
    own = territory.create_compound(SYSTEM, community=cast.community, name="柳园小区")
    territory.cover_compound(SYSTEM, compound=own, grid=cast.second_grid)
    inside, outside = (
        dwelling(cast, "1", area=cast.second_grid, compound=own),
        dwelling(cast, "2", area=cast.second_grid),
    )
    one, two = person(cast, "王一", area=cast.second_grid), person(cast, "王二", area=cast.second_grid)
    services.move_in(SYSTEM, person=one, dwelling=inside)
    services.move_in(SYSTEM, person=two, dwelling=outside)
    parts = [territory.Part("东网格"), territory.Part("西网格", compounds=frozenset({own.pk}))]
    east, west = territory.split_area(SYSTEM, area=cast.second_grid, parts=parts)
    assert (again(inside).area_id, again(one).area_id) == (west.pk, west.pk)
    assert (again(outside).area_id, again(two).area_id) == (east.pk, east.pk)


def test_a_renamed_building_shows_at_its_doors(cast: Any) -> None:
    from linli.foundation.audit.services import deliver_next

    made = dwelling(cast)
    territory.rename_area(SYSTEM, area=cast.building, name="乙楼")
    while deliver_next():
        pass
    assert again(made).address_masked == "乙楼"


def test_the_door_of_a_stairwell_names_its_building_and_compound() -> None:
    compound = SimpleNamespace(name="幸福小区")
    building = SimpleNamespace(kind="building", name="3 号楼", compound=compound)
    stairwell = SimpleNamespace(kind="stairwell", name="2 单元", parent=building, compound=None)
    assert selectors.door_name(stairwell, compound) == "幸福小区3 号楼2 单元"
    assert selectors.door_name(building, compound) == "幸福小区3 号楼"
