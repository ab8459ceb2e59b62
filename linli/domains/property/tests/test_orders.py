"""From the black list to its end: proved, refused, late, lifted; or votes of the owners and another company."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from linli.domains.owners import services as owners
from linli.domains.owners.models import Vote
from linli.domains.owners.tests.making import on_paper, rolled, units
from linli.domains.property import selectors, services
from linli.domains.property.models import Contract, Order, Proof
from linli.domains.property.states import State
from linli.domains.property.tests import making
from linli.domains.property.tests.test_contracts import refused
from linli.engines.scorecards import services as scoring
from linli.engines.scorecards.models import Round
from linli.kernel import clock
from linli.kernel.scoping import OutOfScope


def later(days: int) -> Any:
    return clock.frozen(clock.now() + timedelta(days=days))


def test_black_begins_an_order_with_a_deadline_and_a_proof_ends_it(cast: Any) -> None:
    order = making.on_the_list(cast)
    firm = making.employee(cast, order.contract.company)
    assert order.state == State.ORDERED
    assert (order.due_on - order.opened_at.astimezone(clock.ZONE).date()).days == 30
    mine = selectors.order_for(firm.actor, order.pk, "property.answer")
    with refused("pictures_needed"):
        services.prove(firm.actor, order=mine, words="灯都修好了", photos=[])
    services.prove(
        firm.actor, order=mine, words="灯都修好了", photos=[making.photo(1), making.photo(2), making.photo(2)]
    )
    with refused("not_now"):
        services.prove(firm.actor, order=mine, words="灯都修好了", photos=[making.photo()])
    page = selectors.order_page(cast.wang_community.actor, making.order_of(cast, order))
    assert (len(page.proofs[0][1]), page.verbs) == (2, {"accept", "send_back", "refuse"})
    with pytest.raises(OutOfScope):
        services.accept_proof(firm.actor, order=mine, why="我们自己说好了")
    services.accept_proof(cast.wang_community.actor, order=mine, why="现场看过，都好了")
    order.refresh_from_db()
    assert (order.state, order.ended_at is not None, Proof.objects.get().accepted) == (State.ACCEPTED, True, True)
    with later(40):
        assert services.lapse_due() == 0


def test_a_refused_proof_may_be_repeated_until_the_last_day_is_over(cast: Any) -> None:
    order = making.on_the_list(cast)
    firm, wang = making.employee(cast, order.contract.company).actor, cast.wang_community.actor
    with clock.frozen(order.opened_at):
        services.prove(firm, order=order, words="修好了", photos=[making.photo()])
        services.refuse_proof(wang, order=order, why="楼道还是黑的")
    with clock.frozen(order.opened_at + timedelta(days=30)):
        assert services.lapse_due() == 0
        services.prove(firm, order=order, words="这次真修好了", photos=[making.photo()])
    with clock.frozen(order.opened_at + timedelta(days=31)):
        assert services.lapse_due() == 0  # what waits for the office isn't the company's delay
        services.refuse_proof(wang, order=order, why="楼道还是黑的")
    order.refresh_from_db()
    assert order.state == State.RESELECT
    assert list(Proof.objects.order_by("pk").values_list("accepted", flat=True)) == [False, False]


def test_late_by_a_day_is_late(cast: Any) -> None:
    order = making.on_the_list(cast)
    with clock.frozen(order.opened_at + timedelta(days=30)):
        assert services.lapse_due() == 0
    with clock.frozen(order.opened_at + timedelta(days=31)):
        assert (services.lapse_due(), services.lapse_due()) == (1, 0)
    order.refresh_from_db()
    assert order.state == State.RESELECT


def test_a_correction_lifts_the_black_and_what_hangs_on_it(cast: Any) -> None:
    order = making.on_the_list(cast)
    first = Round.unscoped.order_by("starts").first()
    scoring.correct_mark(cast.chen_centre.actor, subject=making.subject(first), values={"clean": 25}, why="看错了一栏")
    order.refresh_from_db()
    assert (order.state, order.causes, order.ended_at is not None) == (State.LIFTED, [], True)
    strip = selectors.public_compound(order.contract.compound_id)[1][0].strip
    assert [one.band.code for one in strip] == ["yellow", "yellow"]
    again = scoring.correct_mark(
        cast.chen_centre.actor, subject=making.subject(first), values={"clean": 0}, why="又看错了"
    )
    assert again.band == "yellow"
    assert list(Order.objects.order_by("pk").values_list("state", flat=True)) == [State.LIFTED, State.ORDERED]


def test_an_upheld_appeal_lifts_it_too(cast: Any) -> None:
    order = making.on_the_list(cast)
    firm = making.employee(cast, order.contract.company).actor
    second = making.subject(Round.unscoped.order_by("-starts").first())
    appeal = scoring.appeal(firm, subject=second, words="那周停电是全城的")
    scoring.decide_appeal(cast.wu_leader.actor, appeal_=appeal, upheld=True, words="属实", values={"repair": 25})
    order.refresh_from_db()
    assert order.state == State.LIFTED


def test_black_again_is_one_order_and_it_stands_while_one_of_its_grounds_does(cast: Any) -> None:
    order = making.on_the_list(cast)
    third = making.quarter(cast, date(2025, 7, 1), 59)
    order.refresh_from_db()
    assert len(order.causes) == 2 and Order.objects.count() == 1
    scoring.correct_mark(cast.chen_centre.actor, subject=making.subject(third), values={"clean": 25}, why="看错了一栏")
    order.refresh_from_db()
    assert (order.state, len(order.causes)) == (State.ORDERED, 1)


def test_the_end_of_the_service_ends_the_order(cast: Any) -> None:
    order = making.on_the_list(cast)
    services.end_contract(cast.wang_community.actor, contract=order.contract, on=clock.today(), why="双方解约")
    order.refresh_from_db()
    assert order.state == State.GONE


def _vote(cast: Any, order: Order, choice: str) -> Vote:
    vote = Vote.unscoped.get(pk=Order.objects.get(pk=order.pk).vote)
    for unit in units(order.contract.compound):
        on_paper(cast, vote, unit, choice)
    return owners.close_vote(cast.wang_community.actor, vote=vote)


def _reselect(cast: Any) -> Order:
    order = making.on_the_list(cast)
    rolled(cast, place=order.contract.compound)
    with clock.frozen(order.opened_at + timedelta(days=31)):
        services.lapse_due()
    return order


def _asked(**more: Any) -> dict[str, Any]:
    return {"title": "解聘安居物业", "body": "", "closes_at": clock.now() + timedelta(days=10), **more}


def test_owners_dismiss_the_one_and_choose_the_next(cast: Any) -> None:
    order, wang = _reselect(cast), cast.wang_community.actor
    services.call_vote(wang, order=order, **_asked())
    _vote(cast, order, "for")
    order.refresh_from_db()
    old = Contract.unscoped.get(pk=order.contract_id)
    assert (order.state, old.ended_on) == (State.HIRING, clock.today())
    with refused("same_company"):
        services.propose_company(wang, order=order, company=old.company, **_asked())
    firm = making.company(cast, "和顺物业", making.CODES[1])
    services.propose_company(wang, order=order, company=firm, **_asked(title="选聘和顺物业"))
    _vote(cast, order, "against")
    order.refresh_from_db()
    assert (order.state, order.candidate) == (State.HIRING, None)
    services.propose_company(wang, order=order, company=firm, **_asked(title="再议选聘和顺物业"))
    with refused("not_now"):
        services.sign_successor(wang, order=order, form="market", starts_on=clock.today())
    _vote(cast, order, "for")
    made = services.sign_successor(wang, order=order, form="market", starts_on=clock.today(), document="新合同")
    order.refresh_from_db()
    assert (order.state, order.successor_id, made.company_id) == (State.REPLACED, made.pk, firm.pk)
    assert made.starts_on == clock.today() + timedelta(days=1)
    assert Order.objects.count() == 1


def test_owners_may_keep_the_company(cast: Any) -> None:
    order = _reselect(cast)
    services.call_vote(cast.wang_community.actor, order=order, **_asked())
    _vote(cast, order, "against")
    order.refresh_from_db()
    assert (order.state, Contract.unscoped.get(pk=order.contract_id).ended_on) == (State.KEPT, None)


def test_what_is_lifted_meanwhile_no_vote_takes_up_again(cast: Any) -> None:
    order = _reselect(cast)
    services.call_vote(cast.wang_community.actor, order=order, **_asked())
    first = Round.unscoped.order_by("starts").first()
    scoring.correct_mark(cast.chen_centre.actor, subject=making.subject(first), values={"clean": 25}, why="看错了一栏")
    _vote(cast, order, "for")
    order.refresh_from_db()
    assert (order.state, Contract.unscoped.get(pk=order.contract_id).ended_on) == (State.LIFTED, None)


def test_a_vote_that_was_withdrawn_is_called_again(cast: Any) -> None:
    order, wang = _reselect(cast), cast.wang_community.actor
    services.call_vote(wang, order=order, **_asked())
    owners.withdraw_vote(wang, vote=Vote.unscoped.get(), why="名册有误")
    services.call_vote(wang, order=order, **_asked(title="解聘安居物业（重议）"))
    _vote(cast, order, "for")
    order.refresh_from_db()
    assert order.state == State.HIRING


def test_orders_are_seen_by_those_whose_they_are(cast: Any) -> None:
    order = making.on_the_list(cast)
    firm = making.employee(cast, order.contract.company)
    stranger = making.employee(cast, making.company(cast, "和顺物业", making.CODES[1]))
    assert selectors.order_for(firm.actor, order.pk)
    for one in (stranger, cast.zhou_department, cast.feng_other_county, cast.qian_other_town, cast.ma_other_office):
        with pytest.raises(Http404):
            selectors.order_for(one.actor, order.pk)
    with pytest.raises(PermissionDenied):
        selectors.order_for(firm.actor, order.pk, "property.manage")
    with pytest.raises(OutOfScope):
        services.prove(stranger.actor, order=order, words="不是我的", photos=[making.photo()])
    tabs, page = selectors.orders_page(cast.wang_community.actor)
    assert [one.order.pk for one in page] == [order.pk] and len(tabs) == 2
    assert not selectors.orders_page(stranger.actor)[1].object_list
