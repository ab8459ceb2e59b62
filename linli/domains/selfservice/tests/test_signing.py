"""Signing in by phone: one person, several who share it, nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from linli.domains.selfservice import selectors, services
from linli.domains.selfservice.tests.making import GROWN, PHONE, again, consent, person, registered, signed_in
from linli.foundation.privacy import services as privacy
from linli.foundation.residents import services as register
from linli.foundation.residents.tests.making import SYSTEM, stay
from linli.kernel import clock
from linli.kernel.errors import RuleBroken


def shared(cast: Any) -> list[Any]:
    """Five people with one phone."""
    return [person(cast, f"林{name}", phone=PHONE) for name in ("一", "二", "三", "四", "五")]


def test_the_only_one_who_registered_with_the_phone_is_known_at_once(cast: Any) -> None:
    one = person(cast, phone=PHONE, source="self")
    assert signed_in(cast).person_id == one.pk


def test_a_number_that_others_wrote_down_shows_nobody_before_the_name_is_said(cast: Any) -> None:
    one = person(cast, "王晓红", phone=PHONE)
    session = signed_in(cast)
    assert session.person is None
    assert services.identify(session, name="林小雨", born_on=GROWN).person is None
    assert services.identify(session, name="王晓红", born_on=one.born_on).person_id == one.pk


def test_those_who_share_a_phone_say_who_they_are(cast: Any) -> None:
    five = shared(cast)
    session = signed_in(cast)
    assert session.person is None
    assert services.identify(session, name="林 三", born_on=GROWN).person_id == five[2].pk


def test_nobody_elses_name_fits_and_guessing_ends_the_session(cast: Any) -> None:
    shared(cast)
    stranger = person(cast, "王不同", phone="10055509999")
    session = signed_in(cast)
    for name, day in (
        (stranger.name, GROWN),
        ("林三", None),
        ("", GROWN),
        ("林三", GROWN + timedelta(days=1)),
        ("林九", GROWN),
    ):
        assert services.identify(session, name=name, born_on=day).person is None
    assert again(session).tries == 5
    assert selectors.session_for(session.pk) is None
    with pytest.raises(RuleBroken, match="signed_out"):
        services.identify(session, name="林三", born_on=GROWN)


def test_a_phone_that_nobody_has_opens_no_entry(cast: Any) -> None:
    shared(cast)
    session = signed_in(cast, "10055508888")
    assert session.person is None
    assert services.identify(session, name="林三", born_on=GROWN).person is None


def test_signing_out_and_time_end_it(cast: Any) -> None:
    person(cast, phone=PHONE)
    session = signed_in(cast)
    assert selectors.session_for(session.pk) is not None
    with clock.frozen(session.ends_at):
        assert selectors.session_for(session.pk) is None
    services.sign_out(session)
    assert selectors.session_for(session.pk) is None


def test_who_looked_is_told_with_what_is_told_later(cast: Any) -> None:
    one = person(cast, phone=PHONE)
    register.reveal_field(cast.li_grid_worker.actor, person=one, field="phone", reason="约上门时间")
    with transaction.atomic():
        privacy.look(
            SYSTEM,
            subject=one,
            part="residents.phone",
            county_id=one.county_id,
            path=cast.building.path,
            ground="inquiry",
        )
    looks = selectors.looks_of(one)
    assert [(line.who, line.reason) for line in looks.lines] == [("李春燕", "约上门时间")]
    assert looks.lines[0].post
    assert looks.delayed == 1
    assert looks.delayed_until is not None


def test_what_is_kept_has_purpose_ground_and_time(cast: Any) -> None:
    one = registered(cast)
    rows = {row.part: row for row in selectors.kept_rows(one)}
    assert rows["residents.name"].value == "林小雨"
    assert rows["residents.phone"].value == "100****0001"
    assert "302" not in rows["residents.address"].value
    assert all(row.purpose and row.basis and row.days for row in rows.values())


def test_a_merged_entry_keeps_consent_and_an_erased_one_ends_the_session(cast: Any) -> None:
    given = consent(cast)
    gone = given.person
    kept = person(cast, "王晓红")
    register.merge_people(SYSTEM, kept=kept, gone=gone)
    assert [row.pk for row in selectors.consents_of(kept)] == [given.pk]
    register.change_person(SYSTEM, person=kept, draft=register.PersonDraft("王晓红", phone=PHONE, born_on=GROWN))
    session = services.identify(signed_in(cast), name="王晓红", born_on=GROWN)
    assert session.person_id == kept.pk
    register.erase_person(SYSTEM, person=kept, reason="测试")
    assert selectors.session_for(session.pk) is None


def test_who_moved_away_still_reads_what_is_kept(cast: Any) -> None:
    home = stay(cast)
    draft = register.PersonDraft(home.person.name, phone=PHONE, born_on=GROWN)
    register.change_person(SYSTEM, person=home.person, draft=draft)
    register.move_out(SYSTEM, residency=home)
    known = services.identify(signed_in(cast), name=home.person.name, born_on=GROWN)
    assert known.person_id == home.person_id
