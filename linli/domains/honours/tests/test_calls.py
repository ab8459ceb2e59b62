"""From a call to an honour: deadlines, two people, notice, objections, consent; and what must not be possible."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from linli.domains.honours import selectors, services
from linli.domains.honours.models import Call, Honour, Nomination, Objection, Proof
from linli.domains.honours.tests.making import (
    AFTER,
    DAY,
    LATER,
    SHANGHAI,
    SYSTEM,
    again,
    agreed,
    called,
    compound,
    honoured,
    nominated,
    objected,
    on_notice,
    photo,
    proposed_person,
    published,
    reviewed,
)
from linli.foundation.organizations import services as organizations
from linli.foundation.people import selectors as people
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken
from linli.kernel.pictures import TooLarge


@pytest.fixture(autouse=True)
def day() -> Iterator[None]:
    with clock.frozen(DAY):
        yield


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, match=code)


def test_a_call_is_opened_once_in_a_cycle_and_ends_within_it(cast: Any) -> None:
    zhao, last = cast.zhao_dispatcher.actor, date(2026, 12, 31)
    with refused("honours.day_past"):
        called(cast, closes_on=date(2026, 3, 3))
    with refused("honours.outside_cycle"):
        called(cast, closes_on=last + timedelta(days=1))
    with refused("honours.not_used"):
        called(cast, "no_such_honour")
    row = called(cast, closes_on=last)
    assert (row.cycle_on, row.most) == (date(2026, 1, 1), 5)
    with refused("honours.called_already"):
        called(cast)
    services.cancel_call(zhao, call=row, reason="另行安排")
    assert called(cast, closes_on=date(2026, 3, 4)).pk != row.pk
    with pytest.raises(OutOfScope):
        services.open_call(cast.wang_community.actor, area=cast.street, kind="kind_neighbour", closes_on=last)
    with pytest.raises(OutOfScope):
        services.open_call(cast.ma_other_office.actor, area=cast.street, kind="kind_neighbour", closes_on=last)


def test_nominations_are_taken_through_the_last_day_and_names_go_on_notice_after_it(cast: Any) -> None:
    row, last = called(cast), DAY.replace(day=5, hour=23, minute=59, second=59)
    with clock.frozen(last):
        one = agreed(cast, nominated(cast, row))
        with refused("honours.still_open"):
            services.publish(cast.zhao_dispatcher.actor, call=row)
    with clock.frozen(last + timedelta(seconds=1)):
        with refused("honours.closed"):
            nominated(cast, row, body=cast.bureau)
        services.publish(cast.zhao_dispatcher.actor, call=row)
    assert (again(row).state, again(one).state) == ("notice", "agreed")


def test_it_is_conferred_when_the_notice_is_over_and_not_a_second_before(cast: Any) -> None:
    one, zhao = agreed(cast), cast.zhao_dispatcher.actor
    with clock.frozen(AFTER):
        row = services.publish(zhao, call=one.call)
    until = row.notice_until
    assert until.astimezone(SHANGHAI).date() == date(2026, 3, 13)  # five working days after a Friday
    with clock.frozen(until - timedelta(seconds=1)), refused("honours.on_notice"):
        services.confer(zhao, call=row)
    with clock.frozen(until):
        (made,) = services.confer(zhao, call=row)
        with refused("honours.not_now"):
            services.confer(zhao, call=row)
    assert (made.label, made.body_id, made.cycle_on) == ("爱心单位", cast.other_bureau.pk, date(2026, 1, 1))
    assert (again(one).state, again(row).state, Honour.unscoped.count()) == ("honoured", "conferred", 1)


def test_two_people_judge(cast: Any) -> None:
    zhao, chen, row = cast.zhao_dispatcher.actor, cast.chen_centre.actor, nominated(cast)
    with refused("honours.not_now"):
        services.decide(chen, nomination=row, agreed=True, words="同意")
    reviewed(cast, row)
    with refused("honours.same_person"):
        services.decide(zhao, nomination=row, agreed=True, words="同意")
    with refused("honours.account_needed"):
        services.decide(SYSTEM, nomination=row, agreed=True, words="同意")
    with refused("honours.words_needed"):
        services.decide(chen, nomination=row, agreed=False, words=" ")
    for stranger in (cast.wang_community, cast.ma_other_office, cast.zhou_department):
        with pytest.raises(OutOfScope):
            services.decide(stranger.actor, nomination=row, agreed=True, words="同意")
    assert services.decide(chen, nomination=row, agreed=False, words="材料不足").state == "refused"
    with refused("honours.not_now"):
        services.decide(chen, nomination=row, agreed=True, words="还是同意")
    with pytest.raises(IntegrityError), transaction.atomic():
        Nomination.unscoped.filter(pk=row.pk).update(decided_by_id=zhao.account_id)


def test_no_more_are_chosen_than_the_call_gives(cast: Any) -> None:
    row = called(cast, "fine_project")
    made = [nominated(cast, row, title=f"口袋公园{number}") for number in range(4)]
    for one in made[:3]:
        agreed(cast, one)
    last = reviewed(cast, made[3])
    with refused("honours.full"):
        services.decide(cast.chen_centre.actor, nomination=last, agreed=True, words="同意")
    assert again(last).state == "reviewed"
    with clock.frozen(AFTER), refused("honours.undecided"):
        services.publish(cast.zhao_dispatcher.actor, call=row)
    services.decide(cast.chen_centre.actor, nomination=last, agreed=False, words="名额已满")
    services.withdraw_nomination(cast.zhou_department.actor, nomination=made[0], reason="项目有变")
    with clock.frozen(AFTER):
        services.publish(cast.zhao_dispatcher.actor, call=row)
    with clock.frozen(LATER):
        assert len(services.confer(cast.zhao_dispatcher.actor, call=row)) == 2


def test_a_call_without_anybody_chosen_is_given_up(cast: Any) -> None:
    row, zhao = called(cast), cast.zhao_dispatcher.actor
    with clock.frozen(AFTER), refused("honours.nobody"):
        services.publish(zhao, call=row)
    assert services.cancel_call(zhao, call=row, reason="没有人报名").state == "cancelled"


def test_an_honour_is_for_its_own_kind_of_subject(cast: Any) -> None:
    card = people.card_by_id(cast.li_grid_worker.card_id)
    row = called(cast)
    with refused("honours.wrong_subject"):
        nominated(cast, row, card=card)
    with refused("honours.wrong_subject"):
        services.nominate(cast.zhou_department.actor, call=row, area=cast.county, organization=cast.bureau, reason="好")
    far = organizations.create_organization(SYSTEM, area=cast.other_county, kind="department", name="山县城管局")
    with refused("honours.other_county"):
        nominated(cast, row, body=far)
    old = organizations.create_organization(SYSTEM, area=cast.county, kind="department", name="江县旧局")
    organizations.close_organization(SYSTEM, organization=old)
    with refused("honours.unit_ended"):
        nominated(cast, row, body=old)
    nominated(cast, row)
    with refused("honours.nominated_already"):
        nominated(cast, row)
    assert nominated(cast, called(cast, "fine_compound"), compound=compound(cast)).name == "柳园小区"
    practices = called(cast, "fine_practice")
    article = published(cast)
    assert nominated(cast, practices, article=article).name == "四步议事法"
    services.take_down(cast.zhao_dispatcher.actor, article=article, reason="过时")
    with refused("honours.not_published"):
        nominated(cast, practices, article=again(article))


def test_nobody_nominates_for_others_or_elsewhere(cast: Any) -> None:
    row = called(cast)
    with pytest.raises(OutOfScope):
        nominated(cast, row, organization=cast.other_bureau)
    with pytest.raises(OutOfScope):
        services.nominate(cast.wang_community.actor, call=row, area=cast.street, reason="好", body=cast.bureau)
    with refused("honours.other_county"):
        services.nominate(cast.feng_other_county.actor, call=row, area=cast.other_county, reason="好", body=cast.bureau)
    one = nominated(cast, row)
    for stranger in (cast.ma_other_office, cast.feng_other_county, cast.sun_other_department, cast.wang_community):
        with pytest.raises(Http404):
            selectors.nomination_for(stranger.actor, one.pk)
    with pytest.raises(OutOfScope):
        services.withdraw_nomination(cast.zhao_dispatcher.actor, nomination=one, reason="替他撤")
    assert selectors.nomination_for(cast.zhou_department.actor, one.pk).pk == one.pk
    assert selectors.nomination_for(cast.chen_centre.actor, one.pk, to_run=True).pk == one.pk


def test_one_doesnt_judge_oneself(cast: Any) -> None:
    card = people.card_by_id(cast.zhao_dispatcher.card_id)
    row = nominated(cast, called(cast, "kind_neighbour"), card=card)
    with refused("honours.about_yourself"):
        reviewed(cast, row)
    services.review(cast.chen_centre.actor, nomination=row, recommended=True, words="属实")
    with refused("honours.about_yourself"):
        services.decide(cast.zhao_dispatcher.actor, nomination=row, agreed=True, words="同意")


def test_an_objection_holds_the_honour_back_until_somebody_else_has_answered(cast: Any) -> None:
    one, zhao, chen, lin = agreed(cast), cast.zhao_dispatcher.actor, cast.chen_centre.actor, _third(cast)
    with refused("honours.objection_late"):
        objected(cast, one)
    with clock.frozen(AFTER):
        row = services.publish(zhao, call=one.call)
        with refused("honours.words_needed"):
            services.object_to(Actor.public(), nomination=one, words=" ")
        said = objected(cast, one)
    assert b"\xe8\xb7\xaf" not in bytes(said.words_sealed)
    with clock.frozen(LATER):
        with refused("honours.objection_late"):
            objected(cast, one)
        with refused("honours.objection_open"):
            services.confer(zhao, call=row)
        for involved in (zhao, chen):
            with refused("honours.was_involved"):
                services.answer_objection(involved, objection=said, upheld=False, answer="不属实")
        with pytest.raises(OutOfScope):
            services.read_objection(cast.wang_community.actor, objection=said)
        assert services.read_objection(lin, objection=said) == "路灯不是他们修的"
        services.answer_objection(lin, objection=said, upheld=False, answer="核实有施工单")
        with refused("honours.objection_answered"):
            services.answer_objection(lin, objection=said, upheld=True, answer="再想想")
        assert len(services.confer(zhao, call=row)) == 1


def test_an_objection_that_is_right_strikes_the_name(cast: Any) -> None:
    said = objected(cast)
    services.answer_objection(_third(cast), objection=said, upheld=True, answer="施工单是别的单位")
    assert again(said.nomination).state == "struck"
    row = Call.unscoped.get()
    Call.unscoped.update(notice_from=DAY - timedelta(days=9), notice_until=DAY)
    with refused("honours.nobody"):
        services.confer(cast.zhao_dispatcher.actor, call=row)
    assert Honour.unscoped.count() == 0


def test_so_many_objections_are_taken_and_no_more(cast: Any) -> None:
    one = on_notice(cast)
    for _number in range(20):
        objected(cast, one)
    with refused("honours.objections_full"):
        objected(cast, one)


def test_a_person_is_named_in_public_only_with_consent(cast: Any) -> None:
    made = honoured(cast, proposed_person(cast))
    one, li = Nomination.unscoped.get(), cast.li_grid_worker.actor
    assert (made.name, made.public_name) == ("李春燕", "")
    with pytest.raises(OutOfScope):
        services.say_consent(cast.zhou_department.actor, nomination=one, given=True, words="他说可以")
    with refused("honours.words_needed"):
        services.say_consent(cast.zhao_dispatcher.actor, nomination=one, given=True)
    services.say_consent(cast.zhao_dispatcher.actor, nomination=one, given=True, words="3 月 1 日签字")
    assert again(made).public_name == "李春燕"
    assert [row.pk for row in selectors.my_nominations(li)] == [one.pk]
    services.say_consent(li, nomination=one, given=False)
    assert again(made).public_name == ""
    assert selectors.my_nominations(cast.zhou_department.actor) == []
    with refused("honours.not_a_person"):
        services.say_consent(cast.zhao_dispatcher.actor, nomination=nominated(cast), given=True, words="同意")


def test_who_is_only_proposed_needs_not_know(cast: Any) -> None:
    row = proposed_person(cast)
    assert selectors.my_nominations(cast.li_grid_worker.actor) == []
    agreed(cast, row)
    assert len(selectors.my_nominations(cast.li_grid_worker.actor)) == 1


def test_proofs_are_pictures_written_anew_and_seen_by_those_who_judge(cast: Any, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    row = called(cast)
    with refused("pictures.too_many"):
        nominated(cast, row, photos=[photo()] * 4)
    with pytest.raises(TooLarge):
        nominated(cast, row, photos=[b"x" * 10_000_001])
    with refused("pictures.unreadable"):
        nominated(cast, row, photos=[b"%PDF-1.4"])
    assert not Nomination.unscoped.exists()
    nominated(cast, row, photos=[photo()] * 3)
    proof = Proof.unscoped.first()
    with selectors.proof_for(cast.zhao_dispatcher.actor, proof.pk).file as file:
        assert file.read(3) == b"\xff\xd8\xff"
    for stranger in (cast.ma_other_office, cast.feng_other_county):
        with pytest.raises(Http404):
            selectors.proof_for(stranger.actor, proof.pk)


def test_a_withdrawn_honour_stays_with_its_reason(cast: Any) -> None:
    made, zhao = honoured(cast), cast.zhao_dispatcher.actor
    with refused("honours.words_needed"):
        services.withdraw_honour(zhao, honour=made, reason="")
    with pytest.raises(OutOfScope):
        services.withdraw_honour(cast.ma_other_office.actor, honour=made, reason="不服")
    services.withdraw_honour(zhao, honour=made, reason="材料不实")
    with refused("honours.withdrawn_already"):
        services.withdraw_honour(zhao, honour=made, reason="再撤")
    (shown,) = selectors.public_honours(cast.county)
    assert (shown.pk, shown.withdrawn_reason) == (made.pk, "材料不实")
    panel = selectors.honours_panel(zhao, cast.other_bureau)
    assert panel is not None
    assert [row.pk for row in panel.facts] == [made.pk]
    assert selectors.honours_panel(zhao, cast.bureau) is None
    assert selectors.honours_panel(cast.li_grid_worker.actor, cast.other_bureau) is None


def test_the_net_of_the_database_shows_nothing_of_another_county(cast: Any) -> None:
    said = objected(cast)
    feng = cast.feng_other_county.actor
    assert selectors.call_for(cast.ma_other_office.actor, said.nomination.call_id).pk
    for door, pk in (
        (selectors.call_for, said.nomination.call_id), (selectors.objection_for, said.pk),
        (selectors.nomination_for, said.nomination_id),
    ):  # fmt: skip
        with pytest.raises(Http404):
            door(feng, pk)
    with pytest.raises(Nomination.DoesNotExist):
        services.review(feng, nomination=said.nomination, recommended=False, words="看看")
    with pytest.raises(Objection.DoesNotExist):
        services.read_objection(feng, objection=said)


def _third(cast: Any) -> Actor:
    """Somebody of the county who had no hand in it."""
    return Actor(999_001, "林一", county_id=cast.county.pk, grants=cast.chen_centre.actor.grants)
