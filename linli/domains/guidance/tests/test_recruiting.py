"""Calls for part-time helpers, and who is taken on (L50)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import Http404

from linli.domains.guidance import selectors, services
from linli.domains.guidance.models import Applicant, Call
from linli.domains.guidance.tests import making
from linli.domains.guidance.tests.making import LATER, PHONE, SYSTEM, again, applied, called, free_post
from linli.domains.selfservice.tests.test_at_once import together
from linli.foundation.people import selectors as people
from linli.foundation.people import services as staff
from linli.foundation.people.models import Appointment, StaffCard
from linli.foundation.privacy import rls
from linli.foundation.territory import services as territory
from linli.kernel import clock
from linli.kernel.errors import OutOfScope, RuleBroken


@pytest.fixture
def place(cast: Any) -> Any:
    making.recruiting(cast)
    return cast


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, match=code)


def opened(place: Any, actor: Any = None, **facts: Any) -> Call:
    wanted = {
        "area": place.community,
        "post_kind": "part_time_worker",
        "title": "新帮手",
        "places": 1,
        "until": LATER,
        **facts,
    }
    return services.open_call(actor or place.wang_community.actor, **wanted)


def test_an_office_calls_at_its_own_places_for_posts_of_the_method(place: Any) -> None:
    assert opened(place).is_open
    with pytest.raises(OutOfScope):
        opened(place, area=place.other_community)
    with refused("guidance.not_recruited"):
        opened(place, post_kind="grid_worker")
    with refused("guidance.past_day"):
        opened(place, until=clock.today() - timedelta(days=1))
    with refused("guidance.words_needed"):
        opened(place, title=" ")
    assert selectors.post_kinds(place.county) == [("part_time_worker", "兼职网格员")]


def test_a_method_without_recruiting_calls_for_nobody(cast: Any) -> None:
    with refused("guidance.not_recruited"):
        opened(cast)


def test_the_last_day_is_included_and_a_closed_call_takes_nobody(place: Any) -> None:
    call = opened(place, until=clock.today())
    assert applied(call).state == "waiting"
    with clock.frozen(clock.now() + timedelta(days=1)), refused("guidance.call_over"):
        applied(call)
    services.close_call(place.wang_community.actor, call=call)
    with refused("guidance.call_over"):
        applied(call)
    assert selectors.open_calls(place.county) == []


def test_only_name_and_phone_are_kept_and_sealed(place: Any) -> None:
    call = opened(place)
    row = applied(call)
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM guidance_applicant t")
        kept = cursor.fetchone()[0]
    assert "林骑手" not in kept and PHONE not in kept
    assert (row.name, row.phone_masked) == ("林骑手", "100****2001")
    with refused("guidance.consent_needed"):
        services.apply_to(call, name="林骑手", phone=PHONE, group="rider", agreed=False)
    with refused("guidance.unknown"):
        services.apply_to(call, name="林骑手", phone=PHONE, group="teacher", agreed=True)


def test_whoever_is_taken_on_holds_the_post_and_their_words_go(place: Any) -> None:
    row = applied(opened(place))
    seat = free_post(place)
    wang = place.wang_community.actor
    assert selectors.post_choices(wang, row.call) == [(seat.pk, f"{seat.title} · {seat.area.name}")]
    services.take_on(wang, applicant=row, post=seat)
    row = again(row)
    assert (row.state, row.name, row.phone_masked) == ("taken", "", "")
    card = people.card_by_id(row.card_id)
    assert (card.name, staff.reveal_phone(wang, card=card, reason="核对")) == ("林骑手", PHONE)
    held = Appointment.unscoped.get(card=card)
    assert (held.kind, held.role, held.area) == ("part_time_worker", "helper", place.grid)
    with refused("guidance.not_now"):
        services.take_on(wang, applicant=row, post=seat)
    assert services.withdraw_applicant(row).state == "taken"


def test_no_more_than_the_call_has_places_nor_posts_that_it_is_not_for(place: Any) -> None:
    call = opened(place, places=1)
    first, second = applied(call), applied(call, name="柳骑手")
    wang, seat = place.wang_community.actor, free_post(place)
    with refused("guidance.wrong_post"):
        services.take_on(wang, applicant=first, post=free_post(place, kind="grid_assistant"))
    with refused("guidance.wrong_post"):
        services.take_on(wang, applicant=first, post=free_post(place, place.other_grid))
    services.take_on(wang, applicant=first, post=seat)
    with refused("guidance.no_place_left"):
        services.take_on(wang, applicant=second, post=seat)
    assert (again(second).state, StaffCard.unscoped.filter(name="柳骑手").exists()) == ("waiting", False)


def test_a_full_post_leaves_no_card_behind(place: Any) -> None:
    call = opened(place, places=3)
    seat, wang = free_post(place, seats=1), place.wang_community.actor
    services.take_on(wang, applicant=applied(call), post=seat)
    second = applied(call, name="柳骑手")
    with refused("people.no_seat"):
        services.take_on(wang, applicant=second, post=seat)
    assert (again(second).name, StaffCard.unscoped.filter(name="柳骑手").exists()) == ("柳骑手", False)


def test_others_neither_see_nor_decide(place: Any) -> None:
    row = applied(opened(place))
    seat = free_post(place)
    for one in (
        place.ma_other_office.actor,
        place.feng_other_county.actor,
        place.wu_leader.actor,
        place.zhou_department.actor,
    ):
        with pytest.raises(Http404):
            selectors.applicant_for(one, row.pk)
        assert selectors.applicants_of(one, row.call) == []
        with pytest.raises(OutOfScope):
            services.take_on(one, applicant=row, post=seat)
        with pytest.raises(OutOfScope):
            services.decline_applicant(one, applicant=row, reason="无")
        with pytest.raises(OutOfScope):
            services.reveal_applicant_phone(one, applicant=row, reason="无")
    with rls.within(f"{place.other_county.pk}."):
        assert not Applicant.unscoped.exists()


def test_the_database_shows_an_applicant_to_whoever_recruits_there(cast: Any) -> None:
    """The county alone shows none, nor does a place that one may look at, nor the recruiting of another street."""
    call = making.called(cast)
    row, county = making.applicant_row(call), cast.county.pk
    for words in ((), (f"a{county}.",), (f"r{cast.other_street.path}",)):
        with rls.within(f"{county}.", *words):
            assert not Applicant.unscoped.exists()
    for word in (f"r{county}.", f"r{call.area.path}"):
        with rls.within(f"{county}.", word):
            assert Applicant.unscoped.get() == row


def test_who_is_not_taken_on_is_forgotten_after_the_days_of_the_method(place: Any) -> None:
    call = opened(place, until=clock.today() + timedelta(days=1))
    declined, silent = applied(call), applied(call, name="柳骑手")
    services.decline_applicant(place.wang_community.actor, applicant=declined, reason="名额满了")
    for hours, expected in (
        (30 * 24 - 1, ("林骑手", "waiting")),
        (31 * 24, ("", "waiting")),
        (32 * 24, ("", "lapsed")),
    ):
        with clock.frozen(clock.now() + timedelta(hours=hours)):
            services.forget_old()
        assert (again(declined).name, again(silent).state) == expected, hours
    assert again(silent).name == "柳骑手"
    with clock.frozen(clock.now() + timedelta(days=63)):
        assert services.forget_old() == 1
    assert (again(silent).name, again(declined).reason) == ("", "")


def test_taken_back_it_is_gone_at_once(place: Any) -> None:
    row = applied(opened(place))
    services.withdraw_applicant(row)
    services.withdraw_applicant(again(row))
    assert (again(row).state, again(row).name) == ("withdrawn", "")
    with refused("guidance.not_now"):
        services.take_on(place.wang_community.actor, applicant=row, post=free_post(place))


def test_calls_and_applications_follow_the_ground(place: Any) -> None:
    call = called(place)
    row = applied(call)
    sister = territory.create_area(SYSTEM, parent=place.street, kind="community", name="槐园社区").area
    territory.merge_areas(SYSTEM, areas=[place.community], into=sister)
    assert (again(call).area, again(row).area) == (sister, sister)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_cannot_take_the_last_place(cast: Any) -> None:
    making.recruiting(cast)
    call = called(cast, places=1)
    first, second = applied(call), applied(call, name="柳骑手")
    seat, wang = free_post(cast), cast.wang_community.actor
    found = together(
        *[lambda one=one: services.take_on(wang, applicant=one, post=seat).state for one in (first, second)]
    )
    assert sorted(found) == ["guidance.no_place_left", "taken"]
    assert StaffCard.unscoped.filter(name__in=["林骑手", "柳骑手"]).count() == 1
