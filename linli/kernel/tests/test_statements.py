"""Kept statements find, insert and change the same rows as Django's own, and ask the database as often as they say."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q
from django.db.transaction import TransactionManagementError
from django.db.utils import DataError
from django.test.utils import CaptureQueriesContext

from linli.domains.cases.models import Case
from linli.domains.cases.tests.making import open_case
from linli.domains.notices.models import Notice
from linli.foundation.audit.models import Event, Outbox, SentForm
from linli.foundation.territory.models import Area
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope
from linli.kernel.scoping import keep_in_scope
from linli.kernel.statements import Kept, KeptBy, among, forget, hole
from linli.kernel.writes import insert, together, update

pytestmark = pytest.mark.django_db


def form(key: str, location: str = "") -> SentForm:
    return SentForm(key=key, location=location, created_at=clock.now())


def event(code: str = "cases.opened", **data: Any) -> Event:
    return Event(
        at=clock.now(), code=code, subject_kind="x", subject_id=1, actor_label="", audience="internal", data=data
    )


def test_a_kept_queryset_answers_each_time_for_its_own_values(cast: SimpleNamespace) -> None:
    kept = Kept(lambda: Area.unscoped.filter(pk=hole("pk")).select_related("county", "parent").defer("boundary"))
    for area in (cast.grid, cast.street, cast.county):
        found = kept.first(pk=area.pk)
        assert found == area and found.name == area.name
        assert found.county == cast.county and found.parent_id == area.parent_id
        assert found.get_deferred_fields() == {"boundary"}
    assert kept.first(pk=0) is None


def test_what_is_related_comes_in_the_same_statement(cast: SimpleNamespace, django_assert_num_queries: Any) -> None:
    kept = Kept(
        lambda: Area.unscoped.filter(pk=hole("pk")).select_related("county", "compound").annotate(up=F("depth"))
    )
    with django_assert_num_queries(1):
        found = kept.first(pk=cast.grid.pk)
        assert (found.county.name, found.compound, found.up) == (cast.county.name, None, cast.grid.depth)


def test_a_list_of_any_length_is_one_value(cast: SimpleNamespace) -> None:
    kept = Kept(
        lambda: (
            Area.unscoped.filter(Q(among("pk", hole("ids"))), kind=hole("kind"))
            .order_by("pk")
            .values_list("pk", "name")
        )
    )
    both = sorted([cast.grid.pk, cast.second_grid.pk])
    assert [pk for pk, _ in kept.rows(ids=[*both, cast.street.pk], kind="grid")] == both
    assert kept.rows(ids=[cast.grid.pk], kind="grid") == [(cast.grid.pk, cast.grid.name)]
    assert kept.rows(ids=[], kind="grid") == []


def test_statements_are_kept_by_whose_scope_they_ask(cast: SimpleNamespace) -> None:
    made: list[Any] = []

    def seen(actor: Any) -> Any:
        made.append(actor)
        return Area.scoped.visible_to(actor, "cases.view").filter(kind=hole("kind")).values_list("pk")

    kept = KeptBy(seen)
    li, qian = cast.li_grid_worker.actor, cast.qian_other_town.actor
    for _ in range(2):
        assert kept(li).rows(kind="grid") == [(cast.grid.pk,)]
        assert kept(qian).rows(kind="grid") == [(cast.other_grid.pk,)]
    assert made == [li, qian]
    assert kept(replace(li, grants=())).rows(kind="grid") == [], "another right is another key"
    forget()
    kept(li).rows(kind="grid")
    assert len(made) == 4


def test_values_are_values_and_never_sql(cast: SimpleNamespace) -> None:
    kept = Kept(lambda: Area.unscoped.filter(name=hole("name")).values_list("pk"))
    assert kept.rows(name="' OR 1=1 --") == []
    assert kept.rows(name="%s %(name)s") == []


def test_a_missing_value_is_an_error_not_a_wider_answer(cast: SimpleNamespace) -> None:
    with pytest.raises(KeyError):
        Kept(lambda: Area.unscoped.filter(pk=hole("pk"))).rows()


def test_json_comes_back_as_what_it_was() -> None:
    insert([event(words="灯不亮", list=[1, 2])])
    kept = Kept(lambda: Event.objects.filter(code=hole("code")))
    assert kept.first(code="cases.opened").data == {"words": "灯不亮", "list": [1, 2]}


def test_inserted_rows_are_whole_and_get_their_keys(django_assert_num_queries: Any) -> None:
    rows = [event(n=1), event(n=2), event(n=3)]
    with django_assert_num_queries(1):
        insert(rows)
    assert [Event.objects.get(pk=row.pk).data for row in rows] == [{"n": 1}, {"n": 2}, {"n": 3}]
    waiting = Outbox(event=rows[1], created_at=rows[1].at, next_at=rows[1].at)
    insert([waiting])
    assert Outbox.objects.get(pk=waiting.pk).event_id == rows[1].pk
    assert not waiting._state.adding


def test_a_row_planned_before_its_parent_was_written_gets_the_parents_key() -> None:
    parent = event()
    child = Outbox(event=parent, created_at=parent.at, next_at=parent.at)
    insert([parent])
    insert([child])
    assert child.event_id == parent.pk


def test_statements_are_logged_with_their_sql_also_when_their_plan_is_kept() -> None:
    kept = Kept(lambda: SentForm.objects.filter(key=hole("key")))
    with CaptureQueriesContext(connection) as asked:
        for _ in range(6):
            kept.rows(key="a")
    assert len(asked) == 6
    assert all("audit_sentform" in line["sql"] for line in asked)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%audit_sentform%'")
        assert cursor.fetchone()[0] > 0


def test_inserts_of_a_block_are_one_statement_and_give_their_keys(django_assert_num_queries: Any) -> None:
    insert([form("held")])
    first, second, sent = [event(n=1), event(n=2)], event(code="b", n=3), form("new", "$1 {} %s")
    with django_assert_num_queries(1), together():
        insert(first)
        insert([form("held", "left out")], ignore_conflicts=True)
        with together():  # joins the block around it
            insert([second])
        insert([sent])
    assert [Event.objects.get(pk=row.pk).data["n"] for row in (*first, second)] == [1, 2, 3]
    assert dict(SentForm.objects.values_list("key", "location")) == {"held": "", "new": "$1 {} %s"}
    assert not any(row._state.adding for row in (*first, second, sent))


def test_a_row_of_a_block_that_needs_anothers_key_waits_for_it(django_assert_num_queries: Any) -> None:
    parent, other = event(n=1), event(n=2)
    with django_assert_num_queries(2), together():
        insert([parent])
        insert([other])
        child = Outbox(event=parent, created_at=parent.at, next_at=parent.at)
        insert([child])
    assert Outbox.objects.get(pk=child.pk).event_id == parent.pk and other.pk


def test_a_block_that_fails_sends_nothing_and_the_next_begins_anew(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0), pytest.raises(ValueError, match="midway"), together():
        insert([form("lost")])
        raise ValueError("midway")
    insert([form("kept")])
    assert list(SentForm.objects.values_list("key", flat=True)) == ["kept"]


def test_a_conflict_within_a_block_undoes_all_of_it() -> None:
    insert([form("a")])
    with pytest.raises(IntegrityError), transaction.atomic(), together():
        insert([event(n=1)])
        insert([form("a")])
    assert not Event.objects.exists()


def test_nothing_is_asked_for_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        insert([])
        update([], ["code"])


def test_a_conflict_is_an_error_unless_it_is_expected() -> None:
    insert([form("a")])
    with pytest.raises(IntegrityError), transaction.atomic():
        insert([form("a")])
    insert([form("a", "second"), form("b")], ignore_conflicts=True)
    assert dict(SentForm.objects.values_list("key", "location")) == {"a": "", "b": ""}


def test_the_database_works_a_column_out() -> None:
    row = form("c")
    insert([row], computed={"location": ("SELECT {} || '2'", ["1"])})
    assert row.location == "12" and SentForm.objects.get(key="c").location == "12"


def test_an_update_writes_the_named_columns_of_each_row_in_one_statement(django_assert_num_queries: Any) -> None:
    rows = [event(n=1), event(n=2), event(n=3)]
    insert(rows)
    for row in rows[:2]:
        row.actor_id, row.actor_label, row.code = row.pk * 10, f"我{row.pk}", "never.written"
        row.data = {"n": "x"}
    rows[0].redacted_at = clock.now() - timedelta(days=1)
    with django_assert_num_queries(1):
        update(rows[:2], ["actor_id", "actor_label", "data", "redacted_at"])
    for row in rows[:2]:
        kept = Event.objects.get(pk=row.pk)
        assert (kept.actor_id, kept.actor_label, kept.redacted_at) == (row.pk * 10, f"我{row.pk}", row.redacted_at)
        assert (kept.code, kept.data) == ("cases.opened", {"n": "x"})
    assert Event.objects.get(pk=rows[2].pk).data == {"n": 3}


def test_an_update_takes_back_to_null(cast: SimpleNamespace) -> None:
    case = open_case(cast)
    assert case.due_at is not None and case.handler_id is not None
    case.due_at, case.handler_id = None, None
    update([case], ["due_at", "handler_id"])
    case.refresh_from_db()
    assert (case.due_at, case.handler_id) == (None, None)


@pytest.mark.django_db(transaction=True)
def test_a_lock_outside_of_a_transaction_is_refused() -> None:
    kept = Kept(lambda: SentForm.objects.filter(key=hole("key")).select_for_update())
    with transaction.atomic():
        assert kept.rows(key="none") == []
    with pytest.raises(TransactionManagementError):
        kept.rows(key="none")


def test_a_scope_that_grants_nothing_asks_nothing(cast: SimpleNamespace, django_assert_num_queries: Any) -> None:
    case = open_case(cast)
    with django_assert_num_queries(0), pytest.raises(OutOfScope):
        keep_in_scope(Actor.public(), case)


def test_the_kept_scope_is_each_actors_own(cast: SimpleNamespace) -> None:
    case = open_case(cast)
    for _ in range(2):
        keep_in_scope(cast.li_grid_worker.actor, case)
        with pytest.raises(OutOfScope):
            keep_in_scope(cast.feng_other_county.actor, case)
    Case.unscoped.filter(pk=case.pk).update(area=cast.second_grid)
    with pytest.raises(OutOfScope):
        keep_in_scope(cast.li_grid_worker.actor, case)
    Case.unscoped.filter(pk=case.pk).update(area=case.area)
    stripped = Actor(
        **{name: getattr(cast.li_grid_worker.actor, name) for name in ("account_id", "label", "county_id")}
    )
    with pytest.raises(OutOfScope):
        keep_in_scope(stripped, case)


def test_one_plan_serves_all_whose_grants_are_of_a_kind(cast: SimpleNamespace) -> None:
    def scope(actor: Actor) -> tuple[str, list[Any]]:
        rows = Case.scoped.visible_to(actor).filter(pk=hole("pk")).values_list("pk")
        return Kept(lambda: rows, shared=True).statement(pk=1)

    worker = cast.li_grid_worker.actor
    elsewhere = replace(worker, grants=tuple(replace(grant, path=f"{grant.path}9.") for grant in worker.grants))
    (own, near), (other, far) = scope(worker), scope(elsewhere)
    assert own == other and near != far
    either = Case.unscoped.filter(Q(area__path="1.") | Q(ref="x"), pk=hole("pk"))
    assert Kept(lambda: either, shared=True).statement(pk=1)[1] == [1]  # the rest is written out


def test_what_is_expected_goes_with_the_inserts(cast: SimpleNamespace, django_assert_num_queries: Any) -> None:
    case = open_case(cast)
    with django_assert_num_queries(1), together():
        insert([event()])
        keep_in_scope(cast.li_grid_worker.actor, case)
    with django_assert_num_queries(1), pytest.raises(OutOfScope), together():
        insert([event()])
        keep_in_scope(cast.feng_other_county.actor, case)


def test_a_wrong_type_is_the_databases_error_not_a_guess() -> None:
    kept = Kept(lambda: Notice.objects.filter(person_id=hole("person")))
    with pytest.raises(DataError), transaction.atomic():
        kept.rows(person=["1"])
    assert connection.is_usable()
