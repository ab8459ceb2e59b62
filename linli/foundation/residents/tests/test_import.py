"""Lists: good rows in, wrong rows back with reasons, the same list twice adds nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from linli.foundation.audit.models import Event
from linli.foundation.residents import selectors, services
from linli.foundation.residents.models import Dwelling, Household, Likeness, Person, Residency
from linli.foundation.residents.tests.making import CHILD, GROWN, SYSTEM, block, dwelling, family, number, person, row

FAMILY = ("王一", "王二", "王三")


def rows_of(cast: Any, room: str = "101") -> list[Any]:
    relations = ("head", "spouse", "child")
    return [
        row(line, cast.building, name, room=room, relation=relations[line - 1], id_number=number(line), born_on=GROWN)
        for line, name in enumerate(FAMILY, start=1)
    ]


def send(cast: Any, rows: list[Any], actor: Any = SYSTEM, **options: Any) -> services.ImportReport:
    return services.import_people(actor, county=cast.county, rows=rows, **options)


def test_a_family_comes_in_with_its_home_and_head(cast: Any) -> None:
    report = send(cast, rows_of(cast), cast.wang_community.actor)
    assert (report.added, report.known, report.problems) == (3, 0, ())
    household = Household.unscoped.get()
    stays = selectors.members_of(SYSTEM, household)
    assert [(one.person.name, one.relation, one.is_main) for one in stays] == [
        ("王一", "head", True), ("王二", "spouse", True), ("王三", "child", True),
    ]  # fmt: skip
    home = Dwelling.unscoped.get()
    assert (home.occupants, home.address_masked, selectors.full_address(home)) == (
        3, "1 号楼", "河东街道柳园社区1 号楼101",
    )  # fmt: skip
    assert services.reveal_field(
        SYSTEM, person=Person.unscoped.get(name="王二"), field="id_number", reason="核对"
    ) == number(2)
    assert Event.objects.get(code="residents.people_imported").data == {"added": 3}


def test_the_same_list_twice_adds_nobody(cast: Any) -> None:
    unnumbered = [row(9, cast.grid, "赵六", phone="10000001234"), row(10, cast.grid, "赵七")]
    first = send(cast, [*rows_of(cast), *unnumbered])
    again = send(cast, [*rows_of(cast), *unnumbered, *unnumbered])
    assert (first.added, again.added, again.known) == (5, 0, 7)
    assert (Person.unscoped.count(), Dwelling.unscoped.count(), Household.unscoped.count()) == (5, 1, 1)


def test_one_line_twice_in_a_batch_is_one_person(cast: Any) -> None:
    report = send(cast, [*rows_of(cast), rows_of(cast)[1]])
    assert (report.added, report.known) == (3, 1)


def test_wrong_rows_come_back_with_the_reason_and_the_rest_goes_in(cast: Any) -> None:
    bad = {
        "id_check": row(1, cast.grid, "王一", id_number="130402198207290622"),
        "id_old": row(2, cast.grid, "王二", id_number="130402820729062"),
        "bad_name": row(3, cast.grid, "王3"),
        "bad_phone": row(4, cast.grid, "王四", phone="12"),
        "born_differs": row(5, cast.grid, "王五", id_number=number(5), born_on=GROWN + timedelta(days=1)),
        "bad_area": row(6, cast.other_county_grid, "王六"),
        "area_too_high": row(7, cast.street, "王七", room="101"),
        "bad_choice": row(8, cast.grid, "王八", room="1", relation="boss"),
        "months_needed": row(9, cast.grid, "王九", kind="seasonal"),
        "bad_room": row(10, cast.grid, "王十", room="9" * 41),
    }
    report = send(cast, [*bad.values(), row(11, cast.grid, "张一"), row(12, cast.grid, "张二", kind="x")])
    assert {f"residents.{code}": one.line for code, one in bad.items()} == {
        one.code: one.line for one in report.problems if one.line < 12
    }
    assert all(one.words and "{" not in one.words for one in report.problems)
    assert report.problems[-1].words == "x 不在可选范围内。"
    assert (report.added, Person.unscoped.get().name) == (1, "张一")


def test_a_second_head_of_one_household_comes_back(cast: Any) -> None:
    twice = [
        row(n, cast.building, name, room="101", relation="head") for n, name in enumerate(("王一", "王二"), start=1)
    ]
    report = send(cast, twice)
    assert [(one.line, one.code) for one in report.problems] == [(2, "residents.has_head")]
    apart = [
        row(n, cast.building, name, room="102", relation="head", household=name)
        for n, name in enumerate(("赵一", "赵二"))
    ]
    assert send(cast, apart).added == 2
    assert Household.unscoped.count() == 3


def test_late_rows_join_the_household_behind_the_door(cast: Any) -> None:
    household, (head,) = family(cast, "王一", room="101")
    send(cast, [row(1, cast.building, "王二", room="１０１室", relation="head", phone="10000007777")])
    stay = Residency.unscoped.get(person__name="王二")
    assert (stay.household_id, stay.relation) == (household.pk, "")
    household.refresh_from_db()
    assert household.head_id == head.pk
    empty = services.form_household(SYSTEM, dwelling=dwelling(cast, "103"))
    send(cast, [row(2, cast.building, "王三", room="103", relation="head")])
    empty.refresh_from_db()
    assert empty.head is not None and empty.head.name == "王三"


def test_a_dry_run_writes_nothing(cast: Any) -> None:
    report = send(cast, [*rows_of(cast), row(9, cast.grid, "王9")], dry_run=True)
    assert (report.added, len(report.problems)) == (3, 1)
    assert not Person.unscoped.exists() and not Event.objects.filter(code="residents.people_imported").exists()


def test_rows_beyond_the_reach_come_back(cast: Any) -> None:
    mixed = [row(1, cast.grid, "王一"), row(2, cast.other_grid, "王二")]
    report = send(cast, mixed, cast.wang_community.actor)
    assert (report.added, [one.line for one in report.problems]) == (1, [2])
    for member in (cast.li_grid_worker, cast.chen_centre, cast.sun_resident, cast.deng_other_admin):
        assert send(cast, [row(1, cast.grid, "赵六")], member.actor).added == 0
    assert send(cast, [row(1, cast.grid, "赵小小", born_on=CHILD)], cast.admin.actor).added == 1


def test_entries_that_look_alike_are_noted_for_the_whole_batch(cast: Any) -> None:
    old = person(cast)
    rows = [
        row(1, cast.grid, "王小红", phone="10000001234"),
        row(2, block(cast), "王小红", born_on=GROWN),
        row(3, cast.grid, "王大红", phone="10000001234"),
    ]
    send(cast, rows)
    pairs = Likeness.unscoped.values_list("first_id", "second__area__name", "by")
    assert set(pairs) == {(old.pk, "柳园第一网格", "phone"), (old.pk, "甲楼", "birthday")}


def test_seasonal_rows_keep_their_months(cast: Any) -> None:
    send(cast, [row(1, cast.building, "王一", room="1", kind="seasonal", first_month=5, last_month=10)])
    stay = Residency.unscoped.get()
    assert (stay.kind, stay.first_month, stay.last_month) == ("seasonal", 5, 10)


def test_a_batch_costs_the_same_statements_for_three_and_three_hundred(
    cast: Any, django_assert_max_num_queries: Any
) -> None:
    many = [row(n, cast.building, "王一", room=str(n // 3), id_number=number(n)) for n in range(300)]
    with django_assert_max_num_queries(45):
        assert send(cast, many).added == 300
