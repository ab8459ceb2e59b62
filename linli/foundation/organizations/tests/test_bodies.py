from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from linli.foundation.audit import selectors as audit
from linli.foundation.organizations import selectors, services, tasks
from linli.foundation.organizations.models import Organization, Post
from linli.foundation.territory import services as territory
from linli.foundation.territory.tests.ground import SYSTEM
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken


@pytest.fixture
def bureau(ground):
    return services.create_organization(
        SYSTEM, area=ground.county, kind="department", name="城管局", code="D1", serves_county=True
    )


def make(ground, area="370100001", **facts):
    facts = {"kind": "property_company", "name": "某物业", **facts}
    return services.create_organization(SYSTEM, area=ground[area], **facts)


def test_it_creates_an_organization_with_history(ground):
    clerk = ground.actor("test_clerk", ground["370100001"])
    made = services.create_organization(
        clerk,
        area=ground["370100001001"],
        kind="property_company",
        name=" 某物业 ",
        uscc="91350100m000100y43",
        serves=[ground["G1"]],
    )
    assert (made.name, made.uscc, made.county) == ("某物业", "91350100M000100Y43", ground.county)
    assert selectors.served_by(made) == [ground["G1"]]
    assert [line.code for line in audit.timeline(made)] == ["organizations.created"]


def test_what_cannot_be_is_refused(ground, bureau):
    wrong = [
        {"kind": "castle"},
        {"name": " "},
        {"name": "x" * 121},
        {"name": "a\nb"},
        {"uscc": "91350100M000100Y44"},
        {"code": "D1"},
        {"hours": [["12:00", "08:00"]]},
        {"kind": "working_group"},
        {"kind": "working_group", "ends_on": date(2020, 1, 1)},
        {"parent": bureau, "second_superior": bureau},
        {"serves": [ground.other]},
    ]
    for facts in wrong:
        with pytest.raises(RuleBroken):
            make(ground, **facts)
    stranger = services.create_organization(SYSTEM, area=ground.other, kind="department", name="别县局")
    with pytest.raises(RuleBroken):
        make(ground, parent=stranger)
    assert Organization.unscoped.count() == 2


def test_who_may_not_change_changes_nothing(ground):
    for actor in (
        ground.actor("test_clerk", ground["370100101"]),
        ground.actor("test_reader", ground.county),
        ground.actor("test_clerk", ground.other),
        Actor.public(),
    ):
        with pytest.raises(OutOfScope):
            services.create_organization(actor, area=ground["370100001"], kind="property_company", name="某物业")
    made = make(ground)
    with pytest.raises(OutOfScope):
        services.change_organization(ground.actor("test_clerk", ground["370100101"]), organization=made, name="别名")
    made.refresh_from_db()
    assert made.name == "某物业"


def test_the_door_hides_and_denies(ground, bureau):
    company = make(ground)
    village = ground.actor("test_clerk", ground["370100101"])
    assert selectors.organization_for(village, bureau.pk) == bureau
    with pytest.raises(PermissionDenied):
        selectors.organization_for(village, bureau.pk, to="organizations.change")
    for stranger in (village, ground.actor("test_reader", ground.other), Actor.public()):
        with pytest.raises(Http404):
            selectors.organization_for(stranger, company.pk)
    assert list(selectors.organizations_for(village)) == [bureau]
    assert set(selectors.organizations_for(ground.actor("test_reader", ground.county), kind="property_company")) == {
        company
    }


def test_changes_are_told_apart(ground, bureau):
    services.change_organization(
        SYSTEM, organization=bureau, name="综合执法局", hours=[["09:00", "17:00"]], serves=[ground["370100001"]]
    )
    lines = audit.timeline(bureau)
    assert "城管局 → 综合执法局" in lines[0].data["what"]
    again = services.change_organization(SYSTEM, organization=bureau, name="综合执法局", serves=[ground["370100001"]])
    assert len(audit.timeline(again)) == len(lines)
    assert selectors.work_hours(again) == ((time(9), time(17)),)


def test_two_superiors_but_no_ring(ground, bureau):
    office = make(ground, kind="street_office", name="街道办", code="O1")
    team = make(ground, kind="enforcement_team", name="执法中队", parent=bureau, second_superior=office)
    assert selectors.superiors(team) == [bureau, office]
    assert selectors.parts_of(office) == [team]
    for link in ("parent", "second_superior"):
        with pytest.raises(RuleBroken):
            services.change_organization(SYSTEM, organization=office, **{link: team})
    with pytest.raises(RuleBroken):
        services.change_organization(SYSTEM, organization=team, parent=team)


def test_closing_waits_for_people_parts_and_duties(ground, bureau):
    post = services.create_post(SYSTEM, kind="department_duty", organization=bureau)
    services.set_filled({post.pk: 1})
    duty = services.set_duty(SYSTEM, county=ground.county, category="social/request/01", lead=bureau)
    part = make(ground, kind="enforcement_team", name="执法中队", parent=bureau)
    steps = [
        ("organizations.has_posts", lambda: services.set_filled({post.pk: 0})),
        ("organizations.has_parts", lambda: services.close_organization(SYSTEM, organization=part)),
        ("organizations.leads_duties", lambda: services.end_duty(SYSTEM, duty=duty)),
    ]
    for code, clear in steps:
        with pytest.raises(RuleBroken) as refused:
            services.close_organization(SYSTEM, organization=bureau)
        assert refused.value.code == code
        clear()
    assert services.close_organization(SYSTEM, organization=bureau).valid_to == clock.today()
    assert not Post.unscoped.filter(pk=post.pk, valid_to=None).exists()
    with pytest.raises(RuleBroken) as again:
        services.close_organization(SYSTEM, organization=bureau)
    assert again.value.code == "organizations.closed"


def test_temporary_ones_end_after_their_last_day(ground):
    with clock.frozen(datetime(2026, 3, 1, tzinfo=UTC)):
        group = make(ground, kind="working_group", name="防汛专班", ends_on=date(2026, 3, 31))
    with clock.frozen(datetime(2026, 3, 31, 1, tzinfo=UTC)):
        assert services.close_ended(SYSTEM) == 0
    with clock.frozen(datetime(2026, 4, 1, 1, tzinfo=UTC)):
        assert tasks.end_temporary() == 1
        assert services.close_ended(SYSTEM) == 0
    group.refresh_from_db()
    assert group.valid_to == date(2026, 4, 1)
    assert audit.timeline(group)[0].code == "organizations.closed"


def test_whom_one_may_call(ground, bureau):
    office = make(ground, kind="street_office", name="街道办")
    served = services.create_organization(
        SYSTEM, area=ground.county, kind="resident_unit", name="某厂", serves=[ground["370100001001"]]
    )
    make(ground, area="370100101", name="镇物业")
    assert set(selectors.callable_for(ground["G1"])) == {bureau, office, served}
    assert selectors.callable_for(ground["G3"], kinds=["department"]) == [bureau]


def test_working_time_is_its_own_or_the_countys(ground, bureau):
    assert selectors.work_hours(bureau)[0][0] == time(8, 30)
    assert selectors.calendar_for(county=ground.county).hours == selectors.work_hours(bureau)


def test_seats_and_posts_follow_the_ground(ground):
    company = make(ground, area="G1", serves=[ground["G1"]])
    post = services.create_post(SYSTEM, kind="grid_worker", area=ground["G1"])
    territory.merge_areas(SYSTEM, areas=[ground["G1"]], into=ground["G2"])
    company.refresh_from_db()
    post.refresh_from_db()
    assert company.area == post.area == ground["G2"]
    assert selectors.served_by(company) == [ground["G2"]]
