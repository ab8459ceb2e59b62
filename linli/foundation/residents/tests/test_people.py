"""Entries of people: what is kept, what is refused, what looks alike, who sees whom."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from linli.foundation.audit.models import Event
from linli.foundation.privacy.models import Look
from linli.foundation.residents import selectors, services
from linli.foundation.residents.models import Likeness, Person
from linli.foundation.residents.states import Like
from linli.foundation.residents.tests.making import CHILD, GROWN, SYSTEM, draft, dwelling, family, number, person
from linli.kernel import clock
from linli.kernel.errors import OutOfScope, RuleBroken


def refused(code: str, call: Any, *args: Any, **kwargs: Any) -> None:
    with pytest.raises(RuleBroken) as found:
        call(*args, **kwargs)
    assert found.value.code == code
    assert found.value.message


def test_numbers_are_kept_sealed_and_shown_masked(cast: Any) -> None:
    plain = number(1)
    made = person(cast, id_number=plain.lower())
    made.refresh_from_db()
    assert (made.phone_masked, made.id_number_masked) == ("100****1234", f"9901**********{plain[-4:]}")
    kept = str([getattr(made, field.attname) for field in Person._meta.concrete_fields])
    assert plain not in kept and "10000001234" not in kept
    told = str(list(Event.objects.filter(subject_id=made.pk).values_list("data", flat=True)))
    assert plain not in told and "0001234" not in told and "*1234" not in told


def test_one_number_has_one_entry_in_a_county(cast: Any) -> None:
    person(cast, id_number=number(1))
    refused("residents.id_number_taken", person, cast, "王大红", area=cast.other_grid, id_number=number(1))
    assert person(cast, "王大红", area=cast.other_county_grid, id_number=number(1)).county_id == cast.other_county.pk
    assert Person.unscoped.count() == 2


def test_five_people_share_one_phone_and_are_no_doubles(cast: Any) -> None:
    for name in ("王一", "王二", "王三", "王四", "王五"):
        person(cast, name, born_on=None)
    assert [one.name for one in selectors.find_by_phone(cast.li_grid_worker.actor, "100 0000 1234")] == sorted(
        ["王一", "王二", "王三", "王四", "王五"]
    )
    assert not Likeness.unscoped.exists()


def test_a_bad_draft_is_refused_in_words_and_writes_nothing(cast: Any) -> None:
    refused("residents.id_check", person, cast, id_number="130402198207290622")
    refused("residents.id_old", person, cast, id_number="130402820729062")
    refused("residents.bad_name", person, cast, "王2")
    assert not Person.unscoped.exists()


def test_entries_are_added_only_in_reach(cast: Any) -> None:
    worker = cast.li_grid_worker.actor
    assert services.add_person(worker, area=cast.building, draft=draft()).area_id == cast.building.pk
    for member in ("qian_other_town", "feng_other_county", "he_building", "wu_leader", "zhou_department", "admin"):
        with pytest.raises(OutOfScope):
            services.add_person(getattr(cast, member).actor, area=cast.building, draft=draft("赵六"))
    assert Person.unscoped.count() == 1


def test_a_change_says_which_fields_and_leaves_empty_numbers_alone(cast: Any) -> None:
    made = person(cast, id_number=number(1))
    worker = cast.li_grid_worker.actor
    services.change_person(worker, person=made, draft=draft("王晓红", phone="", employer="纺织厂"))
    made.refresh_from_db()
    assert (made.name, made.employer, made.phone_masked) == ("王晓红", "纺织厂", "100****1234")
    last = Event.objects.filter(code="residents.person_changed").get()
    assert last.data == {"fields": "姓名、工作单位"}
    services.change_person(worker, person=made, draft=draft("王晓红", phone="10000001234", employer="纺织厂"))
    assert Event.objects.filter(code="residents.person_changed").count() == 1
    forgetting = draft("王晓红", phone="", employer="纺织厂", forget=frozenset({"phone"}))
    services.change_person(worker, person=made, draft=forgetting)
    made.refresh_from_db()
    assert (made.phone_masked, made.phone_index, bytes(made.phone_sealed)) == ("", "", b"")
    assert made.id_number_masked


def test_verifying_twice_on_one_day_is_once(cast: Any) -> None:
    made = person(cast)
    for _ in range(2):
        services.verify_person(cast.li_grid_worker.actor, person=made)
    made.refresh_from_db()
    assert made.verified_on == clock.today()
    assert Event.objects.filter(code="residents.person_verified").count() == 1


def test_each_look_is_written_down_with_its_reason(cast: Any) -> None:
    plain = number(1)
    _, (made, *_rest) = family(cast, "王小红")
    worker = cast.li_grid_worker.actor
    services.change_person(worker, person=made, draft=draft(id_number=plain))
    made.refresh_from_db()
    said = [
        services.reveal_field(worker, person=made, field=field, reason="核对")
        for field in ("phone", "id_number", "address")
    ]
    assert said == ["10000001234", plain, "河东街道柳园社区1 号楼101"]
    looks = Look.unscoped.order_by("number").values_list("part", "subject_id", "reason", "actor_label")
    assert [look[0] for look in looks] == ["residents.phone", "residents.id_number", "residents.address"]
    assert {look[1:3] for look in looks} == {(made.pk, "核对")}


def test_no_look_without_reason_right_or_content(cast: Any) -> None:
    made = person(cast, phone="")
    reveal = services.reveal_field
    refused("residents.reason_needed", reveal, cast.li_grid_worker.actor, person=made, field="phone", reason="  ")
    refused("residents.nothing_kept", reveal, cast.li_grid_worker.actor, person=made, field="phone", reason="核对")
    with pytest.raises(LookupError):
        reveal(cast.li_grid_worker.actor, person=made, field="name", reason="核对")
    for member in (cast.qian_other_town, cast.admin, cast.chen_centre, cast.wu_leader):
        with pytest.raises(OutOfScope):
            reveal(member.actor, person=made, field="phone", reason="核对")
    assert not Look.unscoped.exists()


def test_the_address_of_a_door_is_a_look_at_all_who_live_there(cast: Any) -> None:
    household, people = family(cast, "王小红", "王小明")
    shown = services.reveal_address(cast.li_grid_worker.actor, dwelling=household.dwelling, reason="送药")
    assert shown.endswith("1 号楼101")
    assert set(Look.unscoped.values_list("subject_id", flat=True)) == {one.pk for one in people}
    services.reveal_address(cast.li_grid_worker.actor, dwelling=dwelling(cast, "102"), reason="送药")
    assert Look.unscoped.filter(subject_kind="residents.dwelling").count() == 1


def test_children_are_hidden_from_whoever_may_not_see_them(cast: Any) -> None:
    child = person(cast, "王小小", born_on=CHILD)
    grown = person(cast)
    near, administrator = cast.li_grid_worker.actor, cast.admin.actor
    assert {one.pk for one in selectors.people_page(near).rows} == {child.pk, grown.pk}
    assert [one.pk for one in selectors.people_page(administrator).rows] == [grown.pk]
    assert selectors.find_by_name(administrator, "王小小") == []
    with pytest.raises(Http404):
        selectors.person_for(administrator, child.pk)


def test_a_child_is_seen_by_all_from_the_day_after_the_14th_birthday(cast: Any) -> None:
    person(cast, "王小小", born_on=clock.today().replace(year=clock.today().year - 14) - timedelta(days=1))
    assert len(selectors.people_page(cast.admin.actor).rows) == 1


def test_likeness_is_noted_on_writing_and_told_apart_for_good(cast: Any) -> None:
    first, second = person(cast), person(cast, phone="")
    third = person(cast, born_on=None)
    pairs = set(Likeness.unscoped.values_list("first_id", "second_id", "by"))
    assert pairs == {(first.pk, second.pk, Like.BIRTHDAY), (first.pk, third.pk, Like.PHONE)}
    found = selectors.duplicates(cast.wang_community.actor).rows
    assert {(one.first.pk, one.second.pk) for one in found} == {(first.pk, second.pk), (first.pk, third.pk)}
    services.tell_apart(cast.wang_community.actor, likeness=found[0].likeness)
    assert len(selectors.duplicates(cast.wang_community.actor).rows) == 1
    services.change_person(SYSTEM, person=second, draft=draft(phone="", employer="厂"))
    assert len(selectors.duplicates(cast.wang_community.actor).rows) == 1


def test_two_numbers_are_two_people(cast: Any) -> None:
    person(cast, id_number=number(1))
    other = person(cast, id_number=number(2))
    assert not Likeness.unscoped.exists()
    assert selectors.duplicates_of(SYSTEM, other) == []


def test_duplicates_of_a_draft_say_by_what(cast: Any) -> None:
    sure = person(cast, "王大红", phone="", born_on=None, id_number=number(7, date(1970, 1, 1)))
    phone = person(cast, born_on=None)
    birthday = person(cast, phone="")
    found = selectors.duplicates_of(SYSTEM, draft(id_number=number(7, date(1970, 1, 1)), born_on=None))
    assert [(one.pk, by) for one, by in found] == [(sure.pk, Like.ID_NUMBER), (phone.pk, Like.PHONE)]
    found = selectors.duplicates_of(SYSTEM, draft())
    assert {(one.pk, by) for one, by in found} == {(phone.pk, Like.PHONE), (birthday.pk, Like.BIRTHDAY)}
    assert selectors.duplicates_of(cast.qian_other_town.actor, draft()) == []
    assert selectors.duplicates_of(SYSTEM, draft("2")) == []


def test_the_register_is_paged_by_name_and_found_by_name_phone_and_number(cast: Any) -> None:
    names = [f"{first}{second}" for first in "张王李赵" for second in "一二三四五六"]
    for index, name in enumerate(names):
        person(cast, name, phone=f"1000001{index:04d}", id_number=number(index), area=cast.grid)
    actor, seen, cursor = cast.li_grid_worker.actor, [], ""
    while True:
        found = selectors.people_page(actor, cursor=cursor, size=7)
        seen += [one.name for one in found.rows]
        cursor = found.after
        if not cursor:
            break
    assert seen == sorted(names)
    assert len(selectors.people_page(actor, text="张").rows) == 6
    assert [one.name for one in selectors.people_page(actor, text=" 张 二").rows] == ["张二"]
    assert [one.name for one in selectors.people_page(actor, text="100 0001 0007").rows] == [names[7]]
    assert [one.name for one in selectors.people_page(actor, text=number(9)).rows] == [names[9]]
    assert selectors.people_page(actor, text="%").rows == []
    for odd in ("xx", "W10", "W1siYSIsIDFd" * 60, "e30", "WyJhXHUwMDAwIiwgMV0"):
        assert len(selectors.people_page(actor, cursor=odd, size=7).rows) == 7


def test_the_lists_narrow_the_register(cast: Any) -> None:
    away = person(cast, "王一", registered="elsewhere")
    seen = person(cast, "王二")
    services.verify_person(SYSTEM, person=seen)
    actor = cast.wang_community.actor
    assert [one.pk for one in selectors.elsewhere(actor).rows] == [away.pk]
    assert [one.pk for one in selectors.unverified(actor).rows] == [away.pk]
    assert [one.pk for one in selectors.people_page(actor, area=cast.building).rows] == [away.pk, seen.pk]
    assert selectors.people_page(actor, area=cast.second_grid).rows == []


def test_homes_without_anybody_and_households_without_head(cast: Any) -> None:
    family(cast, "王小红")
    empty, _shop = dwelling(cast, "102"), dwelling(cast, "103", kind="shop")
    headless = services.form_household(SYSTEM, dwelling=dwelling(cast, "104", kind="vacant"))
    actor = cast.wang_community.actor
    assert [one.pk for one in selectors.not_registered(actor).rows] == [empty.pk]
    assert [one.pk for one in selectors.headless_households(actor).rows] == [headless.pk]
    assert selectors.not_registered(cast.qian_other_town.actor).rows == []


def test_one_entry_is_hidden_or_forbidden(cast: Any) -> None:
    made = person(cast)
    assert selectors.person_for(cast.li_grid_worker.actor, made.pk, to="residents.change").pk == made.pk
    with pytest.raises(PermissionDenied):
        selectors.person_for(cast.li_grid_worker.actor, made.pk, to="residents.merge")
    for member in (cast.qian_other_town, cast.feng_other_county, cast.he_building, cast.zhou_department):
        with pytest.raises(Http404):
            selectors.person_for(member.actor, made.pk)


def test_erasing_leaves_a_tombstone_without_anything_personal(cast: Any) -> None:
    household, (made, other) = family(cast, "王小红", "王小明")
    services.change_person(SYSTEM, person=made, draft=draft(id_number=number(1), employer="厂"))
    gone = person(cast, "王晓红", phone="10000005678")
    services.merge_people(SYSTEM, kept=made, gone=gone)
    services.erase_person(cast.wang_community.actor, person=made, reason="本人要求")
    household.refresh_from_db()
    assert (household.head_id, household.ends_on, household.dwelling.occupants) == (None, None, 1)
    for pk in (made.pk, gone.pk):
        row = Person.unscoped.get(pk=pk)
        assert (row.state, row.name, row.born_on, row.area_id) == ("erased", "", None, cast.community.pk)
        assert bytes(row.phone_sealed) == bytes(row.id_number_sealed) == b""
    told = str(
        list(Event.objects.filter(subject_id__in=(made.pk, gone.pk), subject_kind="residents.person").values("data"))
    )
    assert "红" not in told and "号楼" not in told
    assert [one.pk for one in selectors.people_page(SYSTEM).rows] == [other.pk]
    services.erase_person(SYSTEM, person=Person.unscoped.get(pk=made.pk), reason="又一次")
    assert Event.objects.filter(code="residents.person_erased").count() == 1
    with pytest.raises(OutOfScope):
        services.erase_person(cast.li_grid_worker.actor, person=other, reason="x")


def test_a_death_ends_homes_and_is_taken_back_on_the_same_day(cast: Any) -> None:
    household, (head, child) = family(cast, "王小红", "王小明")
    worker = cast.li_grid_worker.actor
    assert services.note_death(worker, person=head).state == "deceased"
    household.refresh_from_db()
    assert (household.head_id, household.ends_on, household.dwelling.occupants) == (None, None, 1)
    assert [one.pk for one in selectors.people_page(worker).rows] == [child.pk]
    for act in (services.note_death, services.verify_person):
        refused("residents.deceased", act, worker, person=head)
    refused("residents.deceased", services.move_in, worker, person=head, dwelling=household.dwelling)
    refused("residents.deceased", services.merge_people, SYSTEM, kept=child, gone=head)
    services.take_back_death(worker, person=head)
    household.refresh_from_db()
    assert (household.head_id, household.dwelling.occupants) == (head.pk, 2)
    (home,) = selectors.homes_of(worker, Person.unscoped.get(pk=head.pk))
    assert (home.is_main, home.ends_on) == (True, None)
    refused("residents.not_deceased", services.take_back_death, worker, person=head)


def test_a_death_before_the_move_ends_the_home_on_its_first_day_and_the_household(cast: Any) -> None:
    household, (only,) = family(cast, "王小红")
    services.note_death(SYSTEM, person=only, on=clock.today() - timedelta(days=3))
    household.refresh_from_db()
    assert (household.ends_on, household.dwelling.occupants) == (clock.today(), 0)
    with clock.frozen(clock.now() + timedelta(days=1)):
        refused("residents.too_late", services.take_back_death, SYSTEM, person=only)
    services.take_back_death(SYSTEM, person=only)
    household.refresh_from_db()
    assert (household.ends_on, household.head_id) == (None, only.pk)


def test_a_death_taken_back_leaves_every_home_as_it_was(cast: Any) -> None:
    """The younger home was the main one; a third was left on the day on which the death was noted."""
    household, (head,) = family(cast, "王小红")
    flat, left = dwelling(cast, "202"), dwelling(cast, "303")
    with clock.frozen(clock.now() + timedelta(days=2)):
        services.move_in(SYSTEM, person=head, dwelling=flat)
        third = services.move_in(SYSTEM, person=head, dwelling=left, is_main=False)
        services.move_out(SYSTEM, residency=third)
        services.note_death(SYSTEM, person=head)
        services.take_back_death(SYSTEM, person=head)
        homes = selectors.homes_of(SYSTEM, Person.unscoped.get(pk=head.pk))
    assert [(home.dwelling_id, home.is_main, home.ends_on is None) for home in homes] == [
        (flat.pk, True, True), (household.dwelling_id, False, True), (left.pk, False, False),
    ]  # fmt: skip
    household.refresh_from_db()
    assert household.head_id == head.pk


def test_the_oldest_home_is_the_main_one_when_the_main_one_was_closed_since(cast: Any) -> None:
    household, (head,) = family(cast, "王小红")
    flat = dwelling(cast, "202")
    services.move_in(SYSTEM, person=head, dwelling=flat)
    services.note_death(SYSTEM, person=head)
    services.close_dwelling(SYSTEM, dwelling=flat)
    services.take_back_death(SYSTEM, person=head)
    (home,) = [one for one in selectors.homes_of(SYSTEM, Person.unscoped.get(pk=head.pk)) if one.ends_on is None]
    assert (home.dwelling_id, home.is_main) == (household.dwelling_id, True)


def test_who_may_note_a_death_and_when(cast: Any) -> None:
    made = person(cast)
    refused("residents.day_ahead", services.note_death, SYSTEM, person=made, on=clock.today() + timedelta(days=1))
    for member in (cast.qian_other_town, cast.admin, cast.wu_leader, cast.he_building, cast.zhou_department):
        for act in (services.note_death, services.take_back_death):
            with pytest.raises(OutOfScope):
                act(member.actor, person=made)
    services.note_death(SYSTEM, person=made)
    services.erase_person(SYSTEM, person=made, reason="到期")
    refused("residents.not_there", services.take_back_death, SYSTEM, person=made)


def test_a_number_entered_anew_keeps_a_death_from_being_taken_back(cast: Any) -> None:
    made = person(cast, id_number=number(1))
    services.note_death(SYSTEM, person=made)
    person(cast, "王大红", id_number=number(1))
    refused("residents.id_number_taken", services.take_back_death, SYSTEM, person=made)


def test_followers_hear_of_merges_and_erasing(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from linli.foundation.residents.services import watching

    heard: list[tuple[str, int, int | None]] = []
    monkeypatch.setattr(watching, "_followers", [])
    services.register_person_follower(
        lambda actor, change: heard.append((change.action, change.person.pk, change.other and change.other.pk))
    )
    kept, gone = person(cast), person(cast, born_on=GROWN)
    merge = services.merge_people(SYSTEM, kept=kept, gone=gone)
    services.undo_merge(SYSTEM, merge=merge)
    services.erase_person(SYSTEM, person=gone, reason="x")
    assert heard == [("merged", gone.pk, kept.pk), ("unmerged", gone.pk, kept.pk), ("erased", gone.pk, None)]
