"""Organizations without a territory: reviewed, dissolved; founded jointly, with members counted once (Q38, X43)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from linli.domains.cobuilding.tests import making as lists
from linli.domains.formations import selectors, services
from linli.domains.formations.models import Founder
from linli.domains.formations.tests import making
from linli.domains.formations.tests.making import refused
from linli.foundation.organizations import selectors as directory
from linli.foundation.organizations import services as organizations
from linli.kernel import clock
from linli.kernel.errors import OutOfScope


def bodies(actor: Any, **only: Any) -> list[Any]:
    return list(selectors.bodies_page(actor, selectors.county_rules(actor), **only))


def page(cast: Any, row: Any, who: Any = None) -> dict[str, Any]:
    actor = (who or cast.wang_community).actor
    return selectors.body_page(actor, selectors.formation_for(actor, row.pk))


def test_short_of_members_it_gets_grace_once(flexible: Any) -> None:
    made, office = making.set_up(flexible), flexible.wang_community.actor
    assert made.review_on == clock.today() + timedelta(days=365)
    making.joined(flexible, made.organization, 2)
    assert page(flexible, made)["is_short"]
    first = services.review(office, formation=made, words="两名党员，已联系平台")
    assert (first.members, first.at_least, first.is_short) == (2, 3, True)
    assert making.again(made).review_on == clock.today() + timedelta(days=90)
    with refused("formations.too_few"):
        services.review(office, formation=made, words="还是两名")
    making.joined(flexible, made.organization, 1)
    assert not services.review(office, formation=made, words="三名了").is_short
    assert making.again(made).review_on == clock.today() + timedelta(days=365)
    with pytest.raises(OutOfScope):
        services.review(flexible.ma_other_office.actor, formation=made, words="不归我管")


def test_who_is_to_be_reviewed_stands_in_the_list(flexible: Any) -> None:
    made, office = making.set_up(flexible), flexible.wang_community.actor
    assert not bodies(office, due=True)
    with clock.frozen(clock.now() + timedelta(days=365)):
        (row,) = bodies(office, due=True)
        assert (row.pk, row.is_due, row.is_short, row.members) == (made.pk, True, True, 0)


def test_it_is_dissolved_when_its_members_have_gone(flexible: Any) -> None:
    made, office = making.set_up(flexible), flexible.wang_community.actor
    (person,) = making.joined(flexible, made.organization, 1)
    with refused("formations.has_members"):
        services.dissolve(office, formation=made, reason="车队散了")
    making.gone(person, flexible.branch)
    services.dissolve(office, formation=made, reason="车队散了")
    assert not directory.organization_by_id(made.organization_id).is_open
    with refused("formations.unit_ended"):
        services.review(office, formation=made, words="再看看")
    assert [one.pk for one in bodies(office, past=True)] == [made.pk]
    assert not bodies(office)


def test_founders_keep_their_members_and_each_is_counted_once(joint: Any) -> None:
    unit = making.unit_branch(joint)
    making.joined(joint, unit, 2)
    making.joined(joint, joint.branch, 3)
    group = organizations.create_organization(
        making.SYSTEM, area=joint.grid, kind="party_branch", name="柳园第一网格党支部", parent=joint.branch
    )
    making.joined(joint, group, 1)
    made = making.founded(joint, unit, joint.branch)
    assert directory.party_body_at(joint.community) == joint.branch
    shown = page(joint, made)
    assert [one.members for one in shown["founders"]] == [2, 4]
    assert shown["members"] == 6
    services.add_founder(joint.wang_community.actor, formation=made, organization=group)  # stands below another founder
    shown = page(joint, made)
    assert ([one.members for one in shown["founders"]], shown["members"]) == ([2, 4, 1], 6)
    (row,) = bodies(joint.zhou_department.actor)
    assert row.members == 6


def test_it_takes_one_of_a_unit_and_one_of_a_place(joint: Any) -> None:
    unit = making.unit_branch(joint)
    for founders in (
        (unit,),
        (unit, unit),
        (joint.branch, joint.other_branch),
        (unit, making.unit_branch(joint, joint.other_bureau, "水务局党支部")),
    ):
        with refused("formations.founders_needed"):
            making.founded(joint, *founders)
    with refused("formations.not_a_founder"):
        making.founded(joint, joint.bureau, joint.branch)
    far = organizations.create_organization(
        making.SYSTEM, area=joint.other_county_community, kind="party_branch", name="石桥党支部"
    )
    with refused("formations.other_county"):
        making.founded(joint, unit, far)
    with pytest.raises(OutOfScope):
        services.found_jointly(
            joint.ma_other_office.actor,
            area=joint.community,
            charter=making.charter("joint"),
            founders=(unit, joint.branch),
        )
    assert not Founder.objects.exists()


def test_a_founder_leaves_while_enough_stay(joint: Any) -> None:
    made, office = making.founded(joint), joint.wang_community.actor
    first, second = made.founders.order_by("pk")
    for one in (first, second):
        with refused("formations.founders_needed"):
            services.leave(office, founder=one, reason="不再结对")
    water = making.unit_branch(joint, joint.other_bureau, "水务局党支部")
    services.add_founder(office, formation=made, organization=water)
    with refused("formations.founds_already"):
        services.add_founder(office, formation=made, organization=water)
    services.leave(office, founder=first, reason="不再结对")
    with refused("formations.left_already"):
        services.leave(office, founder=making.again(first), reason="不再结对")
    assert sorted(one.row.left_on is None for one in page(joint, made)["founders"]) == [False, True, True]
    services.dissolve(office, formation=made, reason="任务完成")
    assert not made.founders.filter(left_on=None).exists()


def test_a_form_of_the_other_sort_is_refused(flexible: Any) -> None:
    made, office = making.set_up(flexible), flexible.wang_community.actor
    with refused("formations.not_joint"):
        services.add_founder(office, formation=made, organization=flexible.branch)
    with refused("formations.unknown"):
        making.founded(flexible, making.unit_branch(flexible), flexible.branch)


def test_one_without_end_has_no_review_and_a_temporary_one_ends_by_itself(joint: Any) -> None:
    made = making.founded(joint, until=clock.today())
    with refused("formations.no_review"):
        services.review(joint.wang_community.actor, formation=made, words="看看")
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert organizations.close_ended(making.SYSTEM) == 1
        assert not bodies(joint.wang_community.actor)


def test_its_page_lists_what_both_brought(joint: Any) -> None:
    made = making.founded(joint)
    entry = lists.posted(joint)
    claim = lists.claimed(joint, entry)
    unit, place = page(joint, made, joint.zhou_department)["founders"]
    assert [(one.is_claim, one.pk) for one in unit.brought] == [(True, claim.pk)]
    assert [(one.is_claim, one.title) for one in place.brought] == [(False, entry.title)]
    Founder.objects.update(joined_on=clock.today() + timedelta(days=1))
    assert not any(one.brought for one in page(joint, made)["founders"])


def test_the_door_to_change_is_narrower_than_the_door_to_look(joint: Any) -> None:
    made = making.founded(joint)
    selectors.formation_for(joint.ma_other_office.actor, made.pk)
    with pytest.raises(PermissionDenied):
        selectors.formation_for(joint.ma_other_office.actor, made.pk, to="formations.run")
    with pytest.raises(PermissionDenied):
        selectors.founder_for(joint.ma_other_office.actor, made.founders.first().pk, to="formations.run")
