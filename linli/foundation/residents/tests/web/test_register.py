"""The registers over HTTP: what is shown, what is masked, what comes back, and who is turned away."""

from __future__ import annotations

from typing import Any

import pytest

from linli.foundation.privacy import rls
from linli.foundation.privacy.models import Look
from linli.foundation.residents import services
from linli.foundation.residents.models import Dwelling, Household, Likeness, Merge, Person, Residency
from linli.foundation.residents.tests.making import CHILD, SYSTEM, dwelling, family, number, person

REGISTER = "/console/residents/"


def rows(model: Any, **wanted: Any) -> list[Any]:
    with rls.everywhere():
        return list(model.unscoped.filter(**wanted).order_by("pk"))


def only(model: Any, **wanted: Any) -> Any:
    (found,) = rows(model, **wanted)
    return found


def of(one: Any, *more: Any, kind: str = "residents") -> str:
    return f"/console/{kind}/" + "".join(f"{part}/" for part in (one.pk, *more))


def text_of(answer: Any) -> str:
    return answer.content.decode()


ENTRY = {
    "name": "王小红", "phone": "100 0000 1234", "id_number": "", "born_on": "1980-05-17", "registered": "here", "employer": "",
    "room": "101", "relation": "head", "kind": "living", "dwelling_kind": "home",
}  # fmt: skip


def test_the_register_shows_masked_rows_of_ones_own_place(cast: Any, client_of: Any) -> None:
    person(cast, id_number=number(1))
    person(cast, "赵六", area=cast.other_grid)
    shown = text_of(client_of(cast.wang_community).get(REGISTER))
    assert "王小红" in shown and "100****1234" in shown and "9901**********" in shown
    assert "赵六" not in shown and "10000001234" not in shown and number(1) not in shown


def test_filters_stand_in_the_address_and_pages_follow_each_other(cast: Any, client_of: Any) -> None:
    rows_made = [services.ImportRow(n, cast.grid.pk, services.PersonDraft(f"王{'一' * n}")) for n in range(1, 56)]
    services.import_people(SYSTEM, county=cast.county, rows=rows_made)
    client = client_of(cast.wang_community)
    first = client.get(f"{REGISTER}?q=王&seen=no&area={cast.grid.pk}")
    assert len(first.context["rows"]) == 50
    onward = first.context["pager"]["next_url"]
    assert "seen=no" in onward and f"area={cast.grid.pk}" in onward
    second = client.get(REGISTER + onward)
    assert [len(one.name) for one in second.context["rows"]] == [52, 53, 54, 55, 56]
    assert second.context["pager"]["next_url"] == "" and second.context["pager"]["previous_url"]
    partial = client.get(f"{REGISTER}?q=王", headers={"HX-Request": "true"})
    assert "<html" not in text_of(partial)


def test_an_area_of_somebody_else_narrows_nothing_and_shows_nothing(cast: Any, client_of: Any) -> None:
    person(cast, "赵六", area=cast.other_grid)
    shown = text_of(client_of(cast.wang_community).get(f"{REGISTER}?area={cast.other_grid.pk}"))
    assert "赵六" not in shown


def test_somebody_is_entered_once_with_a_home(cast: Any, client_of: Any) -> None:
    client, url = client_of(cast.li_grid_worker), f"/console/residents/add/{cast.building.pk}/"
    assert client.get(url).status_code == 200
    answers = [client.post(url, {**ENTRY, "room": "东户", "idempotency_key": "a"}) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {303}
    made = only(Person)
    assert only(Household).head_id == made.pk
    page = text_of(client.get(of(made)))
    assert "1 号楼" in page and "户主" in page and "东户" not in page


def test_bad_words_come_back_at_their_field(cast: Any, client_of: Any) -> None:
    client, url = client_of(cast.li_grid_worker), f"/console/residents/add/{cast.building.pk}/"
    for field, word in (
        ("id_number", "130402198207290622"), ("id_number", "130402820729062"), ("phone", "12"), ("name", "王2"),
        ("first_month", ""), ("room", "9" * 41),
    ):  # fmt: skip
        extra = {"kind": "seasonal"} if field == "first_month" else {}
        answer = client.post(url, {**ENTRY, **extra, field: word})
        assert answer.status_code == 422
        assert answer.context["form"].errors.get(field), (field, answer.context["form"].errors)
    assert rows(Person) == [] and rows(Dwelling) == []


def test_an_entry_that_looks_like_another_is_asked_about_first(cast: Any, client_of: Any) -> None:
    person(cast)
    client, url = client_of(cast.li_grid_worker), f"/console/residents/add/{cast.building.pk}/"
    asked = client.post(url, ENTRY)
    assert asked.status_code == 422 and "是不是下面这些人" in text_of(asked)
    assert client.post(url, {**ENTRY, "sure": "on"}).status_code == 303
    assert len(rows(Person)) == 2


def test_one_field_is_opened_with_a_reason_and_the_look_is_kept(cast: Any, client_of: Any) -> None:
    made = person(cast)
    client = client_of(cast.li_grid_worker)
    assert client.post(of(made, "reveal"), {"field": "phone", "reason": ""}).status_code == 422
    assert rows(Look) == []
    answer = client.post(of(made, "reveal"), {"field": "phone", "reason": "回访"})
    assert "10000001234" in text_of(answer) and "no-store" in answer.headers["Cache-Control"]
    assert only(Look).reason == "回访"
    empty = client.post(of(made, "reveal"), {"field": "id_number", "reason": "回访"})
    assert empty.status_code == 422
    assert client.post(of(made, "reveal"), {"field": "name", "reason": "回访"}).status_code == 422


def test_an_entry_is_changed_verified_and_erased(cast: Any, client_of: Any) -> None:
    made = person(cast)
    client = client_of(cast.wang_community)
    assert "10000001234" not in text_of(client.get(of(made, "change")))
    change = {"name": "王晓红", "registered": "elsewhere", "born_on": "", "employer": "", "forget": ["phone"]}
    assert client.post(of(made, "change"), change).status_code == 303
    changed = only(Person)
    assert (changed.name, changed.registered, changed.phone_index) == ("王晓红", "elsewhere", "")
    assert client.post(of(made, "verify")).status_code == 303
    assert only(Person).verified_on
    assert client.post(of(made, "erase"), {"reason": ""}).status_code == 422
    assert client.post(of(made, "erase"), {"reason": "本人要求"}).status_code == 303
    assert "已删除的登记" in text_of(client.get(of(made)))


def test_moving_in_out_and_away(cast: Any, client_of: Any) -> None:
    made = person(cast)
    client = client_of(cast.li_grid_worker)
    move = of(made, "move", cast.building.pk)
    stay = {"room": "201", "kind": "living", "dwelling_kind": "rented", "is_main": "on", "idempotency_key": "m"}
    assert client.get(move).status_code == 200
    assert client.post(move, stay).status_code == 303
    assert client.post(move, {**stay, "idempotency_key": "n"}).status_code == 422
    home = only(Residency)
    assert client.get(of(home, "end", kind="residencies")).status_code == 200
    assert client.post(of(home, "end", kind="residencies"), {"on": ""}).status_code == 303
    assert only(Person).state == "left"


def test_a_death_is_confirmed_and_taken_back(cast: Any, client_of: Any) -> None:
    made = person(cast)
    client = client_of(cast.li_grid_worker)
    assert "登记去世" in text_of(client.get(of(made)))
    assert client.get(of(made, "death")).status_code == 200
    assert client.post(of(made, "death"), {"on": ""}).status_code == 422
    assert client.post(of(made, "death"), {"on": "", "sure": "on"}).status_code == 303
    assert client.post(of(made, "death"), {"on": "", "sure": "on"}).status_code == 422
    shown = text_of(client.get(of(made)))
    assert "已故" in shown and "撤回登记" in shown and f'href="{of(made, "death")}"' not in shown
    assert client.post(of(made, "death/undo")).status_code == 303
    assert only(Person).state == "present"


def test_five_people_with_one_phone_are_five_and_a_look_is_at_one(cast: Any, client_of: Any) -> None:
    client, url = client_of(cast.li_grid_worker), f"/console/residents/add/{cast.building.pk}/"
    names = [f"王{one}" for one in "一二三四五"]
    for name in names:
        entry = {**ENTRY, "name": name, "relation": "", "idempotency_key": name}
        assert client.post(url, entry).status_code == 303, name
    found = client.get(f"{REGISTER}?q=１00-0000-1234")
    assert [one.name for one in found.context["rows"]] == sorted(names)
    assert client.get("/console/residents/lists/duplicates/").context["rows"] == []
    third = found.context["rows"][2]
    assert client.post(of(third, "reveal"), {"field": "phone", "reason": "回电话"}).status_code == 200
    assert [look.subject_id for look in Look.unscoped.all()] == [third.pk]


def test_a_household_without_a_head_is_shown_listed_and_given_one(cast: Any, client_of: Any) -> None:
    client, url = client_of(cast.wang_community), f"/console/residents/add/{cast.building.pk}/"
    for name in ("王一", "王二"):
        assert client.post(url, {**ENTRY, "name": name, "relation": "", "idempotency_key": name}).status_code == 303
    household = only(Household)
    headless = "/console/residents/lists/headless/"
    assert [one.pk for one in client.get(headless).context["rows"]] == [household.pk]
    assert "还没有户主" in text_of(client.get(of(household, kind="households")))
    with rls.everywhere():
        second = Person.unscoped.get(name="王二")
    assert client.post(of(household, "head", kind="households"), {"person": second.pk}).status_code == 303
    assert client.get(headless).context["rows"] == []


def test_names_with_a_dot_are_one_name_however_the_dot_is_written(cast: Any, client_of: Any) -> None:
    client, url = client_of(cast.li_grid_worker), f"/console/residents/add/{cast.building.pk}/"
    entry = {**ENTRY, "name": "古丽娜•买买提", "idempotency_key": "a"}
    assert client.post(url, entry).status_code == 303
    assert only(Person).name == "古丽娜·买买提"
    for written in ("古丽娜・买买提", "古丽娜.买", "古丽娜 · 买买提"):
        assert [one.name for one in client.get(REGISTER, {"q": written}).context["rows"]] == ["古丽娜·买买提"], written
    again = client.post(url, {**entry, "name": "古丽娜‧买买提", "room": "", "idempotency_key": "b"})
    assert again.status_code == 422 and len(again.context["alike"]) == 1


def test_a_dwelling_and_its_household(cast: Any, client_of: Any) -> None:
    client = client_of(cast.li_grid_worker)
    add = f"/console/dwellings/in/{cast.building.pk}/add/"
    assert client.post(add, {"room": "101", "kind": "home", "idempotency_key": "d"}).status_code == 303
    assert client.post(add, {"room": "101室", "kind": "home", "idempotency_key": "e"}).status_code == 422
    made = only(Dwelling)
    assert "1 号楼" in text_of(client.get(f"/console/dwellings/in/{cast.building.pk}/?room=101"))
    assert client.get(f"/console/dwellings/in/{cast.building.pk}/?room=102").context["rows"] == []
    assert client.post(of(made, "address", kind="dwellings"), {"reason": "漏水"}).context["shown"].endswith("101")
    assert client.post(of(made, "change", kind="dwellings"), {"kind": "palace"}).status_code == 422
    assert client.post(of(made, "change", kind="dwellings"), {"kind": "shop"}).status_code == 303
    assert client.post(of(made, "household", kind="dwellings"), {"idempotency_key": "h"}).status_code == 303
    assert client.get(of(only(Household), kind="households")).status_code == 200
    assert client.post(of(made, "change", kind="dwellings"), {"close": "1"}).status_code == 303
    assert client.get(of(made, kind="dwellings")).status_code == 200


def test_a_household_gets_a_head_splits_and_moves(cast: Any, client_of: Any) -> None:
    household, (first, second, third) = family(cast, "王一", "王二", "王三")
    client = client_of(cast.li_grid_worker)
    page = of(household, kind="households")
    assert "王三" in text_of(client.get(page))
    assert client.post(f"{page}head/", {"person": second.pk}).status_code == 303
    assert only(Household).head_id == second.pk
    assert client.post(f"{page}head/", {"person": 987654321}).status_code == 422
    assert client.post(f"{page}split/", {"people": [], "room": ""}).status_code == 422
    both = {"people": [first.pk, third.pk], "room": "", "idempotency_key": "s"}
    assert client.post(f"{page}split/", both).status_code == 303
    assert client.post(f"{page}split/", {"people": [second.pk], "room": "", "idempotency_key": "t"}).status_code == 422
    move = f"{page}move/{cast.building.pk}/"
    assert client.get(move).status_code == 200
    assert client.post(move, {"room": ""}).status_code == 422
    assert client.post(move, {"room": "301", "idempotency_key": "v"}).status_code == 303
    assert len(rows(Household)) == 2 and len(rows(Dwelling)) == 2


def test_two_entries_are_compared_merged_undone_and_told_apart(cast: Any, client_of: Any) -> None:
    kept, gone = person(cast), person(cast, phone="")
    client = client_of(cast.wang_community)
    assert "王小红" in text_of(client.get("/console/residents/lists/duplicates/"))
    merge = of(kept, "merge", gone.pk)
    assert client.get(merge).status_code == 200
    assert client.post(merge, {"keep": 987654321}).status_code == 422
    assert client.post(merge, {"keep": kept.pk, "idempotency_key": "k"}).status_code == 303
    assert "已并入" in text_of(client.get(of(gone)))
    assert client.post(of(only(Merge), "undo", kind="merges")).status_code == 303
    assert client.post(of(only(Likeness), "apart", kind="alike")).status_code == 303
    assert client.get("/console/residents/lists/duplicates/").context["rows"] == []


@pytest.mark.parametrize("which", ["duplicates", "elsewhere", "unregistered", "headless", "unverified"])
def test_the_lists_open_filled_and_empty(cast: Any, client_of: Any, which: str) -> None:
    client, url = client_of(cast.wang_community), f"/console/residents/lists/{which}/"
    assert client.get(url).context["rows"] == []
    person(cast, registered="elsewhere")
    person(cast, phone="")
    services.form_household(SYSTEM, dwelling=dwelling(cast))
    assert len(client.get(url).context["rows"]) == (2 if which == "unverified" else 1)
    assert client.get("/console/residents/lists/nothing/").status_code == 404


def test_children_are_nowhere_for_an_administrator(cast: Any, client_of: Any) -> None:
    household, people = family(cast, "王小红")
    child = person(cast, "王小小", born_on=CHILD)
    services.move_in(SYSTEM, person=child, dwelling=household.dwelling, household=household, relation="child")
    client = client_of(cast.admin)
    for url in (REGISTER, of(people[0]), of(household.dwelling, kind="dwellings"), of(household, kind="households")):
        answer = client.get(url)
        assert answer.status_code == 200 and "王小小" not in text_of(answer), url
    assert client.get(of(child)).status_code == 404
    assert "王小小" in text_of(client_of(cast.li_grid_worker).get(of(household, kind="households")))


def test_pages_cost_the_same_for_three_and_thirty(
    cast: Any, client_of: Any, django_assert_max_num_queries: Any
) -> None:
    household, people = family(cast, *(f"王{'一' * n}" for n in range(1, 31)))
    client = client_of(cast.wang_community)
    for url, most in (
        (REGISTER, 12), (of(people[0]), 32), (of(household, kind="households"), 22), (of(household.dwelling, kind="dwellings"), 26),
        ("/console/residents/lists/unverified/", 12), ("/console/residents/places/", 10),
    ):  # fmt: skip
        client.get(url)
        with django_assert_max_num_queries(most):
            assert client.get(url).status_code == 200
