"""Days away, and the sealed phone number."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from linli.foundation.access import selectors as access
from linli.foundation.audit.selectors import timeline
from linli.foundation.people import selectors, services
from linli.foundation.people.models import Absence
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken

SYSTEM = Actor.system()


def card_of(member: Any) -> Any:
    return selectors.card_by_id(member.card_id)


def test_a_substitute_has_the_rights_meanwhile(cast: Any) -> None:
    today, helper = clock.today(), access.account_by_id(cast.he_building.account_id)
    before = access.actor_for(helper)
    assert not before.reaches("people.view", cast.grid.path)
    services.record_absence(
        SYSTEM, card=card_of(cast.li_grid_worker), first=today, last=today, substitute=card_of(cast.he_building)
    )
    assert access.actor_for(helper).reaches("people.view", cast.grid.path)


def test_one_records_ones_own_absence_but_nobody_elses(cast: Any) -> None:
    today = clock.today()
    services.record_absence(cast.li_grid_worker.actor, card=card_of(cast.li_grid_worker), first=today, last=today)
    with pytest.raises(OutOfScope):
        services.record_absence(
            cast.li_grid_worker.actor, card=card_of(cast.zhang_grid_leader), first=today, last=today
        )


@pytest.mark.parametrize(("days", "code"), [((0, -1), "people.ends_before_start"), ((2, 4), "people.absent_already")])
def test_days_that_make_no_sense_are_refused(cast: Any, days: tuple[int, int], code: str) -> None:
    today, card = clock.today(), card_of(cast.li_grid_worker)
    services.record_absence(SYSTEM, card=card, first=today + timedelta(days=4), last=today + timedelta(days=6))
    first, last = (today + timedelta(days=day) for day in days)
    with pytest.raises(RuleBroken) as caught:
        services.record_absence(SYSTEM, card=card, first=first, last=last)
    assert caught.value.code == code


def test_nobody_stands_in_for_themselves_or_across_counties(cast: Any) -> None:
    today, card = clock.today(), card_of(cast.li_grid_worker)
    for other, code in ((card, "people.own_substitute"), (card_of(cast.luo_other_grid), "people.other_county")):
        with pytest.raises(RuleBroken) as caught:
            services.record_absence(SYSTEM, card=card, first=today, last=today, substitute=other)
        assert caught.value.code == code


def test_back_early_ends_the_absence_yesterday(cast: Any) -> None:
    today, card = clock.today(), card_of(cast.li_grid_worker)
    made = services.record_absence(SYSTEM, card=card, first=today - timedelta(days=2), last=today + timedelta(days=2))
    services.end_absence(SYSTEM, absence=made)
    assert Absence.objects.get(pk=made.pk).ends_on == today - timedelta(days=1)
    with pytest.raises(RuleBroken):
        services.end_absence(SYSTEM, absence=Absence.objects.get(pk=made.pk))


def test_an_absence_that_lies_ahead_is_taken_back(cast: Any) -> None:
    ahead = clock.today() + timedelta(days=5)
    made = services.record_absence(SYSTEM, card=card_of(cast.li_grid_worker), first=ahead, last=ahead)
    services.end_absence(SYSTEM, absence=made)
    assert not Absence.objects.filter(pk=made.pk).exists()


def test_a_phone_number_is_never_in_clear_in_the_database(cast: Any) -> None:
    card = services.add_staff(SYSTEM, area=cast.grid, name="电话", phone="100 0000-7777")
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_staffcard::text FROM people_staffcard WHERE id = %s", [card.pk])
        text = cursor.fetchone()[0]
    assert "10000007777" not in text
    assert b"10000007777".hex() not in text
    assert card.phone_masked == "100****7777"


def test_a_look_at_the_number_is_written_down_with_its_reason(cast: Any) -> None:
    card = card_of(cast.li_grid_worker)
    assert services.reveal_phone(cast.wang_community.actor, card=card, reason="汛期值班").startswith("100")
    line = timeline(card)[0]
    assert (line.code, line.data["reason"], line.audience) == ("people.phone_seen", "汛期值班", "audit")


def test_a_stranger_gets_no_number(cast: Any) -> None:
    with pytest.raises(OutOfScope):
        services.reveal_phone(cast.ma_other_office.actor, card=card_of(cast.li_grid_worker), reason="好奇")


def test_a_number_can_be_forgotten(cast: Any) -> None:
    card = services.set_phone(SYSTEM, card=card_of(cast.li_grid_worker), phone="")
    assert (bytes(card.phone_sealed), card.phone_index, card.phone_masked) == (b"", "", "")
