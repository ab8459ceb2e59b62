"""Row-level security on a bare table: what the database shows and takes by the reach, without any filter of ours."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.db import DataError, ProgrammingError, connection, transaction

from linli.foundation.privacy import rls
from linli.foundation.privacy.roles import as_owner
from linli.kernel.actor import Actor

SEE = "people.view"


def run(statement: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture
def rows(cast: Any) -> dict[str, int]:
    """A protected table of the owner with a row in each of five places."""
    places = {
        name: getattr(cast, name) for name in ("grid", "second_grid", "building", "other_grid", "other_county_grid")
    }
    run("SET LOCAL ROLE linli")
    run('CREATE TABLE register (id int, county_id bigint, area_id bigint, name text COLLATE "C")')
    for statement in rls.protect("register"):
        run(statement)
    run(f"GRANT SELECT, INSERT, UPDATE, DELETE ON register TO {settings.LINLI_DB_ROLE}")
    for number, place in enumerate(places.values()):
        run("INSERT INTO register VALUES (%s, %s, %s, 'x')", number, place.county_id, place.pk)
    run(f"SET LOCAL ROLE {settings.LINLI_DB_ROLE}")
    return {name: number for number, name in enumerate(places)}


def seen() -> set[int]:
    return {row[0] for row in run("SELECT id FROM register")}


def test_without_a_reach_no_row_is_seen_changed_or_written(rows: dict[str, int], cast: Any) -> None:
    assert seen() == set()
    assert run("UPDATE register SET name = 'y' RETURNING id") == []
    assert run("DELETE FROM register RETURNING id") == []
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        run("INSERT INTO register VALUES (9, %s, %s, 'x')", cast.county.pk, cast.grid.pk)


def test_a_reach_shows_its_subtree_and_nothing_beside_it(rows: dict[str, int], cast: Any) -> None:
    def reach(member: Any) -> set[str]:
        with rls.reaching(member.actor, SEE):
            return {name for name, number in rows.items() if number in seen()}

    assert reach(cast.li_grid_worker) == {"grid", "building"}
    assert reach(cast.wang_community) == {"grid", "building", "second_grid"}
    assert reach(cast.qian_other_town) == {"other_grid"}
    assert reach(cast.chen_centre) == {"grid", "building", "second_grid", "other_grid"}
    assert reach(cast.feng_other_county) == {"other_county_grid"}
    assert reach(cast.he_building) == reach(cast.sun_resident) == set()
    assert seen() == set()


def test_the_system_and_everywhere_see_all(rows: dict[str, int]) -> None:
    with rls.everywhere():
        assert seen() == set(rows.values())
    with rls.reaching(Actor.system(), SEE):
        assert seen() == set(rows.values())


def test_a_row_is_written_and_moved_within_the_reach_only(rows: dict[str, int], cast: Any) -> None:
    with rls.within(cast.grid.path):
        run("INSERT INTO register VALUES (9, %s, %s, 'x')", cast.county.pk, cast.building.pk)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            run("INSERT INTO register VALUES (10, %s, %s, 'x')", cast.county.pk, cast.second_grid.pk)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            run("UPDATE register SET area_id = %s WHERE id = 9", cast.second_grid.pk)
        assert 9 in seen()


@pytest.mark.parametrize("told", ["x", "1", "987654321.", ".", ",,,", "1.'--", "%", "0.0.", "９.", "**", " *", "1.12"])
def test_a_reach_that_says_nothing_sensible_shows_nothing(rows: dict[str, int], told: str) -> None:
    with rls.within(told):
        assert seen() == set()


def test_a_number_too_large_is_an_error_and_no_row(rows: dict[str, int]) -> None:
    with pytest.raises(DataError), transaction.atomic(), rls.within("9" * 30 + "."):
        seen()
    assert rls.current() == ""


def test_a_path_that_begins_alike_isnt_below(rows: dict[str, int], cast: Any) -> None:
    """ "1.1." never matches "1.12."."""
    shorter = cast.grid.path[:-2] + "."
    with rls.within(shorter):
        assert rows["grid"] not in seen()


def test_blocks_nest_and_the_outer_reach_comes_back(
    rows: dict[str, int], cast: Any, django_assert_num_queries: Any
) -> None:
    with rls.within(cast.grid.path), django_assert_num_queries(0), rls.within(cast.grid.path):
        pass
    with rls.within(cast.other_grid.path):
        with rls.everywhere():
            assert len(seen()) == 5
        assert seen() == {rows["other_grid"]}
    assert seen() == set()


def test_the_reach_is_gone_after_an_error_of_any_kind(rows: dict[str, int], cast: Any) -> None:
    with pytest.raises(ZeroDivisionError), rls.everywhere():
        raise ZeroDivisionError
    assert seen() == set()
    with pytest.raises(DataError), transaction.atomic(), rls.everywhere():
        run("SELECT 1/0")
    assert seen() == set()
    with rls.everywhere(), pytest.raises(DataError), transaction.atomic(), rls.within(cast.grid.path):
        run("SELECT 1/0")
    assert (seen(), rls.current()) == (set(), "")


@pytest.mark.django_db(transaction=True)
def test_a_failed_transaction_takes_its_reach_along() -> None:
    def told() -> str:
        return run("SELECT coalesce(current_setting('linli.reach', true), '')")[0][0]

    with pytest.raises(DataError), transaction.atomic(), rls.everywhere():
        run("SELECT 1/0")
    assert (told(), rls.current()) == ("", "")
    with rls.everywhere():
        with pytest.raises(DataError), transaction.atomic(), rls.within("1."):
            run("SELECT 1/0")
        assert (told(), rls.current()) == ("*", "*")
    assert told() == ""


def test_the_decorator_asks_for_its_first_argument(rows: dict[str, int], cast: Any) -> None:
    @rls.reached(SEE)
    def ids(actor: Actor) -> set[int]:
        return seen()

    assert ids(cast.li_grid_worker.actor) == {rows["grid"], rows["building"]}
    assert ids(Actor.public()) == set()


def test_the_whole_county_for_whoever_holds_it_somewhere(rows: dict[str, int], cast: Any) -> None:
    def ids(actor: Actor, permission: str | None = None) -> set[int]:
        return rls.asking(lambda one: rls.in_county(one, permission))(lambda one: seen())(actor)

    county = {rows[name] for name in ("grid", "second_grid", "building", "other_grid")}
    li = cast.li_grid_worker.actor
    assert ids(li, SEE) == ids(li) == county
    assert ids(li, "territory.draw") == set()
    assert ids(cast.feng_other_county.actor, SEE) == {rows["other_county_grid"]}
    assert ids(Actor.public()) == ids(Actor.public(), SEE) == set()
    assert ids(Actor.system(), SEE) == county | {rows["other_county_grid"]}


@pytest.mark.parametrize(("prefix", "inside", "outside"), [("王", "王\U0010ffff", "玌"), ("a", "az", "b"), ("\ud7ff", "\ud7ff1", "\ue000")])  # fmt: skip
def test_the_end_of_a_prefix(prefix: str, inside: str, outside: str) -> None:
    assert prefix <= inside < rls.end_of(prefix) <= outside
    with pytest.raises(ValueError):
        rls.end_of("")


@pytest.mark.django_db(transaction=True)
def test_we_work_under_a_role_that_owns_nothing() -> None:
    assert run("SELECT current_user::text") == [(settings.LINLI_DB_ROLE,)]
    owned = "SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole"
    facts = "SELECT rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
    assert (run(owned), run(facts)) == ([(0,)], [(False,)])
    for statement in ("CREATE TABLE mine (id int)", "ALTER TABLE people_staffcard ADD x int",
                      "ALTER TABLE privacy_look DISABLE ROW LEVEL SECURITY", "DELETE FROM django_migrations"):  # fmt: skip
        with pytest.raises(ProgrammingError):
            run(statement)
    with as_owner():
        assert run("SELECT current_user::text") == [("linli",)]
    assert run("SELECT current_user::text") == [(settings.LINLI_DB_ROLE,)]


def test_a_policy_costs_one_hash_a_query(rows: dict[str, int], cast: Any) -> None:
    """The areas of the reach are found once a query, not once a row."""
    with rls.within(cast.grid.path):
        plan = "\n".join(row[0] for row in run("EXPLAIN SELECT id FROM register WHERE area_id = 1"))
    assert "hashed SubPlan" in plan
    assert "InitPlan" in plan
