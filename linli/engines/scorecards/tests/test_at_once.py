"""Several at once: two windows of one rater, closing beside rating, closing twice, appealing twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from linli.domains.cases.tests.test_at_once import both
from linli.engines.scorecards import services
from linli.engines.scorecards.models import Applied, Result, Score
from linli.engines.scorecards.services import Mark
from linli.engines.scorecards.tests import making
from linli.engines.scorecards.tests.making import give, opened, published, result, seat, subject, world
from linli.kernel import clock

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_windows_at_once_keep_one(cast: Any) -> None:
    world(cast)
    row = opened(cast)
    place, pk = seat(row, cast.wang_community), subject(row).pk

    def send(value: int) -> None:
        services.rate(cast.wang_community.actor, seat=place, marks={pk: {"work": Mark(value)}}, seen=0)

    assert both(lambda: send(70), lambda: send(80)) == ["done", "scorecards.changed_meanwhile"]
    assert Score.objects.filter(superseded_by=None).count() == Score.objects.count() == 1


def test_one_sending_twice_at_once_is_one(cast: Any) -> None:
    world(cast)
    row = opened(cast)
    send = lambda: give(row, cast.wang_community, seen=0, 甲=70, 乙=80)  # noqa: E731
    assert both(send, send) == ["done", "done"]
    assert Score.objects.count() == 2


def test_a_mark_beside_closing_is_counted_or_refused(cast: Any) -> None:
    """Never taken and left out."""
    world(cast)
    for quarter in range(6):
        row = opened(cast, clock.today() - timedelta(days=100 * quarter))
        give(row, cast.wang_community, 甲=40, 乙=40)
        give(row, cast.zhao_dispatcher, 甲=40, 乙=40)

        def rating(row: Any = row) -> None:
            give(row, cast.wang_community, 甲=60)

        def closing(row: Any = row) -> None:
            services.close_round(cast.chen_centre.actor, round_=row)

        ended = both(rating, closing)
        assert ended in (["done", "done"], ["done", "scorecards.round_closed"])
        assert result(row).exact == ("50" if ended == ["done", "done"] else "40")


def test_closing_and_publishing_twice_at_once(cast: Any) -> None:
    world(cast)
    published(cast, _quarter_ago(), 甲=59, 乙=90)
    row = opened(cast)
    for member in (cast.wang_community, cast.zhao_dispatcher):
        give(row, member, 甲=59, 乙=90)
    chen = cast.chen_centre.actor
    close = lambda: services.close_round(chen, round_=row)  # noqa: E731
    assert both(close, close, close) == ["done"] * 3
    publish = lambda: services.publish_round(chen, round_=row)  # noqa: E731
    assert both(publish, publish, publish) == ["done"] * 3
    assert (Result.objects.filter(subject__round=row).count(), Applied.objects.count(), len(making.TOLD)) == (2, 1, 1)


def _quarter_ago() -> Any:
    return clock.today() - timedelta(days=100)


def test_two_appeals_at_once_are_one(cast: Any) -> None:
    world(cast)
    row = published(cast, _quarter_ago(), 甲=59, 乙=90)
    send = lambda: services.appeal(cast.li_grid_worker.actor, subject=subject(row), words="那天停电")  # noqa: E731
    assert both(send, send) == ["done", "scorecards.appealed_already"]


def test_two_rounds_opened_at_once_are_one(cast: Any) -> None:
    world(cast)
    assert both(lambda: opened(cast), lambda: opened(cast)) == ["done", "scorecards.round_there"]
