"""Giving and ending posts: room, eligibility, places, history, and what follows a change of the tree."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from linli.foundation.audit.selectors import timeline
from linli.foundation.organizations import selectors as organizations
from linli.foundation.organizations import services as bodies
from linli.foundation.organizations.method import Eligibility
from linli.foundation.people import rules, selectors, services
from linli.foundation.people.models import Appointment, StaffCard
from linli.foundation.people.services import appointments
from linli.foundation.territory import services as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken

SYSTEM = Actor.system()


def newcomer(cast: Any, name: str = "高新", **facts: Any) -> StaffCard:
    return services.add_staff(SYSTEM, area=cast.grid, name=name, **facts)


def vacant(cast: Any, seats: int = 1) -> Any:
    return bodies.create_post(SYSTEM, kind="community_office", area=cast.community, seats=seats)


def refused(code: str, **call: Any) -> RuleBroken:
    with pytest.raises(RuleBroken) as caught:
        services.appoint(SYSTEM, **call)
    assert caught.value.code == code
    assert caught.value.message
    return caught.value


def test_an_appointment_fills_the_post_and_writes_history(cast: Any) -> None:
    card, post = newcomer(cast), bodies.create_post(SYSTEM, kind="community_office", area=cast.other_community)
    made = services.appoint(cast.chen_centre.actor, card=card, post=post, source="退役军人")
    post.refresh_from_db()
    assert (made.area_id, made.role, made.source) == (cast.other_community.pk, post.role, "退役军人")
    assert post.filled == 1
    assert [line.code for line in timeline(card)] == ["people.appointed", "people.staff_added"]


def test_a_full_post_is_refused_with_the_number_of_its_seats(cast: Any) -> None:
    post = vacant(cast)
    services.appoint(SYSTEM, card=newcomer(cast), post=post)
    error = refused("people.no_seat", card=newcomer(cast, "第二"), post=post)
    assert error.params["seats"] == 1


def test_the_same_person_is_not_appointed_twice(cast: Any) -> None:
    post, card = vacant(cast, seats=2), newcomer(cast)
    services.appoint(SYSTEM, card=card, post=post)
    refused("people.holds_already", card=card, post=post)


def test_exactly_one_leads_a_grid(cast: Any) -> None:
    """X20: one leader per grid, whatever number of seats a post may claim."""
    post = selectors.holders("grid_leader", cast.grid)[0].post_id
    error = refused("people.place_taken", card=newcomer(cast), post=organizations.post_by_id(post))
    assert error.params["holder"] == "张守田"


@pytest.mark.parametrize(("born", "fits"), [(date(1989, 12, 31), False), (date(1990, 1, 1), True), (None, False)])
def test_a_post_for_the_young_asks_for_the_day_of_birth(cast: Any, born: date | None, fits: bool) -> None:
    """L17: born on 1 January 1990 or later."""
    rule = SimpleNamespace(eligibility=Eligibility(born_from=date(1990, 1, 1)), source=("L17",))
    card, post = newcomer(cast, born_on=born), vacant(cast)
    if fits:
        appointments.check_fit(card, post, rule)
        return
    with pytest.raises(RuleBroken) as caught:
        appointments.check_fit(card, post, rule)
    assert caught.value.code == ("people.not_eligible" if born else "people.birthday_needed")
    assert "1990" in caught.value.message


def test_nobody_from_another_county_is_appointed(cast: Any) -> None:
    card = services.add_staff(SYSTEM, area=cast.other_county_grid, name="外人")
    refused("people.other_county", card=card, post=vacant(cast))


def test_days_that_run_backwards_are_refused(cast: Any) -> None:
    today = clock.today()
    refused("people.ends_before_start", card=newcomer(cast), post=vacant(cast), ends_on=today - timedelta(days=1))


def test_an_office_may_not_appoint_in_another_town(cast: Any) -> None:
    card, post = newcomer(cast), vacant(cast)
    with pytest.raises(OutOfScope), transaction.atomic():
        services.appoint(cast.ma_other_office.actor, card=card, post=post)
    assert not Appointment.unscoped.filter(card=card).exists()


def test_a_grid_worker_may_not_appoint_at_all(cast: Any) -> None:
    with pytest.raises(OutOfScope), transaction.atomic():
        services.add_staff(cast.li_grid_worker.actor, area=cast.grid, name="亲戚")


def test_who_leaves_may_act_no_more_at_once(cast: Any) -> None:
    post, card = vacant(cast), newcomer(cast)
    made = services.appoint(SYSTEM, card=card, post=post, starts_on=clock.today() - timedelta(days=30))
    services.end_appointment(SYSTEM, appointment=made)
    post.refresh_from_db()
    assert post.filled == 0
    assert selectors.rights_of(card.pk) == []


def test_ending_twice_is_refused_in_words(cast: Any) -> None:
    made = services.appoint(SYSTEM, card=newcomer(cast), post=vacant(cast), starts_on=clock.today() - timedelta(days=9))
    services.end_appointment(SYSTEM, appointment=made, on=clock.today() - timedelta(days=2))
    with pytest.raises(RuleBroken) as caught:
        services.end_appointment(SYSTEM, appointment=made)
    assert caught.value.code == "people.already_ended"


def test_a_post_that_begins_tomorrow_gives_no_right_today(cast: Any) -> None:
    card, tomorrow = newcomer(cast), clock.today() + timedelta(days=1)
    services.appoint(SYSTEM, card=card, post=vacant(cast), starts_on=tomorrow)
    assert selectors.rights_of(card.pk) == []
    assert selectors.rights_of(card.pk, tomorrow) != []


def test_the_database_itself_refuses_a_second_open_appointment(cast: Any) -> None:
    made = services.appoint(SYSTEM, card=newcomer(cast), post=vacant(cast, seats=3))
    made.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)


def test_staff_follow_a_merged_grid(cast: Any) -> None:
    worker = cast.li_grid_worker.card_id
    territory.merge_areas(SYSTEM, areas=[cast.grid], into=cast.second_grid)
    assert worker in [one.card_id for one in selectors.holders("grid_worker", cast.second_grid)]
    assert selectors.card_by_id(worker).area_id == cast.second_grid.pk


def test_a_list_is_imported_in_bulk(cast: Any, django_assert_max_num_queries: Any) -> None:
    post = vacant(cast, seats=50)
    rows = [services.StaffRow(f"员工{n}", cast.grid.pk, (post,), phone="10000009999") for n in range(50)]
    with django_assert_max_num_queries(40):
        cards = services.import_staff(SYSTEM, county=cast.county, rows=rows)
    post.refresh_from_db()
    assert [card.name for card in cards[:2]] == ["员工0", "员工1"]
    assert post.filled == 50


def test_an_import_that_does_not_fit_leaves_nothing(cast: Any) -> None:
    post, before = vacant(cast), StaffCard.unscoped.count()
    rows = [services.StaffRow(name, cast.grid.pk, (post,)) for name in ("一", "二")]
    with pytest.raises(RuleBroken), transaction.atomic():
        services.import_staff(SYSTEM, county=cast.county, rows=rows)
    assert StaffCard.unscoped.count() == before


def test_overlap_counts_both_ends() -> None:
    first, last = date(2026, 5, 1), date(2026, 5, 3)
    assert rules.overlaps(first, last, last, last)
    assert not rules.overlaps(first, last, date(2026, 5, 4), date(2026, 5, 9))
    assert rules.seats_allowed("exactly_one", 9) == 1
    assert rules.seats_allowed("any", 9) == 9
