"""A county's whole quarter: every compound, all raters, closed, coloured, published, with all that follows."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.domains.property.models import Contract, Order, Panellist
from linli.domains.property.tests import making
from linli.engines.scorecards import services as scoring
from linli.engines.scorecards.models import Assignment, Result, Round, Score
from linli.foundation.privacy import rls
from linli.foundation.territory import services as territory
from linli.kernel import clock


def served(cast: Any, count: int, raters: int) -> None:
    """So many compounds with a company and a panel each; one company serves them all, and the same people agreed in all."""
    firm, people = (
        making.company(cast),
        [making.person(cast, f"代表{making.rules.numeral(one + 1)}", phone="") for one in range(raters)],
    )
    places = [
        territory.create_compound(making.SYSTEM, community=cast.community, name=f"小区{one}", households=300)
        for one in range(count)
    ]
    facts = {"county": cast.county, "area": cast.community}
    Contract.unscoped.bulk_create(
        Contract(
            **facts,
            compound=one,
            company=firm,
            holder=firm.uscc,
            form="market",
            starts_on=date(2025, 1, 1),
            signed_at=clock.now(),
        )
        for one in places
    )
    with rls.everywhere():
        Panellist.unscoped.bulk_create(
            Panellist(**facts, compound=place, person=one, agreed_on=date(2025, 1, 1))
            for place in places
            for one in people
        )


def filled(cast: Any, on: date, mark: int) -> Round:
    """A round in which everybody gave the same marks."""
    row = making.opened(cast, on)
    pairs = Assignment.objects.filter(seat__round=row).values_list("seat", "subject")
    worth = Decimal(mark) / 4
    Score.objects.bulk_create(
        Score(subject_id=subject, seat_id=seat, criterion=code, value=worth, by="x", at=clock.now())
        for seat, subject in pairs
        for code in making.RATED
    )
    return row


def finished(cast: Any, row: Round) -> float:
    """Close and publish; in seconds."""
    began = time.perf_counter()
    scoring.publish_round(cast.chen_centre.actor, round_=scoring.close_round(cast.chen_centre.actor, round_=row))
    return time.perf_counter() - began


def test_lots_and_figures_cost_the_same_for_three_and_for_thirty(cast: Any) -> None:
    making.cards.install(cast.county, property=making.card())
    costs = []
    served(cast, 3, 3)
    for quarter, more in ((1, 0), (4, 27)):
        for number in range(more):
            firm = making.company(cast, f"自治会{number}", "", kind="owners_committee")
            making.contract(cast, making.compound(cast, f"园{number}", grid=cast.second_grid), firm, form="residents")
        with CaptureQueriesContext(connection) as opening:
            row = making.opened(cast, date(2025, quarter, 1))
        making.rate_all(row, 80)
        with CaptureQueriesContext(connection) as closing:
            scoring.close_round(cast.chen_centre.actor, round_=row)
        costs.append((len(opening), len(closing)))
    assert costs[0] == costs[1]


@pytest.mark.slow
def test_299_compounds_and_twelve_raters_are_closed_and_coloured_in_five_seconds(cast: Any) -> None:
    making.cards.install(cast.county, property=making.plain_card())
    served(cast, 299, 12)
    first = finished(cast, filled(cast, date(2025, 1, 1), 59))
    took = finished(cast, filled(cast, date(2025, 4, 1), 59))  # all of them twice below 60: 299 orders
    assert Result.objects.filter(current=True, band="black").count() == Order.objects.count() == 299
    print(f"closed and coloured in {first:.2f} s, with 299 orders in {took:.2f} s")
    assert took < 5
