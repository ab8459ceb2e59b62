"""Proposals, support, merging, refusal, hearing; notices, tasks, judging; and who may do it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from linli.domains.deliberation import selectors, services
from linli.domains.deliberation.models import Hearing, Matter, Notice, Stance, Support, Task
from linli.domains.deliberation.permissions import VIEW
from linli.domains.deliberation.tests import making
from linli.foundation.privacy import rls
from linli.foundation.residents import services as residents
from linli.kernel import clock
from linli.kernel.errors import OutOfScope, RuleBroken
from linli.kernel.scoping import ScopedQuerySet

pytestmark = pytest.mark.usefixtures("all_rows")


def test_a_topic_out_of_scope_says_why(cast: Any) -> None:
    with pytest.raises(RuleBroken, match="out_of_scope") as refused:
        making.matter(cast, topic="private")
    assert "社区调解" in refused.value.message
    with pytest.raises(RuleBroken, match="unknown_topic"):
        making.matter(cast, topic="weather")
    assert not Matter.unscoped.exists()


def test_numbers_of_people_are_kept_out_of_public_words(cast: Any) -> None:
    for words in ("打 138 0000 1111 找老王", "身份证 11010519491231002X"):
        with pytest.raises(RuleBroken, match="number_in_words"):
            making.matter(cast, words=words)


def test_only_who_lives_there_brings_and_supports_and_once(cast: Any) -> None:
    row = making.matter(cast)
    with pytest.raises(RuleBroken, match="not_concerned"):
        services.support_matter(making.person(cast, "外人", area=cast.other_grid, phone=""), matter=row)
    with pytest.raises(RuleBroken, match="not_concerned"):
        making.matter(cast, making.person(cast, "别处", area=cast.second_grid, phone=""))
    one = making.person(cast, "邻居", phone="")
    services.support_matter(one, matter=row)
    with pytest.raises(RuleBroken, match="supported"):
        services.support_matter(one, matter=row)
    assert Support.unscoped.filter(matter=row).count() == 2


def test_who_has_a_second_home_there_is_concerned(cast: Any) -> None:
    row = making.matter(cast)
    one = making.person(cast, "两头住", area=cast.second_grid, phone="")
    home = making.family(cast, "房东", room="909")[0].dwelling
    residents.move_in(making.SYSTEM, person=one, dwelling=home, is_main=False)
    services.support_matter(one, matter=row)


def test_merging_takes_supporters_along_once(cast: Any) -> None:
    one, two, three = making.neighbours(cast, 3)
    row, kept = making.matter(cast, one), making.matter(cast, two, title="车位重新划")
    services.support_matter(three, matter=row)
    services.support_matter(three, matter=kept)
    services.merge_matters(cast.wang_community.actor, matter=row, into=kept)
    assert set(Support.unscoped.filter(matter=kept).values_list("person", flat=True)) == {one.pk, two.pk, three.pk}
    gone = making.again(row)
    assert (gone.state, gone.merged_into_id) == ("merged", kept.pk)
    facts = selectors.facts_for(cast.wang_community.actor, making.again(kept))
    assert [other.pk for other in facts["absorbed"]] == [row.pk]
    with pytest.raises(RuleBroken, match="over"):
        services.merge_matters(cast.wang_community.actor, matter=kept, into=row)


def test_refusing_takes_the_catalogues_reason_only(cast: Any) -> None:
    row = making.matter(cast)
    with pytest.raises(RuleBroken, match="in_scope"):
        services.refuse_matter(cast.wang_community.actor, matter=row, topic="parking")
    services.refuse_matter(cast.wang_community.actor, matter=row, topic="duty")
    assert "部门的职责" in making.again(row).reason
    with pytest.raises(RuleBroken, match="over"):
        services.refuse_matter(cast.wang_community.actor, matter=row, topic="duty")


def test_strangers_and_other_roles_do_not_act(cast: Any) -> None:
    row, _ = making.walked(cast, "propose")
    for who in (cast.ma_other_office, cast.feng_other_county, cast.qian_other_town, cast.zhou_department):
        with pytest.raises(OutOfScope):
            services.hear_residents(who.actor, matter=row, way="site", people=3, words="听过")
    with pytest.raises(RuleBroken, match="not_yours"):  # the centre isn't among those who act in this stage
        services.hear_residents(cast.chen_centre.actor, matter=row, way="site", people=3, words="听过")
    with pytest.raises(RuleBroken, match="unknown_choice"):
        services.hear_residents(cast.wang_community.actor, matter=row, way="air", people=3, words="听过")
    services.hear_residents(cast.wang_community.actor, matter=row, way="paper", people=3, words="收到三张意见纸")
    assert Hearing.unscoped.filter(matter=row).count() == 1


def test_a_grid_worker_writes_down_what_was_heard_and_does_nothing_else(cast: Any) -> None:
    row, _ = making.walked(cast, "propose")
    li = cast.li_grid_worker.actor
    assert [(act["mine"], act["hears"]) for act in selectors.facts_for(li, row)["acts"]] == [(False, True)]
    assert not selectors.facts_for(li, row)["may_hide"]
    services.hear_residents(li, matter=row, way="site", people=3, words="都说晚上太吵")
    assert Hearing.unscoped.get(matter=row).by == li.label
    with pytest.raises(OutOfScope):
        services.advance(li, matter=row, code="hear")
    over, _ = making.walked(cast, "notice")
    with pytest.raises(RuleBroken, match="not_now"):
        services.hear_residents(li, matter=over, way="site", people=3, words="都说晚上太吵")


def test_a_level_must_be_said_before_it_goes_on(cast: Any) -> None:
    row, _ = making.walked(cast, "report")
    wang = cast.wang_community.actor
    with pytest.raises(RuleBroken, match="not_sorted"):
        services.advance(wang, matter=row, code="report")
    with pytest.raises(RuleBroken, match="unknown_size"):
        services.sort_matter(wang, matter=row, level="galaxy")
    services.sort_matter(wang, matter=row, level="single")
    after = services.advance(wang, matter=row, code="report")
    assert [stage.code for stage in selectors.open_stages(after)] == ["mediate"]


def test_a_notice_runs_its_days_and_stands_once(cast: Any) -> None:
    row, _ = making.walked(cast, "notice")
    wang = cast.wang_community.actor
    with pytest.raises(RuleBroken, match="notice_runs"):
        services.advance(wang, matter=row, code="notice")
    made = services.put_up_notice(wang, matter=row, words="同意划线")
    with pytest.raises(RuleBroken, match="notice_there"):
        services.put_up_notice(wang, matter=row, words="同意划线")
    with clock.frozen(made.until - timedelta(seconds=1)), pytest.raises(RuleBroken, match="notice_runs"):
        services.advance(wang, matter=row, code="notice")
    with clock.frozen(made.until):
        services.advance(wang, matter=row, code="notice")


def test_nothing_ends_at_decided_and_tasks_only_go_forward(cast: Any) -> None:
    row, _ = making.walked(cast, "act")
    wang = cast.wang_community.actor
    with pytest.raises(RuleBroken, match="not_done"):
        services.advance(wang, matter=row, code="act")
    task = services.add_task(wang, matter=row, title="划线", who="物业", due_on=clock.today())
    services.report_task(wang, task=task, percent=40)
    for percent in (30, 101):
        with pytest.raises(RuleBroken, match="bad_percent"):
            services.report_task(wang, task=task, percent=percent)
    with pytest.raises(RuleBroken, match="not_done"):
        services.advance(wang, matter=row, code="act")
    services.report_task(wang, task=task, percent=100)
    services.advance(wang, matter=row, code="act")


def test_a_case_that_ends_finishes_its_task(cast: Any) -> None:
    row, _ = making.walked(cast, "act")
    task = services.add_task(cast.wang_community.actor, matter=row, title="换灯", who="物业", due_on=clock.today())
    Task.unscoped.filter(pk=task.pk).update(case_id=77, case_ref="JX1")
    assert services.finish_by_case(77) == 1
    assert services.finish_by_case(77) == 0
    assert making.again(task).percent == 100


def test_unsatisfied_goes_back_once_then_ends(cast: Any) -> None:
    people = making.neighbours(cast)
    row, going = making.walked(cast, "judge", people=people)
    for turn, state in ((1, "running"), (2, "unsatisfied")):
        with clock.frozen(going.at):
            for one in people[:3]:
                services.judge_matter(one, matter=row, satisfied=one is people[0])
            with pytest.raises(RuleBroken, match="judged_before"):
                services.judge_matter(people[0], matter=row, satisfied=True)
            with pytest.raises(RuleBroken, match="not_judged"):
                services.advance(cast.wang_community.actor, matter=row, code="judge")
        going.at += timedelta(days=8)
        with clock.frozen(going.at):
            with pytest.raises(RuleBroken, match="judging_over"):
                services.judge_matter(people[3], matter=row, satisfied=True)
            row = services.advance(cast.wang_community.actor, matter=row, code="judge")
        assert (row.state, row.round) == (state, min(turn + 1, 2))
        if state == "running":
            assert [stage.code for stage in selectors.open_stages(row)] == ["act"]
            row = going.to(selectors.again(row), "judge")
    assert Notice.unscoped.filter(matter=row, code="shown").count() == 2


def test_a_merged_entry_counts_once_and_an_erased_one_is_not_named(cast: Any) -> None:
    one, two, three = making.neighbours(cast, 3)
    row = making.matter(cast, one)
    for other in (two, three):
        services.support_matter(other, matter=row)
    residents.merge_people(making.SYSTEM, kept=one, gone=two)
    assert sorted(Support.unscoped.filter(matter=row).values_list("person", flat=True)) == sorted(
        [one.pk, two.pk, three.pk]
    )
    residents.erase_person(making.SYSTEM, person=three, reason="本人要求")
    assert Support.unscoped.filter(matter=row, person=None).count() == 1
    assert Support.unscoped.filter(matter=row).count() == 3


def test_statements_are_said_once_and_stances_may_change(cast: Any) -> None:
    one, two, *_ = people = making.neighbours(cast)
    row, _ = making.walked(cast, "propose", people=people)
    made = services.add_statement(one, matter=row, words="晚上要安静")
    with pytest.raises(RuleBroken, match="said_already"):
        services.add_statement(two, matter=row, words="晚上要安静")
    services.take_stand(two, statement=made, stand="agree")
    services.take_stand(two, statement=made, stand="disagree")
    assert list(Stance.unscoped.values_list("value", flat=True)) == [-1]
    assert services.draw_map(row) is None  # two people are no map
    services.hide_statement(cast.wang_community.actor, statement=made)
    with pytest.raises(RuleBroken, match="unknown_choice"):
        services.take_stand(two, statement=making.again(made), stand="agree")


def test_what_ended_long_ago_names_nobody(cast: Any) -> None:
    row, going = making.walked(cast)
    assert row.state == "settled"
    with clock.frozen(row.ended_at + timedelta(days=364)):
        assert services.forget_old() == 0
    with clock.frozen(row.ended_at + timedelta(days=366)):
        assert services.forget_old() > 0
        assert services.forget_old() == 0
    assert not Support.unscoped.filter(matter=row, person__isnull=False).exists()
    assert Support.unscoped.filter(matter=row).count() == 3


def test_with_net_two_off_the_database_hides_who_takes_part_elsewhere(
    cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = making.matter(cast)
    monkeypatch.setattr(ScopedQuerySet, "visible_to", lambda self, actor, permission=None: self.all())

    def seen(member: Any) -> int:
        with rls.reaching(member.actor, VIEW):
            return int(Support.unscoped.filter(matter=row).count())

    assert seen(cast.wang_community) == seen(cast.li_grid_worker) == 1
    assert seen(cast.ma_other_office) == seen(cast.feng_other_county) == seen(cast.he_building) == 0
