"""From asking to the last word of whoever asked (Q63, L48)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404

from linli.domains.cobuilding import services as cobuilding
from linli.domains.cobuilding.selectors import registered_units
from linli.domains.cobuilding.tests import making as together
from linli.domains.guidance import selectors, services
from linli.domains.guidance.models import HelpRequest
from linli.domains.guidance.tests.making import SYSTEM, again, asked, centre, given, helper, said
from linli.domains.notices import selectors as inbox
from linli.foundation.audit import selectors as audit
from linli.foundation.organizations import services as organizations
from linli.foundation.privacy import rls
from linli.foundation.privacy import selectors as privacy
from linli.foundation.territory import services as territory
from linli.kernel import clock
from linli.kernel.errors import OutOfScope, RuleBroken


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, match=code)


def confirmed_unit(cast: Any) -> Any:
    """Zhou's bureau, registered in co-building."""
    cobuilding.confirm(cast.wang_community.actor, registration=together.registered(cast))
    return cast.bureau


def test_whoever_asks_gets_a_link_and_nothing_of_them_lies_in_clear(cast: Any) -> None:
    body = centre(cast)
    who = helper(cast, body)
    row, token = services.ask_for_help(cast.street, "parking", said(), agreed=True)
    assert (row.centre, row.title, row.state) == (body, "停车和换电点协调", "asked")
    assert selectors.help_by_token(token) == row
    assert (row.name, row.phone_masked, row.words) == ("林骑手", "100****2001", "电动车没处换电")
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM guidance_helprequest t")
        kept = cursor.fetchone()[0]
    assert not any(word in kept for word in ("林骑手", "10055502001", "换电点没", token))
    assert inbox.unread_count(who.actor) == 1
    with pytest.raises(Http404):
        selectors.help_by_token(token + "x")


def test_the_nearest_centre_above_is_in_charge(cast: Any) -> None:
    far = centre(cast, cast.other_street)
    with refused("guidance.no_centre"):
        services.ask_for_help(cast.street, "parking", said(), agreed=True)
    county = centre(cast)
    near = centre(cast, cast.street)
    assert asked(cast, near).centre == near
    assert asked(cast, far, area=cast.other_community).centre == far
    organizations.close_organization(SYSTEM, organization=near)
    assert asked(cast, county).centre == county


@pytest.mark.parametrize(("facts", "code"), [
    ({"name": " "}, "residents.bad_name"), ({"phone": "12"}, "residents.bad_phone"), ({"phone": ""}, "residents.bad_phone"),
    ({"group": "teacher"}, "guidance.unknown"), ({"group": "firm"}, "guidance.body_needed"),
])  # fmt: skip
def test_what_does_not_fit_is_refused(cast: Any, facts: dict[str, str], code: str) -> None:
    centre(cast)
    with refused(code):
        services.ask_for_help(cast.street, "parking", said(**facts), agreed=True)
    assert not HelpRequest.unscoped.exists()


def test_a_service_for_firms_is_for_firms_and_nobody_is_kept_without_agreeing(cast: Any) -> None:
    centre(cast)
    with refused("guidance.bodies_only"):
        services.ask_for_help(cast.street, "hiring", said(), agreed=True)
    with refused("guidance.unknown"):
        services.ask_for_help(cast.street, "haircut", said(), agreed=True)
    with refused("guidance.consent_needed"):
        services.ask_for_help(cast.street, "parking", said(), agreed=False)
    row = asked(cast, cast.county, code="hiring", group="firm", body="山县速达网点")
    assert row.body == "山县速达网点"
    assert asked(cast, cast.county, body="不该留下").body == ""


def test_other_methods_have_no_centre(cast: Any) -> None:
    with refused("guidance.not_used"):
        services.ask_for_help(cast.other_county_street, "parking", said(), agreed=True)
    assert not selectors.guides(cast.other_county.pk) and selectors.guides(cast.county.pk)


def test_given_done_and_confirmed(cast: Any) -> None:
    body = centre(cast)
    who = helper(cast, body)
    row = given(cast, who, body)
    assert (row.state, row.doer) == ("given", "柏助人")
    assert inbox.unread_count(who.actor) == 1  # the second line about it is the same row of the inbox
    with refused("guidance.not_now"):
        services.confirm_help(row, mark=5)
    services.finish_help(who.actor, request=row, result="在驿站门口加了两个换电柜")
    for wrong in (0, 6):
        with refused("guidance.bad_mark"):
            services.confirm_help(row, mark=wrong)
    done = services.confirm_help(row, mark=5, said="很快")
    assert (done.state, done.mark, done.said, done.ended_at is not None) == ("confirmed", 5, "很快", True)
    with refused("guidance.not_now"):
        services.finish_help(who.actor, request=row, result="再一次")


def test_what_is_not_done_comes_back_with_its_time(cast: Any) -> None:
    body = centre(cast)
    who = helper(cast, body)
    row = given(cast, who, body)
    services.finish_help(who.actor, request=row, result="打过电话")
    with clock.frozen(clock.now() + timedelta(days=20)):
        with refused("guidance.words_needed"):
            services.send_back_help(row, reason=" ")
        back = services.send_back_help(row, reason="还是没处换电")
        assert (back.state, back.result, back.done_at, back.sent_back) == ("given", "", None, 1)
        assert back.due_at > clock.now() and not back.is_late


def test_the_method_says_until_when_unless_the_office_does(cast: Any) -> None:
    body = centre(cast)
    who = helper(cast, body)
    day = clock.today() + timedelta(days=3)
    row = asked(cast, body)
    with refused("guidance.past_day"):
        services.give_help(SYSTEM, request=row, card=who.card, until=clock.today() - timedelta(days=1))
    row = services.give_help(SYSTEM, request=row, card=who.card, until=clock.today())
    assert row.due_at.astimezone(clock.ZONE).date() == clock.today()
    row = services.give_help(SYSTEM, request=row, card=who.card, until=day)
    end = datetime.combine(day, time.max, tzinfo=clock.ZONE)
    with clock.frozen(end):
        assert not again(row).is_late
    with clock.frozen(end + timedelta(seconds=1)):
        assert again(row).is_late
        assert [one.pk for one in selectors.help_page(cast.chen_centre.actor, only="late")] == [row.pk]
        assert selectors.help_counts(cast.chen_centre.actor)["late"] == 1


def test_only_helpers_of_the_centre_and_registered_units_get_it(cast: Any) -> None:
    body, other = centre(cast), centre(cast, cast.other_street)
    who, stranger = helper(cast, body), helper(cast, other, "柳别处")
    row = asked(cast, body)
    chen = cast.chen_centre.actor
    with refused("guidance.not_a_helper"):
        services.give_help(chen, request=row, card=stranger.card)
    with refused("guidance.not_registered"):
        services.give_help(chen, request=row, unit=cast.bureau)
    for both in ({}, {"card": who.card, "unit": cast.bureau}):
        with refused("guidance.one_doer"):
            services.give_help(chen, request=row, **both)
    unit = confirmed_unit(cast)
    assert registered_units(cast.county.pk) == [(unit.pk, unit.name)]
    assert {code for code, _ in selectors.doer_choices(row)} == {f"c{who.card.pk}", f"o{unit.pk}"}
    with pytest.raises(Http404):
        selectors.doer_for(row, f"c{stranger.card.pk}")
    assert services.give_help(chen, request=row, **selectors.doer_for(row, f"o{unit.pk}")).unit == unit


def test_a_unit_does_what_it_was_given_and_gives_nothing_on(cast: Any) -> None:
    body = centre(cast)
    unit, who = confirmed_unit(cast), helper(cast, body)
    row = asked(cast, body)
    zhou = cast.zhou_department.actor
    with pytest.raises(Http404):
        selectors.help_for(zhou, row.pk)
    row = services.give_help(cast.chen_centre.actor, request=row, unit=unit)
    assert selectors.help_for(zhou, row.pk, to="guidance.act") == row
    head = helper(cast, unit, "松局长", kind="department_leader")
    for one in (zhou, head.actor):
        with pytest.raises((OutOfScope, PermissionDenied)):
            services.give_help(one, request=row, card=who.card)
    with pytest.raises(PermissionDenied):
        selectors.help_for(head.actor, row.pk, to="guidance.run")
    assert services.finish_help(zhou, request=row, result="装好了").state == "done"


def test_another_helper_and_other_places_cannot_do_it(cast: Any) -> None:
    body = centre(cast)
    who, second = helper(cast, body), helper(cast, body, "柳同事")
    row = given(cast, who, body)
    with pytest.raises(OutOfScope):
        services.finish_help(second.actor, request=row, result="不是我的")
    for one in (cast.ma_other_office.actor, cast.feng_other_county.actor, cast.zhou_department.actor):
        with pytest.raises(Http404):
            selectors.help_for(one, row.pk)
        with pytest.raises(OutOfScope):
            services.finish_help(one, request=row, result="别处的")
    boss = helper(cast, body, "梅主任", kind="guidance_leader")
    assert services.give_help(boss.actor, request=row, card=second.card).card == second.card
    assert services.finish_help(second.actor, request=row, result="办好了").state == "done"


def test_the_centre_says_no_with_a_reason_before_somebody_has_it(cast: Any) -> None:
    body = centre(cast)
    row = asked(cast, body)
    with refused("guidance.words_needed"):
        services.decline_help(SYSTEM, request=row, reason="\n")
    assert services.decline_help(SYSTEM, request=row, reason="不在本县").reason == "不在本县"
    second = given(cast, helper(cast, body), body)
    with refused("guidance.not_now"):
        services.decline_help(SYSTEM, request=second, reason="晚了")


def test_a_look_at_the_number_is_written_down_for_whoever_asked(cast: Any) -> None:
    body = centre(cast)
    row = asked(cast, body)
    with pytest.raises(OutOfScope):
        services.reveal_help_phone(cast.wu_leader.actor, request=row, reason="好奇")
    assert services.reveal_help_phone(cast.chen_centre.actor, request=row, reason="约时间") == "10055502001"
    assert [line.reason for line in privacy.looks_at(row).lines] == ["约时间"]


def test_taken_back_nothing_is_left_of_who_it_was(cast: Any) -> None:
    body = centre(cast)
    who = helper(cast, body)
    row = given(cast, who, body, group="firm", body="速达网点")
    services.finish_help(who.actor, request=row, result="林骑手的柜子装好了")
    services.withdraw_help(row)
    left = services.withdraw_help(again(row))
    left = again(left)
    assert (left.state, left.name, left.phone_masked, left.words, left.body, left.result) == (
        "withdrawn",
        "",
        "",
        "",
        "",
        "",
    )
    assert not any("林骑手" in line.text for line in audit.timeline(left))


def test_time_ends_what_nobody_answers_and_empties_what_has_ended(cast: Any) -> None:
    body = centre(cast)
    who = helper(cast, body)
    done, open_one = given(cast, who, body), asked(cast, body)
    services.finish_help(who.actor, request=done, result="好了")
    with clock.frozen(clock.now() + timedelta(days=13, hours=23)):
        services.forget_old()
        assert again(done).state == "done"
    with clock.frozen(clock.now() + timedelta(days=15)):
        services.forget_old()
        assert (again(done).state, again(open_one).state) == ("silent", "asked")
    with clock.frozen(clock.now() + timedelta(days=194)):
        services.forget_old()
        assert (again(done).name, again(open_one).state) == ("林骑手", "lapsed")
    with clock.frozen(clock.now() + timedelta(days=197)):
        assert services.forget_old() == 1
        assert (again(done).name, again(open_one).name) == ("", "林骑手")


def test_the_database_shows_a_request_at_its_place_and_to_those_who_have_it(cast: Any) -> None:
    """The county alone shows none, nor do places and organizations without it."""
    row = asked(cast)
    for place, words in (
        (cast.county, ()),
        (cast.other_county, (f"a{cast.county.pk}.",)),
        (cast.county, (f"a{cast.other_street.path}", f"o{row.centre_id + 1}", f"r{cast.county.pk}.")),
    ):
        with rls.within(f"{place.pk}.", *words):
            assert not HelpRequest.unscoped.exists()
    for word in (f"a{cast.county.pk}.", f"a{row.area.path}", f"o{row.centre_id}"):
        with rls.within(f"{cast.county.pk}.", word):
            assert HelpRequest.unscoped.get() == row


def test_it_follows_the_ground(cast: Any) -> None:
    row = asked(cast, area=cast.street)
    territory.merge_areas(SYSTEM, areas=[cast.street], into=cast.other_street)
    assert again(row).area == cast.other_street
