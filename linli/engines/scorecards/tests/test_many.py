"""A round of 299 subjects and twelve raters, and that it costs the statements of a small one."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.engines.scorecards import services
from linli.engines.scorecards.models import Assignment, Result, Score, Seat, Subject
from linli.engines.scorecards.registry import Rated, Rater
from linli.engines.scorecards.tests import cards, making
from linli.kernel import clock

CRITERIA = {f"part_{number}": cards.criterion(weight=25, most=10) for number in range(4)}


def filled(cast: Any, stalls: int, raters: int, on: date) -> Any:
    """An open round in which everybody has rated everything; marks are written straight into the table."""
    making.STALLS[:] = [Rated(f"s{n}", f"第{n}摊", cast.grid.pk, cast.grid.path) for n in range(stalls)]
    making.PEOPLE["people"] = [Rater(f"代表{n}", 10_000 + n, None, f"r{n}") for n in range(raters)]
    row = making.opened(cast, on)
    numbers = {pk: n for n, pk in enumerate(Subject.unscoped.filter(round=row).values_list("pk", flat=True))}
    seats = {pk: n for n, pk in enumerate(Seat.objects.filter(round=row).values_list("pk", flat=True))}
    now = clock.now()
    Score.objects.bulk_create(
        Score(
            subject_id=subject,
            seat_id=seat,
            criterion=code,
            value=(numbers[subject] + seats[seat]) % 11,
            by="x",
            at=now,
        )
        for seat, subject in Assignment.objects.filter(seat__round=row).values_list("seat", "subject")
        for code in CRITERIA
    )
    return row


def statements(act: Any) -> int:
    with CaptureQueriesContext(connection) as found:
        act()
    return len(found)


def test_closing_and_publishing_cost_the_same_for_three_and_for_thirty(cast: Any) -> None:
    bands = [one | {"effects": ["stall_deadline"]} for one in cards.COLOURS]
    making.world(cast, criteria=CRITERIA, bands=bands, runs=())
    costs = []
    for stalls, on in ((3, date(2025, 1, 1)), (30, date(2025, 4, 1))):
        row = filled(cast, stalls, 4, on)
        chen = cast.chen_centre.actor
        closing = statements(lambda row=row, chen=chen: services.close_round(chen, round_=row))
        publishing = statements(lambda row=row, chen=chen: services.publish_round(chen, round_=row))
        costs.append((closing, publishing))
    assert costs[0] == costs[1]
    assert max(costs[0]) < 20


@pytest.mark.slow
def test_299_subjects_and_twelve_raters_are_counted_in_five_seconds(cast: Any) -> None:
    making.world(cast, criteria=CRITERIA)
    row = filled(cast, 299, 12, date(2025, 1, 1))
    assert Score.objects.count() == 299 * 12 * 4
    began = time.perf_counter()
    services.close_round(cast.chen_centre.actor, round_=row)
    took = time.perf_counter() - began
    assert Result.objects.filter(current=True).exclude(exact="").count() == 299
    print(f"closed in {took:.2f} s")
    assert took < 5
