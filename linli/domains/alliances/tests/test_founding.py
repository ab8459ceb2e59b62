"""Alliances are founded where their kind says, members are asked and answer for themselves, and the chair goes round."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.http import Http404

from linli.domains.alliances import selectors, services
from linli.domains.alliances.models import Alliance, Member, Turn
from linli.domains.alliances.services import Charter
from linli.domains.alliances.tests import making
from linli.domains.alliances.tests.making import SYSTEM, again, branch, industry, joined, main, person, unit
from linli.foundation.audit import selectors as audit
from linli.foundation.organizations import services as organizations
from linli.foundation.territory import services as territory
from linli.kernel import clock
from linli.kernel.errors import OutOfScope, RuleBroken


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, match=rf"{code}\b")


def test_a_kind_is_bound_to_its_kinds_of_places(scored: Any) -> None:
    """S5: community, business circle, building, market."""
    place = making.regional(scored)
    assert (place.place_kind, place.place) == ("community", "")
    circle = making.regional(scored, name="商圈联盟", charter=Charter(place_kind="circle", place="滨河商圈"))
    assert circle.place == "滨河商圈"
    building = {"area": scored.building, "charter": Charter(place_kind="building")}
    assert making.regional(scored, **building).area == scored.building
    with refused("alliances.name_needed"):
        making.regional(scored, charter=Charter(place_kind="market", place=" "))
    with refused("alliances.wrong_place"):
        making.regional(scored, area=scored.grid)
    with refused("alliances.wrong_place"):
        making.regional(scored, area=scored.building, charter=Charter(place_kind="circle", place="某处"))
    with refused("alliances.unknown"):
        making.regional(scored, charter=Charter(place_kind="school"))
    with refused("alliances.unknown"):
        making.regional(scored, kind="red")
    with pytest.raises(OutOfScope):
        services.found_alliance(
            scored.ma_other_office.actor, area=scored.community, kind="regional", name="别处",
            charter=Charter(place_kind="community"),
        )  # fmt: skip


def test_branches_belong_to_an_alliance_of_the_kind_above(cast: Any) -> None:
    """H31: a trade has as many branches as it likes."""
    row = main(cast)
    assert [branch(cast, row).parent, branch(cast, row).trade] == [row, "express"]
    with refused("alliances.trade_needed"):
        branch(cast, row, trade="")
    with refused("alliances.parent_needed"):
        branch(cast, branch(cast, row))
    with refused("alliances.has_branches"):
        services.close_alliance(SYSTEM, alliance=row, reason="并入别处")


def test_a_trade_has_one_alliance_with_a_department_in_charge(cast: Any) -> None:
    """H25, L47."""
    row = industry(cast)
    assert row.in_charge == cast.other_bureau
    with refused("alliances.trade_taken"):
        industry(cast)
    with refused("alliances.trade_needed"):
        industry(cast, charter=Charter(trade="express"))
    with refused("alliances.unknown"):
        industry(cast, "banks")
    with refused("alliances.unknown"):
        main(cast, charter=Charter(trade="express"))
    joined(cast, row, organization=unit(cast, "安居物业"), capacity="firm")
    lines = {line.label: line for line in selectors.trades_page(cast.wang_community.actor)}
    assert (lines["物业服务"].alliance, lines["物业服务"].firms) == (row, 1)
    assert lines["快递外卖"].alliance is None
    services.close_alliance(SYSTEM, alliance=row, reason="重新组建")
    assert industry(cast).pk != row.pk


def test_a_unit_is_asked_answers_and_leaves(cast: Any) -> None:
    row = making.asked(cast, main(cast))
    with refused("alliances.member_already"):
        making.asked(cast, row.alliance)
    with pytest.raises(OutOfScope):
        services.answer(cast.sun_other_department.actor, member=row, accepts=True)
    with refused("alliances.words_needed"):
        services.answer(cast.zhou_department.actor, member=row, accepts=False)
    with refused("alliances.words_needed"):  # the office says how the answer came
        services.answer(cast.wang_community.actor, member=row, accepts=True)
    assert services.answer(cast.zhou_department.actor, member=row, accepts=True).joined_on == clock.today()
    with refused("alliances.not_now"):
        services.answer(cast.zhou_department.actor, member=row, accepts=True)
    left = services.leave(cast.zhou_department.actor, member=row, reason="搬走了")
    assert (left.state, left.left_on) == ("left", clock.today())
    assert len(audit.timeline(row)) == 3
    assert making.asked(cast, row.alliance).pk != row.pk


def test_a_person_answers_for_themselves_in_a_capacity_of_people(cast: Any) -> None:
    """S6."""
    row = main(cast)
    with refused("alliances.wrong_capacity"):
        person(cast, row, capacity="department")
    with refused("alliances.wrong_capacity"):
        making.asked(cast, row, capacity="newcomer")
    with refused("alliances.one_member"):
        making.asked(cast, row, organization=None)
    with refused("alliances.unknown"):
        person(cast, row, capacity="x")
    one = person(cast, row)
    with pytest.raises(OutOfScope):
        services.answer(cast.zhou_department.actor, member=one, accepts=True)
    assert services.answer(cast.li_grid_worker.actor, member=one, accepts=True).state == "confirmed"
    assert [sitting.pk for sitting in selectors.mine(cast.li_grid_worker.actor)["sitting"]] == [one.pk]
    with refused("alliances.other_county"):
        person(cast, row, cast.luo_other_grid)


def test_people_are_shown_to_the_office_and_themselves_alone(cast: Any) -> None:
    row = main(cast)
    one = services.answer(cast.li_grid_worker.actor, member=person(cast, row), accepts=True)
    joined(cast, row)

    def seen(who: Any) -> tuple[set[str], int]:
        page = selectors.alliance_page(who.actor, selectors.alliance_for(who.actor, row.pk))
        return {member.who for tier in page["tiers"] for member in tier.members}, page["hidden"]

    assert seen(cast.wang_community) == ({"李春燕", "江县市政局"}, 0)
    assert seen(cast.zhou_department) == ({"江县市政局"}, 1)
    assert seen(cast.ma_other_office) == ({"江县市政局"}, 1)
    assert selectors.member_for(cast.li_grid_worker.actor, one.pk) == one
    with pytest.raises(Http404):
        selectors.member_for(cast.ma_other_office.actor, one.pk)
    with pytest.raises(Http404):
        selectors.alliance_for(cast.feng_other_county.actor, row.pk)
    public = selectors.county_page(cast.county)
    assert [found.units for _, rows in public["kinds"] for found in rows] == [["江县市政局"]]


def test_tiers_hold_as_many_as_the_method_says(cast: Any) -> None:
    """L46: 1 + 3 + N."""
    from linli.foundation.methods import services as methods
    from linli.foundation.territory.models import Area

    methods.install_method(SYSTEM, slug="longkou")
    Area.unscoped.filter(pk=cast.county.pk).update(method_slug="longkou")
    row = services.found_alliance(
        SYSTEM, area=Area.unscoped.get(pk=cast.county.pk), kind="service", name="党建服务共同体"
    )

    def ask(number: int, tier: str) -> Member:
        return services.ask_member(
            SYSTEM, alliance=row, organization=unit(cast, f"单位{number}"), capacity="mass", tier=tier
        )

    first = ask(1, "one")
    with refused("alliances.tier_full"):
        ask(2, "one")
    for number in range(3, 6):
        ask(number, "three")
    with refused("alliances.tier_full"):
        ask(6, "three")
    assert [ask(number, "trades").tier for number in range(7, 11)] == ["trades"] * 4
    for tier in ("", "four"):
        with refused("alliances.tier_needed"):
            ask(12, tier)
    services.answer(SYSTEM, member=first, accepts=False, words="不便参加")
    assert ask(13, "one").tier == "one"


def test_the_chair_goes_round_and_whoever_leaves_has_no_turn(cast: Any) -> None:
    row = main(cast)
    first, second = joined(cast, row), joined(cast, row, organization=cast.other_bureau)
    with refused("alliances.not_a_member"):
        services.plan_rota(SYSTEM, alliance=row, members=[first.pk, person(cast, row).pk], turns=4)
    with refused("alliances.not_a_member"):
        services.plan_rota(SYSTEM, alliance=row, members=[], turns=4)
    services.plan_rota(cast.wang_community.actor, alliance=row, members=[second.pk, first.pk], turns=3)
    assert list(Turn.objects.filter(alliance=row).values_list("member", flat=True)) == [second.pk, first.pk, second.pk]
    page = selectors.alliance_page(SYSTEM, selectors.alliance_for(SYSTEM, row.pk))
    assert [getattr(turn, "is_now", False) for turn in page["turns"]] == [True, False, False]
    services.plan_rota(cast.wang_community.actor, alliance=row, members=[first.pk], turns=99)
    assert set(Turn.objects.values_list("member", flat=True)) == {first.pk}
    assert Turn.objects.count() == 24
    services.leave(cast.zhou_department.actor, member=first, reason="搬走了")
    assert Turn.objects.filter(first__gt=clock.today()).count() == 0
    with refused("alliances.not_used"):
        services.plan_rota(SYSTEM, alliance=industry(cast), members=[first.pk], turns=1)


def test_the_office_of_an_alliance_keeps_it_wherever_it_lies(cast: Any) -> None:
    """S22."""
    row = main(cast, office=cast.bureau)
    zhou = cast.zhou_department.actor
    made = services.ask_member(zhou, alliance=row, organization=cast.other_bureau, capacity="department")
    assert selectors.alliance_for(zhou, row.pk, to="alliances.run") == row
    with pytest.raises(OutOfScope):
        services.ask_member(
            cast.sun_other_department.actor, alliance=row, organization=cast.bureau, capacity="department"
        )
    with pytest.raises(OutOfScope):
        services.close_alliance(zhou, alliance=row, reason="不办了")
    services.answer(cast.sun_other_department.actor, member=made, accepts=True)
    services.close_alliance(cast.wang_community.actor, alliance=row, reason="不办了")
    assert again(made).state == "left"
    with refused("alliances.closed"):
        making.asked(cast, row)


def test_what_has_ended_or_lies_elsewhere_is_refused(cast: Any) -> None:
    row = main(cast)
    gone = unit(cast, "旧粮站")
    late = making.asked(cast, row, organization=gone)
    organizations.close_organization(SYSTEM, organization=gone)
    with refused("alliances.unit_ended"):
        making.asked(cast, row, organization=gone)
    with refused("alliances.unit_ended"):
        services.answer(SYSTEM, member=late, accepts=True, words="书面同意")
    far = organizations.create_organization(
        SYSTEM, area=cast.other_county, kind="department", name="山县民政局", serves_county=True
    )
    with refused("alliances.other_county"):
        making.asked(cast, row, organization=far)
    with refused("alliances.future"):
        main(cast, on=date(2099, 1, 1))


def test_alliances_follow_the_ground(cast: Any) -> None:
    row = joined(cast, main(cast)).alliance
    territory.merge_areas(SYSTEM, areas=[cast.community], into=cast.other_community)
    assert Alliance.unscoped.get(pk=row.pk).area_id == cast.other_community.pk
    assert Member.unscoped.get(alliance=row).area_id == cast.other_community.pk


def test_people_who_left_long_ago_are_forgotten_and_units_stay(cast: Any) -> None:
    row = main(cast)
    gone = services.answer(cast.li_grid_worker.actor, member=person(cast, row), accepts=False, words="没时间")
    stays = services.leave(SYSTEM, member=joined(cast, row), reason="搬走了")
    assert services.forget_old() == 0
    Member.unscoped.update(answered_at=clock.now().replace(year=clock.today().year - 4))
    assert services.forget_old() == 1
    assert list(Member.unscoped.values_list("pk", flat=True)) == [stays.pk]
    assert gone.pk != stays.pk
