"""Recording visits: what counts, what is refused, what is heard, who reads notes, how long they are kept."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.http import Http404

from linli.domains.cases.models import Case
from linli.domains.cases.tests.making import category
from linli.domains.visits import selectors, services
from linli.domains.visits.models import Visit
from linli.domains.visits.states import Outcome
from linli.domains.visits.tests.making import MONDAY, SYSTEM, home, plan, planned, stop, visited, visits
from linli.domains.visits.tests.test_plans import deliver, refused
from linli.foundation.privacy import rls
from linli.foundation.privacy.models import Look
from linli.foundation.residents import services as residents
from linli.foundation.residents.models import Person
from linli.foundation.residents.tests.making import person
from linli.kernel import clock
from linli.kernel.errors import OutOfScope


@pytest.fixture(autouse=True)
def monday() -> Any:
    with clock.frozen(MONDAY):
        yield


def test_a_visit_moves_the_due_day_on(cast: Any) -> None:
    row = planned(cast)
    made = visited(cast, row, troubles=("fire",), services=("errands",))
    assert (made.on, made.done, made.troubles, made.services) == (date(2026, 3, 2), True, ["fire"], ["errands"])
    now = stop(row.household)
    assert (now.last_on, now.due_on) == (date(2026, 3, 2), date(2026, 6, 2))


def test_nobody_home_is_tried_again_until_it_was_tried_often_enough(cast: Any) -> None:
    row = planned(cast)
    for number, done in ((0, False), (1, False), (2, True)):
        with clock.frozen(MONDAY + timedelta(days=number)):
            visited(cast, row, outcome=Outcome.NOBODY)
            visited_again = stop(row.household)
            assert (visited_again.last_on is not None) is done
    assert visited_again.tries == 0 and visited_again.due_on == date(2026, 6, 4)


def test_two_tries_on_one_day_are_one_and_then_somebody_may_answer(cast: Any) -> None:
    row = planned(cast)
    for _ in range(4):
        visited(cast, row, outcome=Outcome.NOBODY)
    assert stop(row.household).tries == 1
    visited(cast, row, by=cast.wang_community.actor)
    assert stop(row.household).last_on == date(2026, 3, 2)
    assert refused(lambda: visited(cast, row)) == "visits.recorded_today"


def test_who_doesnt_want_a_visit_is_left_alone(cast: Any) -> None:
    row = planned(cast)
    made = visited(cast, row, outcome=Outcome.REFUSED, troubles=("fire",))
    assert made.done and made.troubles == []
    assert stop(row.household).due_on == date(2026, 6, 2)


def test_a_draft_keeps_its_moment_and_may_not_be_too_old(cast: Any) -> None:
    row = planned(cast)
    assert refused(lambda: visited(cast, row, at=MONDAY + timedelta(hours=1))) == "visits.day_ahead"
    assert refused(lambda: visited(cast, row, at=MONDAY - timedelta(days=6))) == "visits.too_late"
    assert visited(cast, row, at=MONDAY - timedelta(days=3)).on == date(2026, 2, 27)
    assert stop(row.household).due_on == date(2026, 5, 27)


def test_an_older_visit_that_is_told_later_changes_no_due_day(cast: Any) -> None:
    row = planned(cast)
    visited(cast, row)
    visited(cast, row, at=MONDAY - timedelta(days=2))
    assert (stop(row.household).last_on, stop(row.household).due_on) == (date(2026, 3, 2), date(2026, 6, 2))
    assert len(visits()) == 2


def test_odd_codes_are_refused(cast: Any) -> None:
    row = planned(cast)
    for facts in ({"troubles": ("faith",)}, {"services": ("x",)}, {"companions": ("police",)}):
        assert refused(lambda facts=facts: visited(cast, row, **facts)) == "visits.unknown_point"
    assert visits() == []


def test_another_grids_home_isnt_there(cast: Any) -> None:
    row = planned(cast)
    for member in (cast.qian_other_town, cast.ma_other_office, cast.chen_centre, cast.wu_leader, cast.he_building):
        with pytest.raises(Http404):
            selectors.stop_for(member.actor, row.pk)
        with pytest.raises(OutOfScope):
            visited(cast, row, by=member.actor)
    assert visits() == []


def test_a_place_is_visited_by_leaders_too(cast: Any) -> None:
    """X39, L9: a log of visits to places, without any household in it."""
    plan(cast, kind="patrol")
    row = stop(area=cast.grid, kind="patrol")
    made = visited(cast, selectors.stop_for(cast.wu_leader.actor, row.pk, to="go"), by=cast.wu_leader.actor)
    assert made.outcome == "answered" and stop(area=cast.grid, kind="patrol").due_on == date(2026, 3, 3)


def test_a_household_that_ended_is_visited_no_more(cast: Any) -> None:
    row = planned(cast)
    with rls.everywhere():
        row.household.ends_on = clock.today()
        row.household.save()
    assert refused(lambda: visited(cast, row)) == "visits.household_gone"
    assert selectors.route_for(cast.li_grid_worker.actor).counts.due == 0


def test_what_was_heard_becomes_a_case_without_names(cast: Any) -> None:
    category()
    row = planned(cast, "101", "郝大山", "郝小山")
    hear = lambda text, card="lighting": visited(cast, row, heard=text, card=card)  # noqa: E731
    card = _card(cast)
    assert refused(lambda: hear("郝小山家门口的灯不亮", card)) == "visits.name_in_case"
    assert refused(lambda: hear("门口的灯不亮", "")) == "visits.case_words"
    assert visits() == [] and not Case.unscoped.exists()
    made = hear("门口的灯三天不亮了", card)
    case = Case.unscoped.get()
    assert (made.case_ref, case.area_id, case.text) == (case.ref, cast.building.pk, "门口的灯三天不亮了")
    assert case.found_by_staff and not case.reporters.exists()


def test_people_of_the_home_are_found_right_on_the_way(cast: Any) -> None:
    row = planned(cast, "101", "郝大山", "郝小山")
    people = selectors.people_at(cast.li_grid_worker.actor, row)
    assert len(people) == 2 and all(one.verified_on is None for one in people)
    assert visited(cast, row, verified=tuple(people)).verified == 2
    with rls.everywhere():
        assert {one.verified_on for one in Person.unscoped.all()} == {date(2026, 3, 2)}


def test_somebody_of_another_home_isnt_verified_by_it(cast: Any) -> None:
    row, other = planned(cast), person(cast, "钱多多", area=cast.other_grid)
    with pytest.raises(OutOfScope):
        visited(cast, row, verified=(other,))
    assert visits() == []


def test_a_note_is_sealed_and_read_with_a_reason_that_the_people_see(cast: Any) -> None:
    row = planned(cast, "101", "郝大山", "郝小山")
    made = visited(cast, row, note="钥匙放在物业")
    assert "钥匙".encode() not in bytes(made.note_sealed)
    wang = cast.wang_community.actor
    read = lambda reason, who=wang: services.read_note(who, visit=made, reason=reason)  # noqa: E731
    assert refused(lambda: read(" ")) == "visits.reason_needed"
    with pytest.raises(OutOfScope):
        read("看看", cast.ma_other_office.actor)
    assert read("交接") == "钥匙放在物业"
    with rls.everywhere():
        looks = list(Look.unscoped.filter(part="visits.note"))
    assert {look.reason for look in looks} == {"交接"} and len(looks) == 2
    plain = visited(cast, _second(cast), note="")
    assert refused(lambda: services.read_note(wang, visit=plain, reason="交接")) == "visits.no_note"


def test_rooms_open_once_a_day_and_the_look_is_written_down(cast: Any) -> None:
    row, li = planned(cast, "101"), cast.li_grid_worker.actor
    assert selectors.stop_page(li, row).room == ""
    assert services.reveal_doors(li, stops=[row]) == 1
    opened = stop(row.household)
    assert selectors.stop_page(li, opened).room == "101"
    assert selectors.stop_page(cast.wang_community.actor, opened).room == ""
    assert services.reveal_doors(li, stops=[opened]) == 0
    with rls.everywhere():
        assert Look.unscoped.filter(part="residents.address").count() == 1
    with clock.frozen(MONDAY + timedelta(days=1)):
        assert selectors.stop_page(li, opened).room == ""


def test_old_visits_are_deleted_and_the_last_day_stays(cast: Any) -> None:
    row = planned(cast)
    visited(cast, row, note="旧")
    with clock.frozen(MONDAY + timedelta(days=730)):
        assert services.forget_old_visits() == 0
    with clock.frozen(MONDAY + timedelta(days=731)):
        assert services.forget_old_visits() == 1
    assert visits() == [] and stop(row.household).last_on == date(2026, 3, 2)


def test_notes_go_with_the_entry_of_somebody_who_lived_there(cast: Any) -> None:
    row = planned(cast, "101", "郝大山")
    visited(cast, row, note="钥匙放在物业")
    (one,) = selectors.people_at(cast.wang_community.actor, row)
    residents.erase_person(cast.wang_community.actor, person=one, reason="本人要求")
    assert bytes(visits()[0].note_sealed) == b""


def test_a_move_just_before_the_visit_is_not_overlooked(cast: Any) -> None:
    """The door lies elsewhere as soon as the job worker has heard of it; Li sees it no more."""
    row = planned(cast)
    away = residents.add_dwelling(SYSTEM, area=cast.other_grid, room="501")
    residents.move_household(SYSTEM, household=row.household, dwelling=away)
    deliver()
    with pytest.raises(OutOfScope):
        visited(cast, row)


def test_every_table_has_row_security(cast: Any) -> None:
    row = planned(cast)
    visited(cast, row)
    with rls.reaching(cast.qian_other_town.actor, "visits.view"):
        assert not Visit.unscoped.exists()
    with rls.reaching(cast.li_grid_worker.actor, "visits.view"):
        assert Visit.unscoped.count() == 1


def _card(cast: Any) -> str:
    from linli.foundation.territory import selectors as territory

    cards = territory.rules_of(cast.county).cases.categories.cards
    return cards[0].code


def _second(cast: Any) -> Any:
    household = home(cast, "202")
    deliver()
    return stop(household)
