"""Signing of one's own will, and withdrawing at any time with effect at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from linli.domains.credit import rules, selectors, services
from linli.domains.credit.models import Entry, Objection, Party, Signature
from linli.domains.credit.states import CONTRACT
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
    signed,
    subject_of,
    themselves,
    unit,
)
from linli.engines.ledger import selectors as ledgers
from linli.engines.ledger import services as ledger
from linli.engines.ledger.models import Account
from linli.foundation.residents import services as residents
from linli.foundation.residents.tests.making import person
from linli.kernel import clock
from linli.kernel.errors import RuleBroken


def refused(why: str, act: Any, /, *args: Any, **given: Any) -> None:
    with pytest.raises(RuleBroken) as found:
        act(*args, **given)
    assert found.value.code == why


def withdraw(cast: Any, subject: Any, **more: Any) -> None:
    services.withdraw(themselves(cast), subject=subject, **more)


def test_a_contract_keeps_its_text_version_and_digest(cast: Any) -> None:
    one = signed(cast, resident(cast))
    (row,) = all_of(Signature)
    assert (row.code, row.version, row.label) == (CONTRACT, "1.1", "普通居民")
    assert "居民公约" in row.text and row.digest == rules.digest(row.text)
    assert balance(one) == 0


def test_signing_twice_is_refused_and_an_unread_text_isnt_signed(cast: Any) -> None:
    subject = resident(cast)
    signed(cast, subject)
    refused("credit.signed_already", signed, cast, subject)
    refused(
        "credit.text_changed",
        services.sign,
        themselves(cast),
        subject=subject,
        kind="resident",
        code=CONTRACT,
        digest="x",
    )


def test_agreements_come_after_the_contract_and_go_alone(cast: Any) -> None:
    subject = resident(cast)
    refused("credit.not_signed", signed, cast, subject, code="helping")
    signed(cast, subject)
    signed(cast, subject, code="helping")
    withdraw(cast, subject, code="helping")
    assert [(row.code, row.ended_at is None) for row in all_of(Signature)] == [("contract", True), ("helping", False)]
    refused("credit.not_your_kind", signed, cast, subject, kind="merchant", code="helping")


def test_kinds_are_for_people_or_for_their_organizations(cast: Any) -> None:
    refused("credit.not_your_kind", signed, cast, resident(cast), kind="red_property")
    refused("credit.not_your_kind", signed, cast, unit(cast), kind="resident")
    refused("credit.not_your_kind", signed, cast, unit(cast), kind="red_property")
    assert signed(cast, unit(cast), kind="social_organization").organization_id


def test_withdrawing_ends_everything_at_once(cast: Any) -> None:
    one = party(cast)
    subject = subject_of(one)
    services.set_honoured(themselves(cast), subject=subject, wanted=True)
    counted = booked(cast, one, "mediate")
    objected(cast, counted)
    waiting = entered(cast, one, "visit_alone")
    withdraw(cast, subject)
    assert selectors.open_party(subject) is None and not again(one).is_honoured
    account = ledgers.own_account(county_id=one.county_id, kind="credit.party", owner_id=one.pk, unit="credit_points")
    assert account is not None and account.balance == 0 and account.closed_at
    assert again(waiting).state == "dropped"
    assert all(bytes(row.words_sealed) == b"" for row in all_of(Entry))
    (objection,) = all_of(Objection)
    assert objection.state == "dropped" and bytes(objection.words_sealed) == b""
    assert ledger.verify_county(cast.county.pk).sound
    withdraw(cast, subject)  # twice is once


def test_who_comes_back_begins_anew(cast: Any) -> None:
    one = party(cast)
    booked(cast, one, "mediate")
    subject = subject_of(one)
    withdraw(cast, subject)
    other = signed(cast, subject)
    assert other.pk != one.pk and balance(other) == 0
    page = selectors.own_page(subject)
    assert page.account is not None and page.account.lines == ()


def test_another_version_is_asked_for_again(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    one = party(cast)
    with_new_version(cast, monkeypatch)
    subject = subject_of(one)
    assert selectors.own_page(subject).texts[0].is_new
    refused("credit.sign_again_first", entered, cast, one)
    signed(cast, subject)
    assert not selectors.own_page(subject).texts[0].is_new
    entered(cast, one)
    assert [row.ended_at is None for row in all_of(Signature)] == [False, True]


def with_new_version(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The covenant's text changes."""
    from linli.domains.credit.selectors import texts

    section = selectors.section_of(cast.county)
    assert section is not None
    covenant = section.covenant.model_copy(update={"version": 2, "text": "新的公约"})
    changed = section.model_copy(update={"covenant": covenant})
    monkeypatch.setattr(texts, "_now", lambda county: (changed, None))


def test_an_erased_person_has_withdrawn(cast: Any) -> None:
    one = party(cast)
    booked(cast, one)
    erase(one)
    assert again(one).ended_at is not None
    account = ledgers.own_account(county_id=one.county_id, kind="credit.party", owner_id=one.pk, unit="credit_points")
    assert account is not None and account.closed_at


def erase(one: Party) -> None:
    from linli.foundation.privacy import rls
    from linli.foundation.residents.models import Person

    with rls.everywhere():
        found = Person.unscoped.select_related("area__county").get(pk=one.person_id)
    residents.erase_person(SYSTEM, person=found, reason="本人要求")


def test_a_merged_entrys_contract_goes_with_it(cast: Any) -> None:
    one = party(cast)
    booked(cast, one)
    from linli.foundation.privacy import rls
    from linli.foundation.residents.models import Person

    with rls.everywhere():
        gone = Person.unscoped.select_related("area__county").get(pk=one.person_id)
    kept = person(cast, "林晓雨", phone="")
    residents.merge_people(SYSTEM, kept=kept, gone=gone)
    row = again(one)
    assert row.person_id == kept.pk and row.ended_at is None and balance(one) == 10


def test_names_and_evidence_go_when_their_time_is_over(cast: Any) -> None:
    one = party(cast)
    entry = booked(cast, one)
    services.forget_all()
    assert bytes(again(entry).words_sealed)
    with clock.frozen(clock.now() + timedelta(days=366)):
        services.forget_all()
        assert bytes(again(entry).words_sealed) == b"" and again(one).person_id
        withdraw(cast, subject_of(one))
    with clock.frozen(clock.now() + timedelta(days=400)):
        services.forget_all()
    assert again(one).person_id is None


def test_accounts_are_private(cast: Any) -> None:
    one = party(cast)
    booked(cast, one)
    mine = Account.unscoped.get(kind="credit.party", owner_id=one.pk)
    for who in (cast.wang_community, cast.chen_centre, cast.wu_leader):
        assert mine.pk not in [row.account.pk for row in ledgers.accounts_page(who.actor)[1]]
