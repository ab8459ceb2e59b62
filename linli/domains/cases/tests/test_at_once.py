"""Two people at the same moment: one does it, the other is told who did, and nothing is done twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from linli.domains.cases import services
from linli.domains.cases.models import ApprovalKind, Deadline, Whistle
from linli.domains.cases.tests.making import again, call_of, codes_of, open_case, whistled
from linli.kernel.errors import RuleBroken

pytestmark = pytest.mark.django_db(transaction=True)


def both(*tasks: Callable[[], Any]) -> list[str]:
    """Run tasks in threads that start together; what each ended with: "done" or the code of its refusal, sorted."""
    start = Barrier(len(tasks))

    def run(task: Callable[[], Any]) -> str:
        try:
            start.wait(5)
            task()
        except RuleBroken as refusal:
            return refusal.code
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return sorted(pool.map(run, tasks))


def test_two_whistles(cast: SimpleNamespace) -> None:
    case = open_case(cast)

    def blow(member: Any) -> Callable[[], Any]:
        return lambda: services.blow_whistle(
            member.actor, case=case, organizations=[(cast.bureau, True)], reason="快来"
        )

    assert both(blow(cast.li_grid_worker), blow(cast.zhao_dispatcher)) == ["cases.whistle_out", "done"]
    assert Whistle.objects.count() == 1
    assert codes_of(case).count("cases.whistle_blown") == 1


def test_two_answers_to_one_call(cast: SimpleNamespace) -> None:
    case, whistle = whistled(cast)
    call = call_of(whistle, cast.bureau)
    answer = lambda: services.answer_call(cast.zhou_department.actor, call=call)  # noqa: E731
    assert both(answer, answer) == ["cases.call_moved", "done"]
    assert codes_of(case).count("cases.call_answered") == 1


def test_a_return_and_an_arrival(cast: SimpleNamespace) -> None:
    case, whistle = whistled(cast)
    call, zhou = call_of(whistle, cast.bureau), cast.zhou_department.actor
    ended = both(
        lambda: services.return_call(zhou, call=call, reason="不归我们"),
        lambda: services.arrive_at(zhou, call=call, place="现场"),
    )
    assert ended == ["cases.call_moved", "done"]
    lines = codes_of(case)
    assert lines.count("cases.call_arrived") + lines.count("cases.call_returned") == 1


def test_two_decisions(cast: SimpleNamespace) -> None:
    case = open_case(cast)
    services.accept_case(cast.li_grid_worker.actor, case=case)
    approval = services.ask_extension(cast.li_grid_worker.actor, case=case, amount=2, reason="要等配件")
    assert approval.kind == ApprovalKind.EXTENSION

    def decide(member: Any, granted: bool) -> Callable[[], Any]:
        return lambda: services.decide(member.actor, approval=approval, granted=granted, words="好")

    assert both(decide(cast.chen_centre, True), decide(cast.wu_leader, True)) == ["cases.already_decided", "done"]
    assert Deadline.objects.get(case=case, kind="resolve").extended == 1


def test_two_last_reports_settle_once(cast: SimpleNamespace) -> None:
    case, whistle = whistled(cast)
    pairs = [(cast.zhou_department.actor, cast.bureau), (cast.sun_other_department.actor, cast.other_bureau)]
    for actor, organization in pairs:
        services.arrive_at(actor, call=call_of(whistle, organization), place="现场")
    tasks = [
        lambda actor=actor, organization=organization: services.report_call(
            actor, call=call_of(whistle, organization), text="办好了"
        )
        for actor, organization in pairs
    ]
    assert both(*tasks) == ["done", "done"]
    assert again(case).state == "handling"
    assert codes_of(case).count("cases.whistle_settled") == 1


def test_a_whistle_and_a_hand_over(cast: SimpleNamespace) -> None:
    """Both may happen; whatever comes second sees what the first did."""
    case = open_case(cast)
    both(
        lambda: services.blow_whistle(
            cast.li_grid_worker.actor, case=case, organizations=[(cast.bureau, True)], reason="快来"
        ),
        lambda: services.dispatch_case(cast.zhao_dispatcher.actor, case=case, to_person=cast.zhang_grid_leader.card_id),
    )
    found = again(case)
    assert found.state in ("whistled", "assigned")
    assert Deadline.objects.filter(case=case, kind="resolve", state="running").count() == 1
