"""What residents ask about their data, the office's answer, consents taken back, the own copy."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest

from linli.domains.notices import selectors as notices
from linli.domains.notices import services as tell
from linli.domains.notices.models import Message
from linli.domains.notices.tests.making import failing, gateway
from linli.domains.selfservice import selectors, services
from linli.domains.selfservice.models import PersonRequest
from linli.domains.selfservice.selectors import desk
from linli.domains.selfservice.states import Kind
from linli.domains.selfservice.tests.making import (
    OTHER_PHONE,
    PHONE,
    again,
    all_of,
    people,
    person,
    registered,
    request,
    signed_in,
)
from linli.foundation.privacy import rls
from linli.foundation.residents import services as register
from linli.foundation.residents.models import Person
from linli.foundation.residents.tests.making import SYSTEM, number, stay
from linli.kernel import clock
from linli.kernel.errors import OutOfScope, RuleBroken


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, match=code)


def person_now(one: Any) -> Person:
    return next(row for row in people() if row.pk == one.pk)


def test_a_request_has_fifteen_working_days(cast: Any) -> None:
    made = request(cast)
    assert timedelta(days=15) < made.due_at - made.asked_at < timedelta(days=40)
    assert bytes(made.words_sealed)
    assert "名字".encode() not in bytes(made.words_sealed)


def test_the_same_is_asked_once_until_it_is_answered(cast: Any) -> None:
    one = person(cast)
    made = request(cast, one=one)
    with refused("selfservice.asked_already"):
        request(cast, one=one)
    services.decide_request(cast.wang_community.actor, request=made, granted=False, answer="与身份证一致")
    assert request(cast, one=one).pk != made.pk


@pytest.mark.parametrize("words", ["", "  ", "\x00\x01"])
def test_a_request_needs_words(cast: Any, words: str) -> None:
    with refused("selfservice.words_needed"):
        request(cast, words=words)


def test_the_office_reads_with_a_look_and_answers(cast: Any) -> None:
    one = person(cast)
    made = request(cast, one=one)
    assert services.read_words(cast.wang_community.actor, request=made) == "名字写错了"
    assert [(line.who, line.part) for line in selectors.looks_of(one).lines] == [("王海波", "您向社区提出的请求")]
    services.decide_request(cast.wang_community.actor, request=made, granted=True, answer="已改")
    (asked,) = selectors.requests_of(one)
    assert (asked.words, asked.answer, asked.is_open) == ("名字写错了", "已改", False)
    with refused("selfservice.decided_already"):
        services.decide_request(cast.wang_community.actor, request=made, granted=False, answer="再想想")


def test_an_answer_needs_words_and_the_right_to_change(cast: Any) -> None:
    made = request(cast)
    with refused("selfservice.words_needed"):
        services.decide_request(cast.wang_community.actor, request=made, granted=True, answer=" ")
    for stranger in (cast.ma_other_office, cast.li_grid_worker, cast.feng_other_county, cast.admin):
        with pytest.raises(OutOfScope):
            services.decide_request(stranger.actor, request=made, granted=True, answer="好")
        with pytest.raises(OutOfScope):
            services.read_words(stranger.actor, request=made)


def test_a_granted_deletion_erases_and_leaves_no_words(cast: Any) -> None:
    one = person(cast, phone=PHONE)
    made = request(cast, Kind.DELETE, "搬走了", one=one)
    services.decide_request(cast.wang_community.actor, request=made, granted=True, answer="已删除")
    found = again(made)
    assert (person_now(one).state, found.state, bytes(found.words_sealed), bytes(found.answer_sealed)) == (
        "erased", "granted", b"", b"",
    )  # fmt: skip


def test_who_wants_it_is_told_that_there_is_an_answer_and_nothing_else(
    cast: Any, django_capture_on_commit_callbacks: Any
) -> None:
    one = person(cast, "林小雨", phone=OTHER_PHONE)
    made = services.ask_office(person=one, kind=Kind.CORRECT, field="name", words="名字写错了", tell=PHONE)
    assert PHONE.encode() not in bytes(again(made).tell_sealed)
    with django_capture_on_commit_callbacks(execute=True):
        services.decide_request(cast.wang_community.actor, request=made, granted=True, answer="已改为林小宇")
    (told,) = notices.kept_texts()
    assert told.phone == "100****0001"
    assert "已经答复" in told.text and "我的信息" in told.text
    assert not any(word in told.text for word in ("林", "名字", "更正", "已改", PHONE))
    assert bytes(again(made).tell_sealed) == b""


def test_who_doesnt_want_it_gets_no_message_and_no_number_is_kept(
    cast: Any, django_capture_on_commit_callbacks: Any
) -> None:
    made = request(cast)
    assert bytes(again(made).tell_sealed) == b""
    with django_capture_on_commit_callbacks(execute=True):
        services.decide_request(cast.wang_community.actor, request=made, granted=False, answer="与身份证一致")
    assert notices.kept_texts() == []


def test_a_granted_deletion_is_told_without_a_page_to_look_at(
    cast: Any, django_capture_on_commit_callbacks: Any
) -> None:
    made = services.ask_office(person=person(cast), kind=Kind.DELETE, words="搬走了", tell=PHONE)
    with django_capture_on_commit_callbacks(execute=True):
        services.decide_request(cast.wang_community.actor, request=made, granted=True, answer="已删除")
    (told,) = notices.kept_texts()
    assert "已经答复" in told.text and "我的信息" not in told.text
    assert bytes(again(made).tell_sealed) == b""


def test_a_gateway_that_fails_undoes_no_answer_and_is_tried_again(
    cast: Any, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    made = services.ask_office(person=person(cast), kind=Kind.DELETE, words="搬走了", tell=PHONE)
    with gateway(settings) as way:
        way.answers = failing(1)
        with django_capture_on_commit_callbacks(execute=True):
            services.decide_request(cast.wang_community.actor, request=made, granted=False, answer="居住期间依法登记")
        assert again(made).state == "refused"
        with clock.frozen(clock.now() + timedelta(minutes=1)):
            assert tell.send_due() == 1
    assert len(way.got) == 2 and [one.state for one in all_of(Message)] == ["sent"]


def test_a_refused_deletion_changes_nothing(cast: Any) -> None:
    one = person(cast)
    made = request(cast, Kind.DELETE, "不想要", one=one)
    services.decide_request(cast.wang_community.actor, request=made, granted=False, answer="居住期间依法登记")
    assert person_now(one).state == "present"


def test_withdrawing_an_entry_that_nobody_verified_erases_it(cast: Any) -> None:
    one = registered(cast)
    (consent,) = selectors.consents_of(one)
    assert services.withdraw_consent(person=one, consent=consent) == "erased"
    assert person_now(one).state == "erased"


def test_withdrawing_later_is_the_offices_business(cast: Any) -> None:
    one = registered(cast)
    register.verify_person(SYSTEM, person=one)
    one = person_now(one)
    (consent,) = selectors.consents_of(one)
    assert services.withdraw_consent(person=one, consent=consent) == "asked"
    (asked,) = all_of(PersonRequest)
    assert (asked.kind, asked.state) == ("withdraw", "open")
    with refused("selfservice.withdrawn_already"):
        services.withdraw_consent(person=one, consent=consent)


def test_withdrawing_the_second_consent_empties_the_id_number(cast: Any) -> None:
    one = person(cast, id_number=number(421), phone=PHONE)
    from linli.domains.selfservice.services import _base

    (consent,) = services.give_consents(
        _base.resident(one.county_id, one.area.path), person=one, area=one.area, codes=("sensitive",)
    )
    assert services.withdraw_consent(person=one, consent=consent) == "emptied"
    assert (person_now(one).id_number_masked, person_now(one).phone_masked) == ("", "100****0001")


def test_another_persons_consent_can_not_be_withdrawn(cast: Any) -> None:
    one, other = registered(cast), person(cast, "王不同")
    (consent,) = selectors.consents_of(one)
    with rls.everywhere(), pytest.raises(type(consent).DoesNotExist):
        services.withdraw_consent(person=other, consent=consent)
    assert again(consent).withdrawn_at is None


def test_the_own_copy_holds_everything_and_is_written_down(cast: Any) -> None:
    home = stay(cast)
    one = person_now(home.person)
    draft = register.PersonDraft(one.name, phone=PHONE, id_number=number(421), born_on=one.born_on)
    register.change_person(SYSTEM, person=one, draft=draft)
    session = services.identify(signed_in(cast), name=one.name, born_on=one.born_on)
    data = services.take_copy(session=session, cases=[])
    file = zipfile.ZipFile(io.BytesIO(data))
    facts = json.loads(file.read("linli.json"))
    values = {row["part"]: row["value"] for row in facts["fields"]}
    assert values["residents.phone"] == PHONE
    assert values["residents.id_number"] == number(421)
    assert values["residents.address"].endswith("901")
    assert one.name in file.read("linli.html").decode()
    assert {line.who for line in selectors.looks_of(one).lines} == {"本人"}


def test_a_session_without_a_person_takes_no_copy(cast: Any) -> None:
    with refused("selfservice.signed_out"):
        services.take_copy(session=signed_in(cast, "10055508888"), cases=[])


def test_the_list_shows_ones_own_places_by_due_time(cast: Any) -> None:
    first, second = request(cast), request(cast, area=cast.other_grid)
    with clock.frozen(first.due_at + timedelta(days=1)):
        assert desk.late_count(cast.wang_community.actor) == 1
    assert [row.pk for row in desk.requests_page(cast.wang_community.actor)] == [first.pk]
    assert [row.pk for row in desk.requests_page(cast.ma_other_office.actor)] == [second.pk]
    assert list(desk.requests_page(cast.wang_community.actor, "done")) == []
