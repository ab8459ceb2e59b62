"""Several workers at once, and one that is killed in the middle: nothing is sent twice by us, and nothing is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from linli.domains.cases import services as cases
from linli.domains.cases.tests.test_at_once import both
from linli.domains.notices.services import sending
from linli.domains.notices.states import State
from linli.domains.notices.tests.making import DAY, Gateway, deliver, messages, reported, sent, states, told_received
from linli.kernel import clock

pytestmark = pytest.mark.django_db(transaction=True)


def frozen(work: Any) -> Any:
    """Other threads have no frozen clock of their own."""

    def inside() -> None:
        with clock.frozen(DAY):
            work()

    return inside


def test_two_workers_send_once(cast: Any, way: Gateway) -> None:
    for _ in range(6):
        reported(cast)
    both(frozen(cases.tell_received), frozen(cases.tell_received), frozen(cases.tell_received))
    both(frozen(sent), frozen(sent), frozen(sent))
    assert len({parcel.name for parcel in way.got}) == len(way.got) == 6
    assert states() == [State.SENT] * 6


def test_lines_of_one_case_that_are_delivered_at_once_know_of_each_other(cast: Any, way: Gateway) -> None:
    case = reported(cast)
    cases.accept_case(cast.li_grid_worker.actor, case=case)
    cases.ask_reporter(cast.li_grid_worker.actor, case=case, question="几楼？")
    both(frozen(deliver), frozen(deliver), frozen(cases.tell_received))
    sent()
    assert len(way.got) == 1
    assert "补充" in way.texts[0]


def test_whoever_is_killed_after_handing_over_leaves_it_to_the_next_under_the_same_name(
    cast: Any, way: Gateway, monkeypatch: Any
) -> None:
    told_received(cast)
    with monkeypatch.context() as killed:
        killed.setattr(sending, "_note", lambda pk, outcome: None)
        sent()
    assert (states(), sent()) == ([State.SENDING], 0)
    with clock.frozen(DAY + sending.LEASE + timedelta(seconds=1)):
        assert sent() == 1
    assert states() == [State.SENT]
    assert len({parcel.name for parcel in way.got}) == 1


def test_whoever_is_killed_while_making_messages_makes_them_once(cast: Any, way: Gateway, monkeypatch: Any) -> None:
    from linli.domains.notices.services import telling

    reported(cast)
    with monkeypatch.context() as killed:
        killed.setattr(telling, "_settle", _killed)
        with pytest.raises(SystemExit):
            cases.tell_received()
    assert messages() == []
    assert cases.tell_received() == 1
    assert len(messages()) == 1


def _killed(*_: object) -> None:
    raise SystemExit


def test_a_gateway_is_called_outside_of_any_transaction(cast: Any, way: Gateway, monkeypatch: Any) -> None:
    inside: list[bool] = []
    told_received(cast)
    monkeypatch.setattr(
        way, "send", lambda parcel: inside.append(connection.in_atomic_block) or sending.gateways.Handed()
    )
    sent()
    assert inside == [False]
