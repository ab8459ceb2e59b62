"""Cards are given once each, in time, and none to what waits or is over."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from linli.domains.cases import services as cases
from linli.domains.cases.tests.making import again, codes_of
from linli.domains.hotline import services
from linli.domains.hotline.tests.making import delivered, fresh, order
from linli.kernel import clock
from linli.kernel.clock import ZONE

#: Help: three working days from Tuesday 17 November, to Friday 17:30.
YELLOW = datetime(2026, 11, 19, 17, 30, tzinfo=ZONE)
RED = datetime(2026, 11, 23, 8, 30, tzinfo=ZONE)


def given_at(at: datetime) -> int:
    with clock.frozen(at):
        return services.give_cards()


def test_yellow_then_red_each_once(cast: Any) -> None:
    one = order(cast)
    assert (one.yellow_at, one.red_at) == (YELLOW, RED)
    assert given_at(datetime(2026, 11, 19, 17, 29, tzinfo=ZONE)) == 0
    assert [given_at(YELLOW), given_at(YELLOW), fresh(one).card] == [1, 0, "yellow"]
    assert [given_at(datetime(2026, 11, 22, 12, 0, tzinfo=ZONE)), given_at(RED), given_at(RED)] == [0, 1, 0]
    assert fresh(one).card == "red" and codes_of(one.case).count("hotline.card_given") == 2


def test_a_late_worker_gives_the_red_card_at_once(cast: Any) -> None:
    one = order(cast)
    assert given_at(RED) == 1 and fresh(one).card == "red"


def test_a_clock_that_waits_gives_no_card(cast: Any) -> None:
    one = order(cast)
    li = cast.li_grid_worker.actor
    cases.accept_case(li, case=again(one.case))
    cases.ask_reporter(li, case=again(one.case), question="具体在哪个门？")
    delivered()
    assert fresh(one).red_at is None and given_at(RED) == 0
    with clock.frozen(RED):
        cases.resume_case(li, case=again(one.case))
        delivered()
        assert fresh(one).red_at > RED


def test_what_is_over_gets_no_card(cast: Any) -> None:
    one = order(cast)
    cases.explain_case(cast.zhao_dispatcher.actor, case=again(one.case), reason="这块地不归我们管")
    assert given_at(RED) == 0
    delivered()
    assert fresh(one).due_at is None
