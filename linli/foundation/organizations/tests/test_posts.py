import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from linli.foundation.audit import selectors as audit
from linli.foundation.organizations import selectors, services
from linli.foundation.organizations.method import Floor
from linli.foundation.organizations.method import Post as PostRule
from linli.foundation.organizations.models import Post
from linli.foundation.territory import selectors as territory
from linli.foundation.territory import services as ground_services
from linli.foundation.territory.tests.ground import SYSTEM
from linli.kernel.errors import OutOfScope, RuleBroken


def test_a_post_comes_from_the_catalogue(ground):
    clerk = ground.actor("test_clerk", ground["370100001"])
    post = services.create_post(clerk, kind="grid_worker", area=ground["G1"], seats=2)
    assert (post.title, post.role, post.county) == (
        territory.rules_of(ground.county).organizations.posts["grid_worker"].label,
        "field_worker",
        ground.county,
    )
    assert audit.timeline(ground["G1"])[0].code == "organizations.post_created"
    bureau = services.create_organization(SYSTEM, area=ground.county, kind="department", name="局")
    duty = services.create_post(SYSTEM, kind="department_duty", organization=bureau)
    assert duty.area == ground.county
    assert selectors.posts_of(bureau) == [duty]
    assert post in selectors.posts_in(ground["G1"], ["grid_worker"])


def test_a_post_stands_only_where_the_method_puts_it(ground):
    bureau = services.create_organization(SYSTEM, area=ground.county, kind="department", name="局")
    wrong = [
        ({"kind": "castle_keeper", "area": ground["G1"]}, "organizations.unknown_post"),
        ({"kind": "grid_worker", "area": ground["370100001"]}, "organizations.wrong_place"),
        ({"kind": "grid_worker", "organization": bureau}, "organizations.wrong_place"),
        ({"kind": "grid_worker"}, "organizations.one_place"),
        ({"kind": "grid_worker", "area": ground["G1"], "organization": bureau}, "organizations.one_place"),
        ({"kind": "grid_worker", "area": ground["G1"], "seats": 0}, "organizations.too_many_seats"),
        ({"kind": "building_head", "area": ground["G1-1"], "seats": 2}, "organizations.too_many_seats"),
    ]
    for facts, code in wrong:
        with pytest.raises(RuleBroken) as refused:
            services.create_post(SYSTEM, **facts)
        assert refused.value.code == code
    services.create_post(SYSTEM, kind="building_head", area=ground["G1-1"])
    with pytest.raises(RuleBroken) as double:
        services.create_post(SYSTEM, kind="building_head", area=ground["G1-1"])
    assert double.value.code == "organizations.post_exists"
    with pytest.raises(OutOfScope):
        services.create_post(ground.actor("test_clerk", ground["370100101"]), kind="grid_worker", area=ground["G1"])


def test_a_held_post_stays(ground):
    post = services.create_post(SYSTEM, kind="grid_worker", area=ground["G1"])
    services.set_filled({post.pk: 1})
    with pytest.raises(RuleBroken):
        services.close_post(SYSTEM, post=post)
    services.set_filled({post.pk: 0})
    services.close_post(SYSTEM, post=post)
    services.close_post(SYSTEM, post=post)
    assert audit.timeline(ground["G1"])[0].code == "organizations.post_closed"
    assert post not in selectors.posts_in(ground["G1"])


def test_the_door_to_a_post(ground):
    post = services.create_post(SYSTEM, kind="grid_worker", area=ground["G1"])
    with pytest.raises(PermissionDenied):
        selectors.post_for(ground.actor("test_reader", ground.county), post.pk, to="organizations.change")
    for stranger in (ground.actor("test_reader", ground["370100101"]), ground.actor("test_reader", ground.other)):
        with pytest.raises(Http404):
            selectors.post_for(stranger, post.pk)


def test_required_posts_are_made_once(ground):
    made = services.create_required_posts(SYSTEM, county=ground.county)
    assert made == Post.unscoped.filter(county=ground.county).count() > 0
    assert services.create_required_posts(SYSTEM, county=ground.county) == 0
    catalogue = territory.rules_of(ground.county).organizations.posts
    demanded = {
        code for code, rule in catalogue.items() if rule.area and rule.per_area in ("exactly_one", "at_least_one")
    }
    new = ground_services.create_area(SYSTEM, parent=ground["G1-1"], kind="stairwell", name="2单元").area
    expected = {code for code in demanded if "stairwell" in catalogue[code].area}
    assert {post.kind for post in selectors.posts_in(new)} == expected


def test_vacancies_are_empty_seats_in_ones_reach(ground):
    here = services.create_post(SYSTEM, kind="grid_worker", area=ground["G1"], seats=2)
    full = services.create_post(SYSTEM, kind="grid_worker", area=ground["G2"])
    services.set_filled({here.pk: 1, full.pk: 1})
    clerk = ground.actor("test_clerk", ground["370100001"])
    assert [(post.pk, post.missing) for post in selectors.vacancies(clerk, kind="grid_worker")] == [(here.pk, 1)]
    assert not selectors.vacancies(ground.actor("test_clerk", ground["370100101"])).exists()


@pytest.mark.parametrize(("staff", "missing"), [(11, 1), (12, 0), (0, 12)])
def test_a_community_needs_its_floor_of_full_time_staff(ground, staff, missing):
    """Q29: at least twelve full-time people in each community."""
    catalogue = territory.rules_of(ground.county).organizations
    floor = next(floor for floor in catalogue.floors.values() if floor.area == "community" and floor.at_least == 12)
    counted = floor.posts or [code for code, rule in catalogue.posts.items() if rule.full_time]
    code = next(
        code
        for code in counted
        if "community" in catalogue.posts[code].area
        and catalogue.posts[code].seats is None
        and catalogue.posts[code].per_area in ("any", "at_least_one")
    )
    if staff:
        post = services.create_post(SYSTEM, kind=code, area=ground["370100001001"], seats=staff)
        services.set_filled({post.pk: staff})
    rows = selectors.shortfalls(ground.actor("test_clerk", ground["370100001"]), ground.county)
    found = {row.where: row.missing for row in rows if row.mark is floor}
    assert found.get("向阳社区", 0) == missing
    assert found["文苑社区"] == 12


def test_villages_are_asked_for_nothing_that_is_asked_of_communities(ground):
    """Q28, Q29, Q55: floor, specialists and officer are due in each community; 1,016 villages stand beside them."""
    catalogue = territory.rules_of(ground.county).organizations
    rows = selectors.shortfalls(ground.actor("test_clerk", ground.county), ground.county)
    officer, floor = catalogue.posts["community_police"], catalogue.floors["community_staff"]
    specialists = [post for code, post in catalogue.posts.items() if code.startswith("specialist_")]
    assert len(specialists) == 5
    for rule in (officer, floor, *specialists):
        assert {row.where for row in rows if row.mark is rule} == {"向阳社区", "文苑社区"}, rule.label
    services.create_required_posts(SYSTEM, county=ground.county)
    demanded = {post.kind for post in selectors.posts_in(ground["370100101200"])}
    assert not {"community_police", "specialist_law"} & demanded
    with pytest.raises(RuleBroken) as refused:
        services.create_post(SYSTEM, kind="community_police", area=ground["370100101200"])
    assert refused.value.code == "organizations.wrong_place"
    services.create_post(SYSTEM, kind="community_secretary", area=ground["370100101200"])


def test_kinds_must_share_the_rank_of_their_rule():
    with pytest.raises(ValueError, match="none of the ranks"):
        PostRule(label="x", role="office", area=("community",), kinds=("grid",), assumed="x")
    with pytest.raises(ValueError, match="none of the ranks"):
        Floor(label="x", area="community", kinds=("street",), at_least=1, assumed="x")


def test_a_place_with_nobody_or_too_many_is_a_gap(ground):
    catalogue = territory.rules_of(ground.county).organizations.posts
    code = next(code for code, rule in catalogue.items() if rule.per_area == "exactly_one" and rule.area)
    kinds = catalogue[code].area
    place = next(
        area
        for area in (ground["370100001001"], ground["G1"], ground["G1-1"], ground["G1-1-1"], ground["370100001"])
        if territory.ancestor_of_rank(area, kinds[0]) == area
    )

    def gap():
        rows = selectors.shortfalls(SYSTEM, ground.county)
        return next(
            ((row.missing, row.surplus) for row in rows if row.place_id == place.pk and row.mark is catalogue[code]),
            None,
        )

    assert gap() == (1, 0)
    post = services.create_post(SYSTEM, kind=code, area=place)
    services.set_filled({post.pk: 1})
    assert gap() is None
    services.set_filled({post.pk: 2})
    assert gap() == (0, 1)
