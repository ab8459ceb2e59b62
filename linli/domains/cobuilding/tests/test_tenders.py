"""Tenders: who calls and offers, sealed until opened by two, judging, awards, objections, the agreement; boundaries and strangers."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.http import Http404

from linli.domains.cobuilding import selectors, services
from linli.domains.cobuilding.models import Claim, Offer, Tender
from linli.domains.cobuilding.rules import best_of, mean_of, points_fit
from linli.domains.cobuilding.services.following import move_rows
from linli.domains.cobuilding.states import OFFERS, TENDERS, OfferState, TenderState
from linli.domains.cobuilding.tests.making import (
    SYSTEM,
    again,
    awarded,
    bidding,
    claimed,
    judged,
    objected,
    offering,
    opened,
    parts_of,
    posted,
    projected,
    tendered,
)
from linli.foundation.organizations.models import Organization
from linli.kernel import clock
from linli.kernel.errors import OutOfScope, RuleBroken


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, match=code)


def offer_of(actor: Any, tender: Tender, unit: Any, **facts: Any) -> Offer:
    return services.hand_in_offer(
        actor, tender=tender, organization=unit, **{"words": "我们来做", "yuan": 100, **facts}
    )


def test_states_move_as_the_table_says() -> None:
    moves = {
        "called": {"open": "opened", "end": "ended"}, "opened": {"award": "awarded", "end": "ended"},
        "awarded": {"lift": "opened", "settle": "settled", "end": "ended"}, "settled": {}, "ended": {},
    }  # fmt: skip
    for state in TenderState:
        for verb in ("open", "award", "lift", "settle", "end"):
            assert TENDERS.move(state, verb) == moves[state].get(verb)
    assert OFFERS.verbs(OfferState.HANDED_IN) == {"withdraw", "set_aside"}


def test_points_means_and_the_best(cast: Any) -> None:
    criteria = selectors.kind_of(tendered(cast)).criteria
    assert points_fit({"need": 40, "plan": 40, "cost": 20}, criteria)
    assert points_fit({"need": 0, "plan": 0, "cost": 0}, criteria)
    for wrong in ({"need": 41, "plan": 0, "cost": 0}, {"need": -1, "plan": 0, "cost": 0}, {"need": 1}, {}):
        assert not points_fit(wrong, criteria)
    assert mean_of([]) is None
    assert best_of({1: [10, 11], 2: [21, 0], 3: [10, 10], 4: []}) == {1, 2}  # 10.5 each
    assert best_of({1: []}) == set()


def test_only_ones_own_free_project_is_called_for_and_long_enough(cast: Any) -> None:
    entry = projected(cast)
    with refused("cobuilding.not_a_project"):
        tendered(cast, posted(cast))
    with refused("cobuilding.unknown"):
        tendered(cast, entry, kind="lottery")
    with refused("cobuilding.too_soon"):
        tendered(cast, entry, until=clock.today() + timedelta(days=2))
    with refused("cobuilding.words_needed"):
        tendered(cast, entry, wanted=" ")
    with refused("cobuilding.unknown"):
        tendered(cast, entry, bodies=["property_company"])
    with pytest.raises(OutOfScope):
        services.call_tender(
            cast.ma_other_office.actor,
            entry=entry,
            kind="project",
            wanted="要",
            until=clock.today() + timedelta(days=9),
        )
    held = claimed(cast, entry)
    with refused("cobuilding.still_claimed"):
        tendered(cast, entry)
    services.release_claim(cast.zhou_department.actor, claim=held, reason="改为征集")
    tendered(cast, entry, until=clock.today() + timedelta(days=3))
    with refused("cobuilding.called_already"):
        tendered(cast, entry)


def test_a_project_under_tender_is_neither_claimed_nor_taken_off(cast: Any) -> None:
    entry = projected(cast)
    row = tendered(cast, entry)
    with refused("cobuilding.under_tender"):
        services.claim_part(cast.zhou_department.actor, part=parts_of(entry)[0], organization=cast.bureau)
    with refused("cobuilding.under_tender"):
        services.withdraw_entry(cast.wang_community.actor, entry=entry, reason="不办了")
    services.end_tender(cast.wang_community.actor, tender=row, reason="没有人报名")
    assert services.claim_part(cast.zhou_department.actor, part=parts_of(entry)[0], organization=cast.bureau).pk


def test_who_may_offer_and_for_how_much(cast: Any) -> None:
    row, zhou = tendered(cast, most_yuan=1000), cast.zhou_department.actor
    with refused("cobuilding.may_not_offer"):  # not registered
        offer_of(zhou, row, cast.bureau)
    bidding(cast)
    with refused("cobuilding.over_most"):
        offer_of(zhou, row, cast.bureau, yuan=1001)
    with pytest.raises(OutOfScope):
        offer_of(zhou, row, cast.other_bureau)
    offer_of(zhou, row, cast.bureau, yuan=1000)
    with refused("cobuilding.offered_already"):
        offer_of(zhou, row, cast.bureau)
    social = tendered(cast, projected(cast), kind="venture")
    with refused("cobuilding.may_not_offer"):  # a department isn't called here
        offer_of(zhou, social, cast.bureau)


def test_a_unit_doesnt_offer_for_its_own_project(cast: Any) -> None:
    zhou = cast.zhou_department.actor
    bidding(cast)
    entry = services.post_entry(
        zhou, area=cast.community, list_kind="project", title="水站", kind="culture", organization=cast.bureau,
        parts=[("水站", 1)],
    )  # fmt: skip
    row = services.call_tender(zhou, entry=entry, kind="project", wanted="建", until=clock.today() + timedelta(days=5))
    with refused("cobuilding.own_entry"):
        offer_of(zhou, row, cast.bureau)
    assert offer_of(cast.sun_other_department.actor, row, cast.other_bureau).pk


def test_offers_come_and_go_until_the_last_second(cast: Any) -> None:
    row = tendered(cast)
    (first, _second), ((zhou, bureau), _) = offering(cast, row), bidding(cast)
    with clock.frozen(row.closes_at - timedelta(seconds=1)):
        services.withdraw_offer(zhou, offer=first)
        with refused("cobuilding.not_now"):
            services.withdraw_offer(zhou, offer=first)
        again_in = offer_of(zhou, row, bureau)
    with clock.frozen(row.closes_at):
        with refused("cobuilding.offers_closed"):
            services.withdraw_offer(zhou, offer=again_in)
        with refused("cobuilding.offers_closed"):
            offer_of(zhou, row, bureau)


def test_nobody_reads_an_offer_before_two_people_opened_them(cast: Any) -> None:
    row = tendered(cast)
    (first, _), wang = offering(cast, row), cast.wang_community.actor
    assert Offer.unscoped.filter(words="").count() == 2
    assert "来做".encode() not in bytes(Offer.unscoped.get(pk=first.pk).sealed)
    for actor in (wang, cast.sun_other_department.actor, cast.feng_other_county.actor):
        with pytest.raises(Http404):
            selectors.offer_for(actor, first.pk)
    for actor, mine in ((wang, 0), (cast.zhou_department.actor, 1)):
        assert len(selectors.tender_page(actor, selectors.tender_for(actor, row.pk))["offers"]) == mine
    assert selectors.public_tender(row.pk)["offers"] == []
    with clock.frozen(row.closes_at - timedelta(seconds=1)), refused("cobuilding.offers_run"):
        services.open_offers(wang, tender=row)
    with clock.frozen(row.closes_at):
        services.open_offers(wang, tender=row)
        with refused("cobuilding.second_opener"):
            services.open_offers(wang, tender=row)
        with pytest.raises(Http404):  # one person alone hasn't opened anything
            selectors.offer_for(wang, first.pk)
        for actor in (cast.ma_other_office.actor, cast.feng_other_county.actor):
            with pytest.raises(OutOfScope):
                services.open_offers(actor, tender=row)
        with refused("cobuilding.account_needed"):
            services.open_offers(SYSTEM, tender=row)
        services.open_offers(cast.zhao_dispatcher.actor, tender=row)
    found = selectors.tender_page(wang, selectors.tender_for(wang, row.pk))["offers"]
    assert sorted(one.said for one in found) == [("江县市政局来做", 800), ("江县水务局来做", 500)]
    assert not any(bytes(one.sealed) for one in Offer.unscoped.all())
    rivals = selectors.tender_page(
        cast.sun_other_department.actor, selectors.tender_for(cast.sun_other_department.actor, row.pk)
    )
    assert [one.said for one in rivals["offers"]].count(None) == 1


def test_the_database_refuses_an_early_opening_and_a_half_open_offer(cast: Any) -> None:
    row = tendered(cast)
    offering(cast, row)
    early = row.closes_at - timedelta(seconds=1)
    for change in (
        lambda: Tender.unscoped.filter(pk=row.pk).update(opened_at=early), lambda: Offer.unscoped.update(words="看见了"),
        lambda: Tender.unscoped.filter(pk=row.pk).update(state="awarded"),
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_judges_give_points_and_those_of_an_offering_unit_dont(cast: Any) -> None:
    first, _ = opened(cast)
    wang = cast.wang_community.actor
    for points in ({"need": 41, "plan": 0, "cost": 0}, {"need": 5}):
        with refused("cobuilding.points_range"):
            services.judge_offer(wang, offer=first, points=points, reason="好")
    judged(cast, first, 10, 10)
    judged(cast, first, 12, 10)  # again: the new one counts
    assert sorted(one.total for one in first.judgements.all()) == [10, 12]
    with pytest.raises(OutOfScope):
        services.judge_offer(
            cast.zhou_department.actor, offer=first, points={"need": 40, "plan": 40, "cost": 20}, reason="自己"
        )
    with pytest.raises(PermissionDenied):
        selectors.offer_for(cast.zhou_department.actor, first.pk, to="runs")


def test_only_the_best_is_awarded_and_only_once_all_are_judged(cast: Any) -> None:
    first, second = opened(cast)
    wang = cast.wang_community.actor
    judged(cast, first, 10, 20)
    services.judge_offer(wang, offer=second, points={"need": 40, "plan": 40, "cost": 20}, reason="很好")
    with refused("cobuilding.judges_missing"):
        services.award_tender(wang, tender=first.tender, offer=first, reason="先来")
    services.judge_offer(
        cast.zhao_dispatcher.actor, offer=second, points={"need": 1, "plan": 0, "cost": 0}, reason="贵"
    )
    with refused("cobuilding.not_best"):
        services.award_tender(wang, tender=first.tender, offer=first, reason="喜欢")
    with refused("cobuilding.words_needed"):
        services.award_tender(wang, tender=first.tender, offer=second, reason=" ")
    services.set_aside_offer(wang, offer=second, reason="单位说明做不了")
    with refused("cobuilding.not_now"):
        services.award_tender(wang, tender=first.tender, offer=second, reason="好")
    assert services.award_tender(wang, tender=first.tender, offer=first, reason="剩下的最好").winner_id == first.pk
    with refused("cobuilding.not_now"):
        services.award_tender(wang, tender=first.tender, offer=first, reason="再一次")


def test_a_unit_that_was_dissolved_gets_nothing(cast: Any) -> None:
    first, second = opened(cast)
    judged(cast, first, 40, 40)
    judged(cast, second, 10, 10)
    Organization.unscoped.filter(pk=cast.bureau.pk).update(ends_on=clock.today() - timedelta(days=1))
    with refused("cobuilding.unit_ended"):
        services.award_tender(cast.wang_community.actor, tender=first.tender, offer=first, reason="最好")


def test_objections_run_with_the_notice_and_somebody_else_answers(cast: Any) -> None:
    one, sun, zhao = objected(cast), cast.sun_other_department.actor, cast.zhao_dispatcher.actor
    row = again(one.tender)
    assert row.notice_until is not None
    with refused("cobuilding.objected_already"):
        services.object_to_award(sun, tender=row, organization=cast.other_bureau, words="再说一次")
    with clock.frozen(row.notice_until), refused("cobuilding.notice_over"):
        services.object_to_award(cast.zhou_department.actor, tender=row, organization=cast.bureau, words="晚了")
    with refused("cobuilding.somebody_else"):
        services.answer_objection(cast.wang_community.actor, objection=one, answer="没有问题", upheld=False)
    with pytest.raises(OutOfScope):
        services.answer_objection(sun, objection=one, answer="我对", upheld=True)
    with clock.frozen(row.notice_until), refused("cobuilding.objection_waits"):
        services.settle_tender(cast.wang_community.actor, tender=row, ends_on=clock.today())
    assert services.answer_objection(zhao, objection=one, answer="评分理由已公布", upheld=False).upheld is False
    with refused("cobuilding.answered_already"):
        services.answer_objection(zhao, objection=one, answer="再答", upheld=True)
    assert again(row).state == "awarded"


def test_an_objection_that_is_right_lifts_the_award(cast: Any) -> None:
    one = objected(cast)
    services.answer_objection(cast.zhao_dispatcher.actor, objection=one, answer="重新评审", upheld=True)
    row = again(one.tender)
    assert (row.state, row.winner_id, row.notice_until) == ("opened", None, None)
    second = Offer.unscoped.get(tender=row, organization=cast.other_bureau)
    judged(cast, second, 40, 40)
    assert (
        services.award_tender(cast.zhao_dispatcher.actor, tender=row, offer=second, reason="重评后最好").state
        == "awarded"
    )


def test_the_agreement_after_the_notice_is_claims_on_every_part(cast: Any) -> None:
    entry, wang = projected(cast, "设计", "栽树"), cast.wang_community.actor
    row = awarded(cast, tendered(cast, entry))
    assert row.notice_until is not None
    with clock.frozen(row.notice_until - timedelta(seconds=1)), refused("cobuilding.notice_runs"):
        services.settle_tender(wang, tender=row, ends_on=clock.today())
    with clock.frozen(row.notice_until):
        with pytest.raises(OutOfScope):
            services.settle_tender(cast.zhou_department.actor, tender=row, ends_on=clock.today())
        with refused("cobuilding.day_past"):
            services.settle_tender(wang, tender=row, ends_on=clock.today() - timedelta(days=1))
        assert again(row).state == "awarded"
        services.settle_tender(wang, tender=row, ends_on=clock.today())
        found = list(Claim.unscoped.filter(part__entry=entry))
        assert [(one.organization_id, one.state) for one in found] == [(cast.bureau.pk, "claimed")] * 2
        assert all("800" in one.terms and one.owner_signed_by for one in found)
        for one in found:
            assert services.sign(cast.zhou_department.actor, claim=one).state == "agreed"
        with refused("cobuilding.not_now"):
            services.end_tender(wang, tender=row, reason="后悔")


def test_another_county_sees_nothing_and_a_stranger_changes_nothing(cast: Any) -> None:
    row = tendered(cast)
    offer = offering(cast, row)[0]
    for actor in (cast.feng_other_county.actor, cast.deng_other_admin.actor):
        with pytest.raises((Http404, PermissionDenied)):
            selectors.tender_for(actor, row.pk)
    with pytest.raises(PermissionDenied):
        selectors.tender_for(cast.ma_other_office.actor, row.pk, to="owner")
    with pytest.raises(PermissionDenied):
        selectors.own_unit(cast.zhou_department.actor, cast.other_bureau.pk)
    with pytest.raises(OutOfScope):
        services.withdraw_offer(cast.sun_other_department.actor, offer=offer)
    with pytest.raises(OutOfScope):
        services.end_tender(cast.ma_other_office.actor, tender=row, reason="不行")


def test_two_years_after_its_end_no_plan_of_a_tender_is_left(cast: Any) -> None:
    row = awarded(cast)
    ended = services.end_tender(cast.wang_community.actor, tender=row, reason="单位说明做不了").ended_at
    assert ended is not None
    with clock.frozen(ended + timedelta(days=731)):
        assert services.forget_old() == 0
    with clock.frozen(ended + timedelta(days=731, seconds=1)):
        assert services.forget_old() == 2
        assert services.forget_old() == 0
        found = selectors.tender_page(
            cast.wang_community.actor, selectors.tender_for(cast.wang_community.actor, row.pk)
        )
    assert [(one.said, one.mean) for one in found["offers"]] == [(None, 25.0), (None, 20.0)]


def test_rows_follow_the_ground(cast: Any) -> None:
    row = tendered(cast)
    offering(cast, row)
    move_rows(cast.community, cast.second_grid.pk)
    assert again(row).area_id == cast.second_grid.pk
    assert set(Offer.unscoped.values_list("area", flat=True)) == {cast.second_grid.pk}


@pytest.mark.django_db(transaction=True)
def test_of_two_offers_of_one_unit_at_once_one_comes_in(cast: Any) -> None:
    row = tendered(cast)
    (zhou, bureau), _ = bidding(cast)
    came: list[str] = []

    def send() -> None:
        try:
            came.append(f"in {offer_of(zhou, row, bureau).pk}")
        except RuleBroken as refusal:
            came.append(refusal.code)
        finally:
            connection.close()

    both = [threading.Thread(target=send) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(word.split()[0] for word in came) == ["cobuilding.offered_already", "in"]
