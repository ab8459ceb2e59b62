"""Entries need two people, count once, show who objects, and lead back to what was before."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import Error, connection, transaction
from django.http import Http404

from linli.domains.credit import services
from linli.domains.credit.models import Entry
from linli.domains.credit.tests.making import (
    SYSTEM,
    again,
    all_of,
    balance,
    booked,
    entered,
    objected,
    party,
    resident,
    rule,
    signed,
    subject_of_entry,
    table,
    themselves,
    unit,
)
from linli.domains.credit.tests.test_signing import refused
from linli.domains.notices.models import Message, Notice
from linli.domains.notices.states import WORDS
from linli.domains.selfservice.tests.making import PHONE
from linli.engines.ledger import services as ledger
from linli.foundation.audit import selectors as audit
from linli.foundation.organizations.models import Organization
from linli.foundation.people import services as people
from linli.foundation.privacy import rls
from linli.foundation.privacy import selectors as privacy
from linli.foundation.residents.models import Person
from linli.foundation.territory.services import create_area
from linli.kernel import clock, crypto
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope
from linli.kernel.events import Audience
from tests.kit.places import post


def confirm(cast: Any, entry: Entry, who: str = "zhao_dispatcher") -> Entry:
    return services.confirm_entry(getattr(cast, who).actor, entry=entry)


def decide(
    cast: Any, objection: Any, who: str = "chen_centre", *, upheld: bool = True, answer: str = "核实过了"
) -> Any:
    return services.decide_objection(getattr(cast, who).actor, objection=objection, upheld=upheld, answer=answer)


def test_it_counts_when_another_confirms(cast: Any) -> None:
    one = party(cast)
    entry = entered(cast, one, "mediate")
    assert balance(one) == 0
    refused("credit.same_person", confirm, cast, entry, "wang_community")
    made = confirm(cast, entry)
    assert (made.asked, made.given, balance(one)) == (30, 30, 30)
    refused("credit.checked_already", confirm, cast, entry)
    refused("credit.checked_already", confirm, cast, entry, "chen_centre")
    assert balance(one) == 30
    assert ledger.verify_county(cast.county.pk).sound


def test_nobody_confirms_without_an_account(cast: Any) -> None:
    one = party(cast)
    entry = entered(cast, one)
    refused("credit.account_needed", services.confirm_entry, Actor.system(), entry=entry)
    refused(
        "credit.account_needed", services.enter, Actor.system(), party=one, rule=rule(), on=clock.today(), words="x"
    )


def test_the_database_wants_two_people(cast: Any) -> None:
    entry = entered(cast, party(cast))
    with pytest.raises(Error, match="credit_two_pairs_of_eyes"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE linli")
        cursor.execute("UPDATE credit_entry SET checked_by_id = entered_by_id WHERE id = %s", [entry.pk])


def test_what_isnt_confirmed_says_why(cast: Any) -> None:
    one = party(cast)
    entry = entered(cast, one)
    services.refuse_entry(cast.zhao_dispatcher.actor, entry=entry, reason="签到表上没有名字")
    assert again(entry).state == "refused" and balance(one) == 0
    entered(cast, one)  # may be entered anew


def test_a_deduction_takes_at_most_what_is_there(cast: Any) -> None:
    one = party(cast)
    assert booked(cast, one, "dog").given == 0 and balance(one) == 0
    booked(cast, one, "talk_it_over")
    entry = booked(cast, one, "stairwell_pile")
    assert (entry.given, balance(one)) == (-10, 0)
    assert booked(cast, one, "dog", on=clock.today() - timedelta(days=1)).given == 0


def test_places_kinds_days_and_doubles(cast: Any) -> None:
    one, today = party(cast), clock.today()
    with pytest.raises(OutOfScope):
        services.enter(cast.ma_other_office.actor, party=one, rule=rule(), on=today, words="x")
    with pytest.raises(OutOfScope):
        services.enter(cast.feng_other_county.actor, party=one, rule=rule(), on=today, words="x")
    refused("credit.not_for_kind", entered, cast, one, "door_clean")
    refused("credit.day_ahead", entered, cast, one, on=today + timedelta(days=1))
    refused("credit.before_contract", entered, cast, one, on=today - timedelta(days=21))
    refused("credit.words_needed", entered, cast, one, words=" \u200b\n ")
    entry = entered(cast, one)
    refused("credit.entered_already", entered, cast, one)
    with pytest.raises(OutOfScope):
        confirm(cast, entry, "ma_other_office")


def test_a_rule_holds_for_its_days_alone(cast: Any) -> None:
    today = clock.today()
    first = table(cast, days_ago=30, last=today - timedelta(days=5))
    one = party(cast)
    with rls.everywhere():
        old = first.rules.get(code="talk_it_over")
    give = {"party": one, "rule": old, "words": "x"}
    refused("credit.rule_not_in_force", services.enter, cast.wang_community.actor, on=today - timedelta(days=4), **give)
    services.enter(cast.wang_community.actor, on=today - timedelta(days=5), **give)
    table(cast, days_ago=3)
    refused("credit.rule_not_in_force", services.enter, cast.wang_community.actor, on=today, **give)
    entered(cast, one)


def test_midnight_is_that_of_china(cast: Any) -> None:
    one = party(cast)
    with clock.frozen(datetime.combine(clock.today(), datetime.min.time(), clock.ZONE) + timedelta(days=1, seconds=1)):
        entry = booked(cast, one)  # one second into the day
        assert entry.on == clock.today()
    with clock.frozen(datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)):
        assert clock.today().isoformat() == "2026-12-31"


def test_what_was_thanked_lapses(cast: Any) -> None:
    one = party(cast)
    booked(cast, one, "mediate")
    with clock.frozen(clock.now() + timedelta(days=2 * 366)):
        ledger.lapse_due()
    assert balance(one) == 0


def test_an_objection_is_decided_by_another_and_leads_back(cast: Any) -> None:
    one = party(cast)
    booked(cast, one, "mediate")
    entry = booked(cast, one, "dog")
    assert balance(one) == 20
    objection = objected(cast, entry)
    refused("credit.objected_already", objected, cast, entry)
    refused("credit.was_involved", decide, cast, objection, "wang_community")
    refused("credit.was_involved", decide, cast, objection, "zhao_dispatcher")
    with pytest.raises(OutOfScope):
        decide(cast, objection, "ma_other_office")
    decide(cast, objection)
    refused("credit.decided_already", decide, cast, objection)
    assert balance(one) == 30 and again(entry).state == "reversed"
    fresh = entered(cast, one, "dog", corrects=again(entry))
    assert fresh.corrects_id == entry.pk
    assert ledger.verify_county(cast.county.pk).sound


@pytest.mark.parametrize(("tell", "told"), [("", []), (PHONE, [PHONE])])
def test_whoever_wants_it_is_told_once_that_there_is_an_answer(cast: Any, tell: str, told: list[str]) -> None:
    entry = booked(cast, party(cast))
    found = services.object_to(
        themselves(cast), subject=subject_of_entry(entry), entry=entry.pk, words="那天我不在", tell=tell
    )
    decide(cast, found, upheld=False, answer="签到表上有您的名字")
    assert bytes(again(found).tell_sealed) == b""
    sent = [crypto.unseal(bytes(one.text_sealed), purpose=WORDS) for one in all_of(Message)]
    assert len(sent) == len(told)
    assert all("签到" not in text and "林" not in text for text in sent)


def test_an_organization_is_told_in_its_peoples_inbox(cast: Any) -> None:
    subject = unit(cast, kind="property_company")
    held = post("department_duty", organization=Organization.unscoped.get(pk=subject.organization_id))
    card = people.add_staff(SYSTEM, area=cast.community, name="周小芳")
    people.appoint(SYSTEM, card=card, post=held, starts_on=date(2020, 1, 1))
    table(cast)
    entry = booked(cast, signed(cast, subject, "red_property", days_ago=20), "open_space")
    found = services.object_to(themselves(cast), subject=subject, entry=entry.pk, words="不是我们")
    decide(cast, found)
    (line,) = Notice.objects.filter(person=card)
    assert (line.text, line.url) == ("Your objection was answered", f"/console/credit/units/{subject.organization_id}/")
    assert all_of(Message) == []


def test_what_isnt_upheld_stays(cast: Any) -> None:
    one = party(cast)
    entry = booked(cast, one)
    decide(cast, objected(cast, entry), upheld=False)
    assert again(entry).state == "booked" and balance(one) == 10


def test_objections_have_their_time_and_their_owner(cast: Any) -> None:
    one = party(cast)
    entry = booked(cast, one)
    stranger = resident(cast, "王大明", phone="10055500002")
    with pytest.raises(Http404):
        services.object_to(themselves(cast), subject=stranger, entry=entry.pk, words="x")
    with clock.frozen(clock.now() + timedelta(days=61)):
        refused("credit.objection_late", objected, cast, entry)
    waiting = entered(cast, one, "visit_alone")
    refused("credit.not_booked", objected, cast, waiting)


def test_the_database_wants_somebody_else_to_decide(cast: Any) -> None:
    objected(cast, booked(cast, party(cast)))
    for who in ("entered_by_id", "checked_by_id"):
        with (
            pytest.raises(Error, match="credit_decided_by_another"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("SET LOCAL ROLE linli")
            cursor.execute(f"UPDATE credit_objection SET decided_by_id = {who}")


def test_thanks_that_were_used_up_dont_lead_below_zero(cast: Any) -> None:
    one = party(cast)
    first = booked(cast, one, "talk_it_over")
    booked(cast, one, "dog")
    services.take_back(cast.chen_centre.actor, entry=first, reason="记错了人")
    assert balance(one) == 0 and again(first).state == "reversed"
    refused("credit.not_booked", services.take_back, cast.chen_centre.actor, entry=first, reason="x")


def test_nobody_keeps_the_own_organization(cast: Any) -> None:
    table(cast)
    subject = unit(cast, kind="resident_unit")
    one = signed(cast, subject, kind="resident_unit", days_ago=5)
    wang = cast.wang_community.actor
    inside = Actor(wang.account_id, wang.label, wang.county_id, wang.grants, frozenset({subject.organization_id}))
    refused(
        "credit.about_yourself", services.enter, inside, party=one, rule=rule("open_space"), on=clock.today(), words="x"
    )


def test_a_look_is_written_down_for_the_person(cast: Any) -> None:
    one = party(cast)
    entry = booked(cast, one, "mediate")
    wang = cast.wang_community.actor
    refused("credit.words_needed", services.open_account, wang, party=one, reason=" ")
    found = services.open_account(wang, party=one, reason="答复本人的询问")
    assert found.balance == "3" and found.lines[0].words == ""
    assert services.open_entry(wang, entry=entry, reason="核对凭据").words == "议事会签到表"
    with rls.everywhere():
        mine = Person.unscoped.get(pk=one.person_id)
        looks = privacy.looks_at(mine).lines
    assert [line.reason for line in looks] == ["核对凭据", "答复本人的询问"]
    with pytest.raises(OutOfScope):
        services.open_account(cast.ma_other_office.actor, party=one, reason="x")


def test_history_holds_no_name_and_no_words(cast: Any) -> None:
    one = party(cast)
    decide(cast, objected(cast, booked(cast, one)), answer="不同意的理由")
    told = " ".join(line.text for line in audit.timeline(again(one), (Audience.INTERNAL,)))
    assert "议事" in told
    for word in ("林小雨", "签到表", "那天我不在", "不同意的理由"):
        assert word not in told


def test_rows_follow_the_ground(cast: Any) -> None:
    one = party(cast)
    entry = booked(cast, one)
    other = create_area(Actor.system(), parent=cast.other_grid, kind="building", name="9 号楼").area
    from linli.domains.credit.services import following

    with rls.everywhere():
        following.move_rows(cast.building, other.pk)
    assert again(entry).area_id == other.pk and again(one).area_id == other.pk
    with pytest.raises(OutOfScope):
        entered(cast, again(one), "visit_alone")


def test_the_subject_of_an_entry(cast: Any) -> None:
    one = party(cast)
    assert subject_of_entry(booked(cast, one)).person_id == one.person_id
    assert len(all_of(Entry)) == 1
