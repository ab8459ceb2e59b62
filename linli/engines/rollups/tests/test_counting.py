"""Whatever happens to a row, in whatever way, its figures are right when it was counted again; and only then."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection, transaction

from linli.domains.cases import services as cases
from linli.domains.cases.models import Case, Deadline, Reporter, Whistle
from linli.domains.cases.states import State
from linli.domains.cases.tests.making import MORNING, category, open_case, whistled
from linli.engines.rollups import registry, services
from linli.engines.rollups.models import Contribution, Mark, Rollup
from linli.engines.rollups.tests.making import figures, sound, total
from linli.kernel import clock
from linli.kernel.clock import ZONE

pytestmark = pytest.mark.django_db


def ended(case: Case, state: State, at: datetime, tier: int = 0) -> None:
    Case.unscoped.filter(pk=case.pk).update(state=state, ended_at=at, top_tier_no=tier)


def test_a_case_counts_in_every_area_above_it_and_nowhere_else(cast: SimpleNamespace) -> None:
    with clock.frozen(MORNING):
        open_case(cast, area=cast.building)
    for area in (cast.building, cast.grid, cast.community, cast.street, cast.county):
        assert total(area, "cases.filed", "cases.open", "cases.closed") == (1, 1, 0)
    for area in (cast.second_grid, cast.other_street, cast.other_county):
        assert total(area, "cases.filed", "cases.open") == (0, 0)


@pytest.mark.parametrize(("minute", "day"), [(-1, date(2026, 11, 15)), (0, date(2026, 11, 16))])
def test_a_day_begins_at_midnight_in_china(cast: SimpleNamespace, minute: int, day: date) -> None:
    with clock.frozen(datetime(2026, 11, 16, tzinfo=ZONE) + timedelta(minutes=minute)):
        open_case(cast)
    assert total(cast.county, "cases.filed", since=day, until=day) == 1
    assert total(cast.county, "cases.filed") == 1


@pytest.mark.parametrize(
    ("state", "tier", "counted"),
    [
        (State.CONFIRMED, 0, {"closed", "solved", "solved_low", "finished", "bottom"}),
        (State.CONFIRMED, 1, {"closed", "solved", "finished"}),
        (State.UNCONFIRMED, 0, {"closed", "finished", "bottom"}),
        (State.EXPLAINED, 2, {"closed", "finished"}),
        (State.DUPLICATE, 0, {"closed", "joined"}),
        (State.WITHDRAWN, 0, {"closed"}),
        (State.REDIRECTED, 0, {"closed"}),
    ],
)
def test_each_end_counts_as_what_it_was(cast: SimpleNamespace, state: State, tier: int, counted: set[str]) -> None:
    with clock.frozen(MORNING):
        ended(open_case(cast), state, clock.now() + timedelta(days=2), tier)
    names = ("closed", "solved", "solved_low", "finished", "bottom", "joined")
    values = total(
        cast.county, *(f"cases.{name}" for name in names), since=date(2026, 11, 19), until=date(2026, 11, 19)
    )
    assert {name for name, value in zip(names, values, strict=True) if value} == counted
    assert total(cast.county, "cases.open", until=date(2026, 11, 18)) == 1
    assert total(cast.county, "cases.open", until=date(2026, 11, 19)) == 0


def test_opened_anew_it_is_no_longer_closed(cast: SimpleNamespace) -> None:
    with clock.frozen(MORNING):
        case = open_case(cast)
        worker = cast.li_grid_worker
        cases.accept_case(worker.actor, case=case)
        cases.resolve_case(worker.actor, case=case, text="办好了，清运完了")
        cases.verify_case(cast.chen_centre.actor, case=case)
        cases.confirm_case(Reporter.objects.get(case=case), solved=True, stars=5)
        assert total(cast.county, "cases.solved", "cases.open", "cases.again") == (1, 0, 0)
        cases.confirm_case(Reporter.objects.get(case=case), solved=False, words="还是堵着")
    assert total(cast.county, "cases.solved", "cases.closed", "cases.open", "cases.again") == (0, 0, 1, 1)
    assert sound(cast.county.pk)


def test_a_correction_moves_the_count_to_the_other_kind(cast: SimpleNamespace) -> None:
    light = category("social/request/0801", "路灯")
    case = open_case(cast)
    dims = {"category": "social/request/07"}
    assert total(cast.county, "cases.filed", dims=dims) == 1
    Case.unscoped.filter(pk=case.pk).update(category=light, source="phone")
    assert total(cast.county, "cases.filed", dims=dims) == 0
    assert total(cast.county, "cases.filed", dims={"channel": "phone", "category": "social/request/08"}) == 1
    assert total(cast.county, "cases.filed") == 1


def test_missed_deadlines_count_once_on_the_day_of_the_first(cast: SimpleNamespace) -> None:
    with clock.frozen(MORNING):
        case = open_case(cast)
    first = min(
        Deadline.objects.filter(case=case, kind__in=("promise", "contact", "answer")).values_list("due_at", flat=True)
    )
    assert total(cast.county, "cases.late") == 0
    with clock.frozen(MORNING + timedelta(days=60)):
        while cases.sweep_once(cast.county.pk):
            pass
        day = first.astimezone(ZONE).date()
        assert total(cast.county, "cases.late", since=day, until=day) == 1
        assert total(cast.county, "cases.late") == 1
    assert sound(cast.county.pk)


def test_whistles_count_at_their_case_and_go_with_it(cast: SimpleNamespace) -> None:
    with clock.frozen(MORNING):
        case, whistle = whistled(cast)
        assert total(cast.grid, "whistles.blown", "whistles.open") == (1, 1)
        Whistle.objects.filter(pk=whistle.pk).update(ended_at=clock.now())
    assert total(cast.grid, "whistles.blown", "whistles.open") == (1, 0)
    Case.unscoped.filter(pk=case.pk).update(area=cast.second_grid)
    assert total(cast.second_grid, "whistles.blown", "whistles.ended", "whistles.open") == (1, 1, 0)
    assert total(cast.grid, "whistles.blown") == 0


def test_what_is_deleted_is_forgotten(cast: SimpleNamespace) -> None:
    case = open_case(cast)
    assert total(cast.county, "cases.filed") == 1
    with (
        transaction.atomic(),
        connection.cursor() as cursor,
    ):  # what hangs on the case is checked at the commit, which never comes
        cursor.execute("DELETE FROM cases_case WHERE id = %s", [case.pk])
        services.count_waiting()
        assert not Contribution.objects.exists()
        assert not Rollup.objects.exists()
        transaction.set_rollback(True)


def test_marked_again_and_again_it_counts_once(cast: SimpleNamespace) -> None:
    case = open_case(cast)
    services.count_waiting()
    before = figures(cast.county)
    for _ in range(3):
        Mark.objects.create(source="cases", subject_id=case.pk, at=clock.now())
        assert services.count_next(1) == 1
    Mark.objects.create(source="cases", subject_id=10**15, at=clock.now())
    Mark.objects.create(source="nobody's", subject_id=case.pk, at=clock.now())
    assert services.count_waiting() == 2
    assert figures(cast.county) == before and sound(cast.county.pk)


def test_marks_taken_in_small_pieces_and_the_wrong_order_come_out_right(cast: SimpleNamespace) -> None:
    with clock.frozen(MORNING):
        filed = [open_case(cast, area=area) for area in (cast.grid, cast.second_grid, cast.building)]
        ended(filed[0], State.CONFIRMED, clock.now())
    last = Mark.objects.order_by("-id").values_list("pk", flat=True)[0]
    for number, mark in enumerate(Mark.objects.order_by("id")):  # the last are taken first
        Mark.objects.filter(pk=mark.pk).update(id=last + 1000 - number)
    while services.count_next(1):
        pass
    assert total(cast.county, "cases.filed", "cases.open", "cases.solved") == (3, 2, 1)
    assert sound(cast.county.pk)


def test_with_the_clock_set_back_nothing_is_lost(cast: SimpleNamespace) -> None:
    for at in (MORNING, MORNING - timedelta(days=400), MORNING - timedelta(days=1)):
        with clock.frozen(at):
            open_case(cast)
            services.count_waiting()
    assert total(cast.county, "cases.filed", "cases.open") == (3, 3)
    assert total(cast.county, "cases.open", until=date(2026, 11, 15)) == 1
    assert sound(cast.county.pk)


def test_what_was_rolled_back_leaves_no_mark(cast: SimpleNamespace) -> None:
    with transaction.atomic():
        open_case(cast)
        transaction.set_rollback(True)
    assert services.count_waiting() == 0


def test_a_look_without_change_marks_nothing(cast: SimpleNamespace) -> None:
    case = open_case(cast)
    services.count_waiting()
    Case.unscoped.filter(pk=case.pk).update(title="另一个题目", supervised=True, state=case.state)
    assert not Mark.objects.exists()


def test_a_source_names_only_what_is_its_own() -> None:
    with pytest.raises(ValueError, match="isn't its own"):
        registry.register(registry.Source("x", "cases.board", "t", "", {"y.z": registry.Measure({"x.a": 1})}))
    known = registry.source("cases")
    assert known is not None
    registry.register(known)  # the same again is harmless
    with pytest.raises(ValueError, match="twice"):
        registry.register(registry.Source("cases", "cases.board", "t", "", {}))
    registry._sources.pop("x")
