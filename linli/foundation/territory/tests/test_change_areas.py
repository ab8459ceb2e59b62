from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from linli.foundation.audit import selectors as audit
from linli.foundation.territory import selectors, services
from linli.foundation.territory.models import Area, AreaCode
from linli.foundation.territory.tests.ground import SYSTEM
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken


def codes(area):
    return [line.code for line in audit.timeline(area)]


def test_it_creates_an_area_where_the_method_allows_it(ground):
    keeper = ground.keeper(ground["370100001"])
    made = services.create_area(keeper, parent=ground["370100001001"], kind="grid", name=" 第九网格 ", code="G9").area
    assert (made.name, made.grid_kind, made.depth) == ("第九网格", "ordinary", 3)
    assert made.path == f"{ground['370100001001'].path}{made.pk}."
    assert codes(made) == ["territory.area_created"]
    for kind, parent in (("building", "370100001001"), ("county", "370100001"), ("grid_unit", "G1"), ("castle", "G1")):
        with pytest.raises(RuleBroken):
            services.create_area(SYSTEM, parent=ground[parent], kind=kind, name="x")
    for broken in (
        {"name": ""},
        {"code": "G1"},
        {"code": "a b"},
        {"lat": 99.0, "lng": 1.0},
        {"boundary": {"type": "x"}},
        {"grid_kind": "unit"},
    ):
        with pytest.raises(RuleBroken):
            services.create_area(SYSTEM, parent=ground["370100001001"], kind="grid", **{"name": "y", **broken})
    assert not Area.unscoped.filter(name__in="xy").exists()


def test_strangers_and_readers_change_nothing(ground):
    grid = ground["G1"]
    for actor in (
        ground.keeper(ground["370100101"]),
        ground.keeper(ground.other),
        ground.actor("test_reader", ground.county),
        Actor.public(),
    ):
        with pytest.raises(OutOfScope):
            services.rename_area(actor, area=grid, name="别名")
        with pytest.raises(OutOfScope):
            services.create_area(actor, parent=grid, kind="building", name="9号楼")
    grid.refresh_from_db()
    assert grid.name == "第一网格"
    assert codes(grid) == []


def test_the_door_hides_and_denies(ground):
    grid = ground["G1"]
    reader = ground.actor("test_reader", ground["370100001"])
    assert selectors.area_for(reader, grid.pk) == grid
    with pytest.raises(PermissionDenied):
        selectors.area_for(reader, grid.pk, to="territory.change")
    for stranger in (
        ground.actor("test_reader", ground["370100101"]),
        ground.actor("test_reader", ground.other),
        Actor.public(),
    ):
        with pytest.raises(Http404):
            selectors.area_for(stranger, grid.pk)


def test_renaming_keeps_the_old_name_in_history(ground):
    grid = services.rename_area(SYSTEM, area=ground["G1"], name="花园网格", short_name="花园")
    services.rename_area(SYSTEM, area=grid, name="花园网格")
    lines = audit.timeline(grid)
    assert [line.data for line in lines] == [{"old": "第一网格", "new": "花园网格"}]


def test_facts_and_codes(ground):
    outcome = services.set_facts(SYSTEM, area=ground["G1"], households=120, lat=36.7, lng=116.7)
    assert outcome.area.households == 120
    assert codes(outcome.area) == ["territory.facts_changed"]
    services.set_facts(SYSTEM, area=ground["G1"], households=120)
    assert len(codes(outcome.area)) == 1
    first = services.add_code(SYSTEM, area=ground["G1"], system="unit_grid", code="370102001001001")
    again = services.add_code(SYSTEM, area=ground["G1"], system="unit_grid", code="370102001001001")
    assert first == again
    assert AreaCode.unscoped.count() == 1
    assert selectors.area_by_foreign_code(ground.county, "unit_grid", "370102001001001") == ground["G1"]


def test_an_odd_community_code_is_a_warning(ground):
    outcome = services.create_area(
        SYSTEM, parent=ground["370100001"], kind="community", name="新社区", code="370100002009"
    )
    assert len(outcome.warnings) == 1


def test_a_community_changes_its_type_on_a_day(ground):
    from linli.foundation.methods import services as methods

    methods.install_method(SYSTEM, slug="longkou")
    county = services.create_county(SYSTEM, slug="hai", method_slug="longkou", name="海市")
    street = services.create_area(SYSTEM, parent=county, kind="street", name="海街").area
    place = services.create_area(SYSTEM, parent=street, kind="community", name="海社区").area
    types = list(selectors.rules_of(county).territory.community_types)
    with clock.frozen(datetime(2025, 3, 1, tzinfo=UTC)):
        services.set_community_type(SYSTEM, area=place, type=types[0])
    with clock.frozen(datetime(2025, 6, 1, tzinfo=UTC)):
        services.set_community_type(SYSTEM, area=place, type=types[1])
        assert selectors.community_type_of(place) == types[1]
        assert selectors.community_type_of(place, date(2025, 5, 31)) == types[0]
        assert selectors.community_type_of(place, date(2025, 2, 28)) == ""
        with pytest.raises(RuleBroken):
            services.set_community_type(SYSTEM, area=place, type=types[0], since=date(2025, 6, 1))
    for area, wrong in ((street, types[0]), (place, "castle")):
        with pytest.raises(RuleBroken):
            services.set_community_type(SYSTEM, area=area, type=wrong)


def test_closing_needs_an_empty_area_and_happens_once(ground):
    with pytest.raises(RuleBroken) as refused:
        services.close_area(SYSTEM, area=ground["G1"])
    assert refused.value.code == "territory.has_children"
    with pytest.raises(RuleBroken):
        services.close_area(SYSTEM, area=ground.county)
    grid = ground["G2"]
    closed = services.close_area(SYSTEM, area=grid)
    assert closed.valid_to == clock.today()
    assert codes(closed) == ["territory.area_closed"]
    assert [row.successor for row in selectors.successors_of(closed)] == [ground["370100001001"]]
    with pytest.raises(RuleBroken) as again:
        services.close_area(SYSTEM, area=grid)
    assert again.value.code == "territory.closed"
    services.create_area(SYSTEM, parent=ground["370100001001"], kind="grid", name="第二网格", code="G2")


def test_only_the_system_makes_counties(ground):
    with pytest.raises(OutOfScope):
        services.create_county(ground.keeper(), slug="x", method_slug="qihe", name="x")
    with pytest.raises(RuleBroken):
        services.create_county(SYSTEM, slug="jiang", method_slug="qihe", name="x")
