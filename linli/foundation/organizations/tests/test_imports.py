import pytest

from linli.foundation.organizations import selectors, services
from linli.foundation.organizations.models import Post
from linli.foundation.territory.tests.ground import SYSTEM
from linli.kernel.errors import OutOfScope, RuleBroken

BODIES = (
    {"kind": "department", "name": "城管局", "code": "D1", "serves_county": True},
    {
        "kind": "street_office",
        "name": "街道办",
        "code": "O1",
        "area": "370100001",
        "serves": "370100001001;370100001002",
    },
    {
        "kind": "enforcement_team",
        "name": "中队",
        "code": "T1",
        "area": "370100001",
        "parent": "D1",
        "second_superior": "O1",
    },
)


def test_a_county_is_loaded_in_bulk(ground, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        bureau, office, team = services.import_organizations(SYSTEM, county=ground.county, rows=BODIES).made
        posts = services.import_posts(
            SYSTEM,
            county=ground.county,
            rows=[{"kind": "grid_worker", "area": f"G{n}"} for n in (1, 2, 3)]
            + [{"kind": "department_duty", "organization": "D1", "seats": 2}],
        )
        rows = [{"category": "s/matter/01", "lead": "D1", "assisting": ["T1", office], "not_to_grid": True}]
        (duty,) = services.import_duties(SYSTEM, county=ground.county, rows=rows)
    assert selectors.superiors(team) == [bureau, office]
    assert selectors.served_by(office) == [ground["370100001001"], ground["370100001002"]]
    assert Post.unscoped.get(pk=posts[3].pk).area == ground.county
    assert set(duty.assisting.all()) == {team, office}


def test_one_bad_row_refuses_all(ground):
    head = {"kind": "building_head", "area": "G1-1"}
    for rows in ([head, head], [{"kind": "grid_worker", "area": "370100001"}], [{"kind": "castle", "area": "G1"}]):
        with pytest.raises(RuleBroken):
            services.import_posts(SYSTEM, county=ground.county, rows=rows)
    with pytest.raises(RuleBroken):
        services.import_duties(SYSTEM, county=ground.county, rows=[{"category": "s/m/1", "lead": "nobody"}])
    with pytest.raises(OutOfScope):
        services.import_posts(ground.actor("test_clerk", ground["370100001"]), county=ground.county, rows=[])
    assert not Post.unscoped.exists()
