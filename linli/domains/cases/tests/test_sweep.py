"""The sweep: warnings, one more person at each late step, climbing; claimed once however many workers run."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from linli.domains.cases import selectors, services
from linli.domains.cases.models import Case, ClockKind, Deadline
from linli.domains.cases.services import clocks, sweep
from linli.domains.cases.states import State
from linli.domains.cases.tests.making import MORNING, again, codes_of, open_case, whistled
from linli.domains.notices import selectors as notices
from linli.foundation.audit import selectors as history
from linli.kernel import clock
from linli.kernel.durations import Duration, Unit
from linli.kernel.errors import RuleBroken

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: SimpleNamespace) -> Case:
    with clock.frozen(MORNING):
        return open_case(cast)


def at(moment: datetime) -> int:
    with clock.frozen(moment):
        return services.sweep_once()


def minutes(number: int) -> datetime:
    return MORNING + timedelta(minutes=number)


def told(member: Any, case: Case) -> list[str]:
    return [line.key.rsplit(":", 3)[-1] for line in notices.unread(member.actor) if f"case:{case.pk}:clock" in line.key]


def test_nothing_is_done_before_its_time(case: Case) -> None:
    assert at(minutes(23)) == 0
    assert selectors.oldest_unswept_seconds() >= 0


def test_it_warns_then_tells_the_handler_then_others(cast: SimpleNamespace, case: Case) -> None:
    assert at(minutes(24)) == 1
    assert codes_of(case)[-1] == "cases.clock_warned"
    assert at(minutes(30)) == 1
    assert codes_of(case)[-1] == "cases.clock_missed"
    assert told(cast.li_grid_worker, case) == ["1", "0"]
    at(minutes(90))
    assert told(cast.wang_community, case) == ["2"]
    at(minutes(150))
    assert told(cast.zhao_dispatcher, case) == ["3"]


def test_each_late_step_goes_to_a_different_person(cast: SimpleNamespace, case: Case) -> None:
    for moment in (24, 30, 90, 150):
        at(minutes(moment))
    keys = Deadline.objects.get(case=case, kind=ClockKind.ANSWER)
    persons = [member for member in vars(cast).values() if getattr(member, "card_id", None)]
    steps = {member.username: told(member, case) for member in persons if told(member, case)}
    late = [name for name, found in steps.items() if set(found) & {"2", "3"}]
    assert len(late) == 2, (keys, steps)


def test_it_climbs_as_the_last_step(cast: SimpleNamespace, case: Case) -> None:
    for moment in (24, 30, 90, 150, 270):
        while at(minutes(moment)):
            pass
    case = again(case)
    assert (case.tier, case.handler_id) == ("joint", cast.zhao_dispatcher.card_id)
    lines = history.timeline(case)
    assert lines[0].code == "cases.escalated"
    assert lines[0].who == ""
    answer = case.deadlines.filter(kind=ClockKind.ANSWER).order_by("id")
    assert [one.state for one in answer] == ["late", "running"]


def test_what_nobody_dispatches_climbs_too(cast: SimpleNamespace) -> None:
    with clock.frozen(MORNING):
        left = open_case(cast, area=cast.other_community)
    for hours in (24, 48, 72, 96):
        while at(MORNING + timedelta(hours=hours)):
            pass
    left = again(left)
    assert (left.at, left.handler_id) == (State.ASSIGNED, cast.chen_centre.card_id)
    assert left.deadlines.filter(kind=ClockKind.ANSWER).earliest("id").state == "late"


def test_a_whistle_stays_out_when_the_case_climbs(cast: SimpleNamespace) -> None:
    with clock.frozen(MORNING):
        case, whistle = whistled(cast)
    with clock.frozen(MORNING + timedelta(hours=1)):
        services.escalate_case(cast.chen_centre.actor, case=case, reason="区里来办")
    whistle.refresh_from_db()
    assert (again(case).tier, whistle.ended_at) == ("tough", None)
    assert case.deadlines.filter(kind__startswith="call_", state="running").count() == 6


def test_a_clock_that_was_met_is_left_alone(cast: SimpleNamespace, case: Case) -> None:
    with clock.frozen(minutes(5)):
        services.look_on_site(cast.li_grid_worker.actor, case=case, found_true=True)
    assert at(minutes(60)) == 0


def test_at_the_top_nothing_climbs(cast: SimpleNamespace, case: Case) -> None:
    with clock.frozen(MORNING):
        services.sort_case(cast.wang_community.actor, case=case, choice="tough")
    for hours in (1, 2, 6, 30, 100, 200, 400, 600, 900):
        while at(MORNING + timedelta(hours=hours)):
            pass
    assert again(case).tier == "tough"
    assert not Deadline.objects.filter(case=case, state="running", act_at__isnull=False).exists()


def test_a_broken_row_keeps_nobody_waiting(cast: SimpleNamespace, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    with clock.frozen(MORNING):
        other = open_case(cast)
    real = sweep._act

    def act(one: Case, deadline: Deadline, step: int) -> None:
        if one.pk == case.pk:
            raise ZeroDivisionError
        real(one, deadline, step)

    monkeypatch.setattr(sweep, "_act", act)
    assert at(minutes(24)) == 1
    assert codes_of(other)[-1] == "cases.clock_warned"
    assert Deadline.objects.get(case=case, kind=ClockKind.ANSWER).next_step == 0


def test_seconds_since_the_oldest_unswept(case: Case) -> None:
    with clock.frozen(minutes(25)):
        assert selectors.oldest_unswept_seconds() == 60


def test_extension_gives_time_and_new_warnings(case: Case) -> None:
    at(minutes(24))
    deadline = Deadline.objects.get(case=case, kind=ClockKind.ANSWER)
    with clock.frozen(minutes(25)):
        clocks.extend(deadline, Duration(1, Unit.HOURS))
    deadline.refresh_from_db()
    assert (deadline.due_at, deadline.next_step, deadline.extended) == (minutes(90), 0, 1)
    assert again(case).due_at == minutes(90)


def test_a_clock_that_ended_cant_be_extended(cast: SimpleNamespace, case: Case) -> None:
    with clock.frozen(MORNING):
        services.withdraw_case(cast.wang_community.actor, case=case)
    with pytest.raises(RuleBroken, match=r"cases\.clock_stopped"):
        clocks.extend(Deadline.objects.filter(case=case).latest("id"), Duration(1, Unit.HOURS))


def test_lateness_doesnt_grow_in_a_pause(cast: SimpleNamespace, case: Case) -> None:
    with clock.frozen(MORNING):
        services.accept_case(cast.li_grid_worker.actor, case=case)
    late = MORNING + timedelta(days=3)
    with clock.frozen(late):
        services.ask_reporter(cast.li_grid_worker.actor, case=case, question="在家吗？")
    with clock.frozen(late + timedelta(days=5)):
        services.resume_case(cast.li_grid_worker.actor, case=case)
    resolve = case.deadlines.get(kind=ClockKind.RESOLVE)
    assert late + timedelta(days=5) - resolve.due_at == late - datetime(2026, 11, 18, 17, 30, tzinfo=clock.ZONE)


@pytest.mark.django_db(transaction=True)
def test_two_workers_take_each_step_once(cast: SimpleNamespace) -> None:
    with clock.frozen(MORNING):
        cases = [open_case(cast) for _ in range(6)]
    taken: list[int] = []

    def work() -> None:
        try:
            taken.append(at(minutes(24)))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    at(minutes(24))  # what one worker skipped because the other held it
    assert [codes_of(case).count("cases.clock_warned") for case in cases] == [1] * 6
    assert sum(taken) <= 6


@pytest.mark.django_db(transaction=True)
def test_the_second_of_two_hands_is_told_who_was_first(cast: SimpleNamespace) -> None:
    with clock.frozen(MORNING):
        case = open_case(cast)
    refusals: list[RuleBroken] = []
    start = threading.Barrier(2)

    def hand(member: Any, **to: Any) -> None:
        try:
            start.wait()
            services.withdraw_case(member.actor, case=case)
        except RuleBroken as refusal:
            refusals.append(refusal)
        finally:
            connection.close()

    hands = [threading.Thread(target=hand, args=(member,)) for member in (cast.wang_community, cast.zhao_dispatcher)]
    for one in hands:
        one.start()
    for one in hands:
        one.join()
    assert again(case).at is State.WITHDRAWN
    assert [refusal.code for refusal in refusals] == ["cases.already_moved"]
    assert refusals[0].params["who"] in (cast.wang_community.actor.label, cast.zhao_dispatcher.actor.label)
