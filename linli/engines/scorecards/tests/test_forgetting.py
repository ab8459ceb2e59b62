"""What is kept no longer: pictures after two years, what was said of single people after three."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage

from linli.engines.scorecards import services
from linli.engines.scorecards.models import Appeal, Evidence, Item, Result, Score, Subject
from linli.engines.scorecards.tests import cards, making
from linli.engines.scorecards.tests.making import SYSTEM, photo, published, subject, world
from linli.foundation.audit import selectors as audit
from linli.kernel import clock

START = datetime(2026, 11, 2, 9, 0, tzinfo=clock.ZONE)
Q1 = date(2026, 1, 5)


@pytest.fixture(autouse=True)
def autumn() -> Any:
    with clock.frozen(START):
        yield


def after(days: int) -> int:
    with clock.frozen(START + timedelta(days=days)):
        return services.forget_old()


def test_pictures_go_after_two_years_and_words_stay(cast: Any, django_capture_on_commit_callbacks: Any) -> None:
    world(cast)
    row = published(cast, Q1, 甲=59, 乙=90)
    path = making.shown_by_reply(cast, subject(row)).path
    made = services.appeal(cast.li_grid_worker.actor, subject=subject(row), words="那天停电", photos=(photo(3),))
    assert after(729) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert after(731) == 1
    assert not default_storage.exists(path)
    assert Evidence.objects.get().appeal_id == made.pk, "an appeal that waits keeps its own"
    services.decide_appeal(cast.wu_leader.actor, appeal_=made, upheld=False, words="不成立")
    assert after(732) == 1
    assert Appeal.objects.exists() and Result.objects.exists()
    assert len(audit.events_about(cast.county, ["scorecards.forgotten"])) == 2


def test_what_was_said_of_single_people_goes_and_the_rest_stays(cast: Any) -> None:
    world(cast)
    stays = published(cast, Q1, 甲=59, 乙=90)
    off = cards.criterion(weight=9, kind="deduction", each=1)
    criteria = {"work": cards.criterion(weight=100), "off": off}
    making.install(cast.county, work=making.card(subject="worker", public=False, criteria=criteria, runs=()))
    key = f"card:{cast.wang_community.card_id}"
    services.add_item(
        SYSTEM, county=cast.county, card="work", key=key, criterion="off", words="缺岗", photos=(photo(),)
    )
    row = services.open_round(SYSTEM, county=cast.county, card="work", on=Q1)
    one = Subject.unscoped.get(round=row, key=key)
    seat = making.seat(row, cast.zhao_dispatcher)
    services.rate(cast.zhao_dispatcher.actor, seat=seat, marks={one.pk: {"work": services.Mark(70)}})
    assert after(1200 - 60) > 0, "pictures and entries, whose time runs by themselves; the round is still open"
    assert Subject.unscoped.filter(round=row).exists()
    with clock.frozen(START + timedelta(days=20)):
        services.close_round(SYSTEM, round_=row)
    assert after(1095 - 220) == 0
    assert after(1095 - 210) > 0, "three years after the quarter's last day"
    assert not Subject.unscoped.filter(round=row).exists() and not Item.unscoped.exists()
    assert Score.objects.filter(subject__round=stays).count() == 4
