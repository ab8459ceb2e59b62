"""Words around a case: who may say what, who reads it, and who looked at a number."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from linli.domains.cases import selectors, services
from linli.domains.cases.models import Reporter
from linli.domains.cases.tests.making import again, codes_of, open_case, photo
from linli.domains.notices import selectors as notices
from linli.foundation.audit import selectors as history
from linli.kernel.errors import RuleBroken
from linli.kernel.events import Audience

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: SimpleNamespace) -> Any:
    return open_case(cast)


def code(do: Any, *args: Any, **facts: Any) -> str:
    with pytest.raises(RuleBroken) as refusal:
        do(*args, **facts)
    assert refusal.value.message
    return refusal.value.code


def public_lines(case: Any) -> list[str]:
    return [line.text for line in history.timeline(case, (Audience.PUBLIC,))]


def test_notes_are_for_staff_and_replies_for_everybody(cast: SimpleNamespace, case: Any) -> None:
    li = cast.li_grid_worker.actor
    services.comment(li, case=case, words="这户说过两次了")
    services.reply_publicly(li, case=case, words="您好，明天上门")
    assert "您好，明天上门" in public_lines(case)
    assert "这户说过两次了" not in public_lines(case)
    assert codes_of(case)[-2:] == ["cases.commented", "cases.replied"]


@pytest.mark.parametrize("name", ["qian_other_town", "feng_other_county", "zhou_department", "sun_resident"])
def test_strangers_say_nothing(cast: SimpleNamespace, case: Any, name: str) -> None:
    actor = getattr(cast, name).actor
    for verb in (services.comment, services.reply_publicly, services.supervise_case):
        assert code(verb, actor, case=case, words="听得见吗") == "cases.not_yours"


@pytest.mark.parametrize(
    ("words", "wrong"), [(" \x00", "cases.needs_words"), ("长" * 1_000_000, "cases.text_too_long")]
)
def test_empty_and_endless_words_are_refused(cast: SimpleNamespace, case: Any, words: str, wrong: str) -> None:
    before = codes_of(case)
    assert code(services.comment, cast.li_grid_worker.actor, case=case, words=words) == wrong
    assert codes_of(case) == before


def test_supervision_tells_the_handler_and_ends(cast: SimpleNamespace, case: Any) -> None:
    services.supervise_case(cast.wu_leader.actor, case=case, words="本周办好")
    assert again(case).supervised
    assert any(
        "Under supervision" in row.newest.text or "督办" in row.newest.text
        for row in notices.inbox(cast.li_grid_worker.actor)[1]
    )
    assert code(services.supervise_case, cast.zhao_dispatcher.actor, case=case, words="x") == "cases.not_yours"
    services.end_supervision(cast.wu_leader.actor, case=case)
    services.end_supervision(cast.wu_leader.actor, case=case)
    assert not again(case).supervised
    assert codes_of(case).count("cases.supervision_ended") == 1


def test_an_ended_case_is_not_supervised(cast: SimpleNamespace, case: Any) -> None:
    services.explain_case(cast.zhao_dispatcher.actor, case=case, reason="无法解决")
    assert code(services.supervise_case, cast.wu_leader.actor, case=case, words="再办") == "cases.already_moved"


def test_a_look_at_a_number_is_written_down_for_its_owner(cast: SimpleNamespace, case: Any) -> None:
    reporter = Reporter.objects.get(case=case)
    phone = services.reveal_contact(cast.li_grid_worker.actor, case=case, reporter=reporter, reason="约上门时间")
    assert phone == "10000009999"
    (line,) = history.events_about(case, ["cases.contact_revealed"])
    assert (line.who, line.audience) == (cast.li_grid_worker.actor.label, "audit")
    assert line.data == {"reporter": reporter.pk, "reason": "约上门时间"}
    assert phone not in str(line)
    assert not any("约上门时间" in text for text in public_lines(case))


def test_a_number_is_not_shown_without_reason_right_or_case(cast: SimpleNamespace, case: Any) -> None:
    reporter = Reporter.objects.get(case=case)
    other = open_case(cast, contact_phone="")
    li = cast.li_grid_worker.actor
    assert code(services.reveal_contact, li, case=case, reporter=reporter, reason="") == "cases.needs_words"
    assert code(services.reveal_contact, li, case=other, reporter=reporter, reason="约时间") == "cases.no_reporter"
    nobody = Reporter.objects.get(case=other)
    assert code(services.reveal_contact, li, case=other, reporter=nobody, reason="约时间") == "cases.no_phone"
    for member in (cast.he_building, cast.wu_leader, cast.qian_other_town):
        assert (
            code(services.reveal_contact, member.actor, case=case, reporter=reporter, reason="约时间")
            == "cases.not_yours"
        )
    assert history.events_about(case, ["cases.contact_revealed"]) == []


def test_pictures_are_added_once_each(cast: SimpleNamespace, case: Any) -> None:
    li = cast.li_grid_worker.actor
    services.attach_photos(li, case=case, photos=[photo(), photo(), photo(color="blue")])
    services.attach_photos(li, case=case, photos=[photo()])
    assert case.attachments.count() == 2
    assert not any(row.public for row in case.attachments.all())


def test_bad_pictures_change_nothing(cast: SimpleNamespace, case: Any) -> None:
    before = codes_of(case)
    li = cast.li_grid_worker.actor
    assert code(services.attach_photos, li, case=case, photos=[photo(), b"zip"]) == "pictures.unreadable"
    assert case.attachments.count() == 0
    assert codes_of(case) == before


def test_prepared_replies_carry_the_number_and_no_leftovers(case: Any) -> None:
    replies = selectors.reply_templates(case)
    assert len({reply.code for reply in replies}) == len(replies) >= 5
    assert any(case.ref in reply.text for reply in replies)
    assert not any("{" in reply.text for reply in replies)
