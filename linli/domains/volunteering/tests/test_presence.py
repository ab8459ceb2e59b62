"""Signing up, the waiting list, checking in on site only, no-shows and objections."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from linli.domains.volunteering import services
from linli.domains.volunteering.models import Claim, SignUp
from linli.domains.volunteering.services import Line, forgetting
from linli.domains.volunteering.states import At, By, InTeam, Mark
from linli.domains.volunteering.tests.making import (
    BEGIN,
    EVE,
    PLACE,
    again,
    code,
    consent_of,
    member,
    resident,
    shift,
    signed,
    team,
    volunteer,
)
from linli.foundation.privacy import rls
from linli.foundation.residents import services as register
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken

pytestmark = pytest.mark.django_db

#: Some 110 metres north of the place, and some 1,100.
NEAR, FAR = (PLACE[0] + 0.001, PLACE[1]), (PLACE[0] + 0.01, PLACE[1])


def refused(wanted: str) -> Any:
    return pytest.raises(RuleBroken, check=lambda error: error.code == wanted)


def states(one: Any) -> list[str]:
    with rls.everywhere():
        return list(SignUp.unscoped.filter(shift=one).order_by("pk").values_list("state", flat=True))


def test_who_comes_late_waits_and_moves_up_in_order(cast: Any) -> None:
    of = team(cast)
    one = shift(cast, of, slots=1)
    people = [member(cast, of, resident(cast, name)) for name in ("甲一", "乙二", "丙三")]
    rows = [signed(cast, one, who) for who in people]
    assert states(one) == ["signed", "waiting", "waiting"]
    with clock.frozen(EVE):
        services.cancel(person=people[0], sign_up=rows[0])
        services.cancel(person=people[0], sign_up=rows[0])  # twice is once
        assert states(one) == ["cancelled", "signed", "waiting"]
        services.leave(person=people[1], keep_hours=True)
    assert states(one) == ["cancelled", "cancelled", "signed"]


def test_no_slot_is_given_while_the_shift_goes_on(cast: Any) -> None:
    of = team(cast)
    one = shift(cast, of, slots=1)
    people = [member(cast, of, resident(cast, name)) for name in ("甲一", "乙二")]
    rows = [signed(cast, one, who) for who in people]
    with clock.frozen(one.starts_at):
        services.mark(cast.wang_community.actor, sign_up=rows[0], said=Mark.EXCUSED)
    assert states(one) == ["cancelled", "waiting"]


def test_who_may_sign_up(cast: Any) -> None:
    of = team(cast)
    one, at_once = shift(cast, of), shift(cast, of, begin=BEGIN + timedelta(hours=1))
    who, stranger = member(cast, of), resident(cast)
    with clock.frozen(EVE):
        with refused("volunteering.not_a_volunteer"):
            services.sign_up(person=stranger, shift=one)
        services.join(person=stranger, team=of, agreed=True)
        with refused("volunteering.not_approved"):
            services.sign_up(person=stranger, shift=one)
        services.sign_up(person=who, shift=one)
        with refused("volunteering.signed_already"):
            services.sign_up(person=who, shift=one)
        with refused("volunteering.other_shift"):
            services.sign_up(person=who, shift=at_once)
        services.call_off(cast.wang_community.actor, activity=at_once.activity, reason="下雨")
        with refused("volunteering.closed"):
            services.sign_up(person=who, shift=at_once)
    with clock.frozen(one.starts_at), refused("volunteering.begun"):
        services.sign_up(person=member(cast, of), shift=one)


def test_cancelling_by_oneself_ends_twelve_hours_before(cast: Any) -> None:
    who = member(cast)
    one = shift(cast)
    row = signed(cast, one, who)
    with clock.frozen(one.starts_at - timedelta(hours=12) + timedelta(seconds=1)), refused("volunteering.too_late"):
        services.cancel(person=who, sign_up=row)
    with clock.frozen(one.starts_at - timedelta(hours=12)):
        services.cancel(person=who, sign_up=row)


@pytest.mark.parametrize(("seconds", "fits"), [(0, True), (299, True), (599, True), (600, False), (86400, False)])
def test_a_code_counts_while_it_is_shown_and_one_turn_longer(cast: Any, seconds: int, fits: bool) -> None:
    who = member(cast)
    one = shift(cast, length=timedelta(hours=24))
    signed(cast, one, who)
    shown = code(one, one.starts_at)
    with clock.frozen(one.starts_at + timedelta(seconds=seconds)):
        if fits:
            assert services.check_in(person=who, shift=one, code=shown).came_by == By.CODE
        else:
            with refused("volunteering.wrong_code"):
                services.check_in(person=who, shift=one, code=shown)


def test_codes_of_the_future_and_of_other_shifts_are_wrong(cast: Any) -> None:
    of = team(cast)
    who = member(cast, of)
    one, other = shift(cast, of), shift(cast, of)
    signed(cast, one, who)
    with clock.frozen(one.starts_at):
        for said in (code(other), code(one, one.starts_at + timedelta(minutes=5)), "", "1234567", "ABCDEF"):
            with refused("volunteering.wrong_code" if said else "volunteering.no_place"):
                services.check_in(person=who, shift=one, code=said)


def test_guessing_ends_after_ten_and_is_counted_although_refused(cast: Any) -> None:
    who = member(cast)
    one = shift(cast)
    row = signed(cast, one, who)
    with clock.frozen(one.starts_at):
        right = code(one)
        wrong = "000001" if right != "000001" else "000002"
        for _ in range(10):
            with refused("volunteering.wrong_code"):
                services.check_in(person=who, shift=one, code=wrong)
        assert again(row).tries == 10
        with refused("volunteering.too_many_tries"):
            services.check_in(person=who, shift=one, code=right)
        services.mark(cast.li_grid_worker.actor, sign_up=row, said=Mark.CAME)
    assert again(row).came_by == By.KEEPER


def test_by_place_and_time_only(cast: Any) -> None:
    who = member(cast)
    one = shift(cast)
    row = signed(cast, one, who)
    early, late = one.starts_at - timedelta(minutes=31), one.ends_at + timedelta(seconds=1)
    for at, where, wanted in (
        (one.starts_at, FAR, "volunteering.too_far"),  # from home
        (early, NEAR, "volunteering.not_now"),
        (late, NEAR, "volunteering.not_now"),
        (one.starts_at, None, "volunteering.no_place"),
    ):
        with clock.frozen(at), refused(wanted):
            services.check_in(person=who, shift=one, position=where)
    with clock.frozen(one.starts_at):
        assert services.check_in(person=who, shift=one, position=NEAR).came_by == By.PLACE
        services.check_in(person=who, shift=one, position=FAR)  # twice is once, the first one counts
    assert again(row).came_at == one.starts_at


def test_nobody_checks_in_without_being_on_the_list(cast: Any) -> None:
    of = team(cast)
    one = shift(cast, of, slots=1)
    first, waits, stranger = (member(cast, of, resident(cast, name)) for name in ("甲一", "乙二", "丙三"))
    signed(cast, one, first)
    signed(cast, one, waits)
    with clock.frozen(one.starts_at):
        for who in (waits, stranger):
            with refused("volunteering.not_signed"):
                services.check_in(person=who, shift=one, code=code(one))


def test_a_no_show_says_who_said_so_and_may_be_objected_to(cast: Any) -> None:
    who = member(cast)
    one = shift(cast)
    row = signed(cast, one, who)
    with clock.frozen(one.starts_at - timedelta(minutes=1)), refused("volunteering.not_now"):
        services.mark(cast.li_grid_worker.actor, sign_up=row, said=Mark.MISSING)
    with clock.frozen(one.ends_at):
        services.mark(cast.li_grid_worker.actor, sign_up=row, said=Mark.MISSING)
        assert again(row).said_by == "李春燕"
        with refused("volunteering.was_absent"):
            services.confirm_shift(cast.wang_community.actor, shift=one, lines=[Line(row.pk, 60)], quantities={})
        for _ in range(2):
            services.object_to(person=who, sign_up=row, why="was_there")
        with pytest.raises(OutOfScope):
            services.answer_objection(cast.ma_other_office.actor, sign_up=row, right=True, answer="在")
        services.answer_objection(cast.wang_community.actor, sign_up=row, right=True, answer="对过照片")
        with refused("volunteering.decided_already"):
            services.answer_objection(cast.wang_community.actor, sign_up=row, right=False, answer="不在")
        assert again(row).state == At.LEFT
        services.confirm_shift(cast.wang_community.actor, shift=one, lines=[Line(row.pk, 60)], quantities={})


def test_keepers_of_other_places_mark_nobody(cast: Any) -> None:
    of = team(cast)
    row = signed(cast, shift(cast, of), member(cast, of))
    other = team(cast)
    for stranger in (cast.qian_other_town, cast.feng_other_county, cast.zhou_department, Actor.public()):
        with pytest.raises(OutOfScope):
            services.mark(stranger.actor if hasattr(stranger, "actor") else stranger, sign_up=row, said=Mark.EXCUSED)
    with clock.frozen(BEGIN), refused("volunteering.not_signed"):  # of another team
        services.add_to_list(cast.li_grid_worker.actor, shift=shift(cast, other), volunteer=row.volunteer_id)


def test_joining_needs_the_agreement_an_age_and_the_keepers_word(cast: Any) -> None:
    of = team(cast)
    who = resident(cast)
    with refused("volunteering.consent_needed"):
        services.join(person=who, team=of, agreed=False)
    child = resident(cast, "小朋友", born_on=clock.today() - timedelta(days=12 * 365))
    with refused("volunteering.too_young"):
        services.join(person=child, team=of, agreed=True)
    asked = services.join(person=who, team=of, agreed=True)
    with refused("volunteering.in_already"):
        services.ask_team(person=who, team=of)
    with pytest.raises(OutOfScope):
        services.decide_member(cast.ma_other_office.actor, member=asked, taken=True, role="member")
    with refused("volunteering.reason_needed"):
        services.decide_member(cast.wang_community.actor, member=asked, taken=False, role="member")
    with refused("volunteering.unknown_kind"):
        services.decide_member(cast.wang_community.actor, member=asked, taken=True, role="king")
    services.decide_member(cast.wang_community.actor, member=asked, taken=False, role="member", reason="队已满")
    with refused("volunteering.decided_already"):
        services.decide_member(cast.wang_community.actor, member=asked, taken=True, role="member")
    assert consent_of(who, "volunteering").version == 1


def test_a_team_of_another_county_takes_nobody_from_here(cast: Any) -> None:
    far = services.make_team(Actor.system(), area=cast.other_county_grid, kind="party", name="外县队")
    with refused("volunteering.closed"):
        services.join(person=resident(cast), team=far, agreed=True)


def test_leaving_takes_off_every_list_and_coming_back_finds_the_hours(cast: Any) -> None:
    of = team(cast)
    who = member(cast, of)
    post = services.make_post(cast.wang_community.actor, area=cast.grid, title="护绿岗")
    services.claim_post(person=who, post=post)
    with refused("volunteering.claimed_already"):
        services.claim_post(person=who, post=post)
    services.claim_post(person=member(cast, of), post=post)  # several may have the same
    row = signed(cast, shift(cast, of), who)
    mine = volunteer(who)
    with clock.frozen(EVE):
        services.leave(person=who, keep_hours=True)
        with refused("volunteering.not_a_volunteer"):
            services.leave(person=who, keep_hours=True)
    assert again(row).state == At.CANCELLED
    with rls.everywhere():
        assert [one.until is None for one in Claim.unscoped.order_by("pk")] == [False, True]
    asked = services.join(person=who, team=of, agreed=True)
    assert asked.state == InTeam.ASKED
    assert volunteer(who).pk == mine.pk


def test_an_erased_person_cant_be_traced(cast: Any) -> None:
    who = member(cast)
    mine = volunteer(who)
    services.stand_on_board(person=who)
    register.erase_person(Actor.system(), person=who, reason="本人要求")
    row = again(mine)
    assert (row.person_id, row.on_board, row.left_at is None) == (None, False, False)


def test_a_merged_entry_brings_its_volunteering(cast: Any) -> None:
    gone, kept = member(cast, None, resident(cast, "王小红")), resident(cast, "王小红")
    with rls.everywhere():
        forgetting.take_over(gone, kept)
    assert volunteer(kept).left_at is None


def test_links_are_cut_when_their_time_is_over(cast: Any) -> None:
    who = member(cast)
    mine = volunteer(who)
    services.leave(person=who, keep_hours=True)
    with clock.frozen(clock.now() + timedelta(days=1094)):
        assert services.forget_all() == 0
    with clock.frozen(clock.now() + timedelta(days=1096)):
        assert services.forget_all() == 1
    assert again(mine).person_id is None
