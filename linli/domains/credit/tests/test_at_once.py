"""Two who sign, confirm or decide at the same moment: it counts once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from linli.domains.credit import services
from linli.domains.credit.models import Party
from linli.domains.credit.tests.making import (
    again,
    all_of,
    balance,
    booked,
    entered,
    objected,
    party,
    resident,
    signed,
    subject_of,
    themselves,
)
from linli.engines.ledger import services as ledger
from linli.kernel.errors import RuleBroken

pytestmark = pytest.mark.django_db(transaction=True)


def together(*works: Any) -> list[Any]:
    """All works in threads of their own, each with its own connection."""

    def run(work: Any) -> Any:
        try:
            return work() and "done"
        except RuleBroken as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return sorted(str(one) for one in pool.map(run, works))


def test_two_confirm_at_once_and_it_is_booked_once(cast: Any) -> None:
    one = party(cast)
    entry = entered(cast, one, "mediate")
    hands = [cast.zhao_dispatcher.actor, cast.chen_centre.actor] * 2
    made = together(*[lambda hand=hand: services.confirm_entry(hand, entry=entry) for hand in hands])
    assert made == ["credit.checked_already"] * 3 + ["done"]
    assert balance(one) == 30 and ledger.verify_county(cast.county.pk).sound


def test_signing_in_two_tabs_makes_one_contract(cast: Any) -> None:
    subject = resident(cast)
    made = together(*[lambda: signed(cast, subject)] * 3)
    assert made == ["credit.signed_already"] * 2 + ["done"]
    assert len(all_of(Party)) == 1


def test_withdrawing_while_it_is_confirmed_leaves_nothing(cast: Any) -> None:
    one = party(cast)
    entry, subject = entered(cast, one, "mediate"), subject_of(one)
    together(
        lambda: services.confirm_entry(cast.zhao_dispatcher.actor, entry=entry),
        lambda: services.withdraw(themselves(cast), subject=subject),
    )
    assert balance(one) == 0 and again(one).ended_at
    assert again(entry).state in ("dropped", "booked") and ledger.verify_county(cast.county.pk).sound


def test_upheld_twice_is_taken_back_once(cast: Any) -> None:
    one = party(cast)
    entry = booked(cast, one, "mediate")
    objection, chen = objected(cast, entry), cast.chen_centre.actor
    made = together(
        lambda: services.decide_objection(chen, objection=objection, upheld=True, answer="x"),
        lambda: services.take_back(chen, entry=entry, reason="x"),
    )
    assert "done" in made and balance(one) == 0
    assert ledger.verify_county(cast.county.pk).sound
