"""Meetings: quorum from attendance, codes on the spot, hands, minutes and their two confirmations."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
import pytest

from linli.domains.deliberation import selectors, services
from linli.domains.deliberation.models import Seat
from linli.domains.deliberation.rules import codes
from linli.domains.deliberation.services import Hands, Invited
from linli.domains.deliberation.tests import making
from linli.kernel import clock
from linli.kernel.documents import docx_bytes
from linli.kernel.errors import RuleBroken

pytestmark = pytest.mark.usefixtures("all_rows")


def held(cast: Any, came: int, agreed: int) -> tuple[Any, Any]:
    row, meeting = making.called(cast)
    wang = cast.wang_community.actor
    seats = [seat.pk for seat in selectors.seats_of(meeting)]
    services.note_attendance(wang, meeting=meeting, seats=seats[:came])
    hands = {item.pk: Hands(agreed, came - agreed, 0, "晚上八点后可停") for item in selectors.items_of(meeting)}
    return row, services.close_meeting(wang, meeting=meeting, hands=hands, minutes="提醒留出消防通道")


def test_a_meeting_decides_once_two_have_confirmed(cast: Any) -> None:
    row, meeting = held(cast, 2, 2)
    wang, zhao = cast.wang_community.actor, cast.zhao_dispatcher.actor
    with pytest.raises(RuleBroken, match="not_confirmed"):
        services.advance(wang, matter=row, code="talk")
    services.confirm_minutes(wang, meeting=meeting)
    with pytest.raises(RuleBroken, match="same_person"):
        services.confirm_minutes(wang, meeting=meeting)
    services.confirm_minutes(zhao, meeting=meeting)
    with pytest.raises(RuleBroken, match="meeting_over"):
        services.confirm_minutes(zhao, meeting=meeting)
    assert [stage.code for stage in selectors.open_stages(services.advance(wang, matter=row, code="talk"))] == [
        "notice"
    ]


def test_without_a_quorum_it_decides_nothing(cast: Any) -> None:
    row, meeting = held(cast, 1, 1)  # one of three
    for who in (cast.wang_community, cast.zhao_dispatcher):
        services.confirm_minutes(who.actor, meeting=meeting)
    with pytest.raises(RuleBroken, match="no_quorum"):
        services.advance(cast.wang_community.actor, matter=row, code="talk")


def test_a_refused_resolution_ends_the_matter(cast: Any) -> None:
    row, meeting = held(cast, 3, 1)
    for who in (cast.wang_community, cast.zhao_dispatcher):
        services.confirm_minutes(who.actor, meeting=meeting)
    assert services.advance(cast.wang_community.actor, matter=row, code="talk").state == "not_adopted"


def test_more_hands_than_people_are_refused(cast: Any) -> None:
    _, meeting = making.called(cast)
    wang = cast.wang_community.actor
    services.note_attendance(
        wang, meeting=meeting, seats=[seat.pk for seat in selectors.seats_of(meeting)]
    )  # four, three decide
    items = selectors.items_of(meeting)
    with pytest.raises(RuleBroken, match="too_many_hands"):
        services.close_meeting(wang, meeting=meeting, hands={items[0].pk: Hands(4, 0, 0)})


def test_the_code_on_the_spot_lets_in_who_lives_there_and_is_heard(cast: Any) -> None:
    people = making.neighbours(cast)
    _, meeting = making.called(cast, people=people)
    now = int(clock.now().timestamp())
    right = codes.code_at(meeting.secret, now, 60)
    with clock.frozen(clock.now()):
        seat = services.check_in(meeting, right, person=people[0])
        again = services.check_in(meeting, right, person=people[0])
        with pytest.raises(RuleBroken, match="wrong_code"):
            services.check_in(meeting, "000000" if right != "000000" else "111111", person=people[1])
        stranger = making.person(cast, "外人", area=cast.other_grid, phone="")
        with pytest.raises(RuleBroken, match="not_concerned"):
            services.check_in(meeting, right, person=stranger)
    assert seat.pk == again.pk
    assert not seat.fixed
    assert Seat.unscoped.filter(meeting=meeting, came_at__isnull=False).count() == 1


def test_an_invited_account_checks_in(cast: Any) -> None:
    wang = cast.wang_community
    _, meeting = making.called(cast, (Invited("居民委员会", account_id=wang.account_id),))
    right = codes.code_at(meeting.secret, int(clock.now().timestamp()), 60)
    assert services.check_in(meeting, right, account_id=wang.account_id).came_at is not None


def test_the_minutes_write_themselves(cast: Any) -> None:
    _, meeting = held(cast, 3, 2)
    paper = selectors.minutes_of(cast.wang_community.actor, meeting)
    text = docx.Document(BytesIO(docx_bytes(paper)))
    words = "\n".join([*(one.text for one in text.paragraphs), *(cell.text for cell in text.tables[0]._cells)])
    for expected in ("划线协商会", "居民活动室", "院里划夜间停车位", "晚上八点后可停", "消防通道", "周书记", "3"):
        assert expected in words


def test_a_meeting_that_nobody_is_invited_to_is_not_called(cast: Any) -> None:
    row, _ = making.walked(cast, "talk")
    with pytest.raises(RuleBroken, match="nobody_invited"):
        services.call_meeting(
            cast.wang_community.actor, matters=[row], title="会议", where="活动室", starts_at=clock.now(),
            invited=(Invited("物业", fixed=False),),
        )  # fmt: skip
