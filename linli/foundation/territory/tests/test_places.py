import pytest

from linli.foundation.territory import selectors, services
from linli.foundation.territory.tests.ground import SYSTEM
from linli.kernel.errors import RuleBroken


@pytest.fixture
def home(ground):
    compound = services.create_compound(SYSTEM, community=ground["370100001001"], name="幸福里")
    services.cover_compound(SYSTEM, compound=compound, grid=ground["G1"])
    services.set_facts(SYSTEM, area=ground["G1-1"], compound=compound)
    return compound


def test_people_find_places_by_what_they_call_them(ground, home):
    services.assign_address(SYSTEM, grid=ground["G2"], road="东大街", first=2, last=98, parity="even")
    found = {text: [place.key for place in selectors.search_places(ground.county, text)] for text in (
        "幸福", "幸福里1号楼", "幸福里 1", "向阳", "东大街18号", "东大街19号", "前王村", "没有这里", "  ", "1号楼")}  # fmt: skip
    building, community = f"area:{ground['G1-1'].pk}", f"area:{ground['370100001001'].pk}"
    assert found["幸福"] == [f"compound:{home.pk}"]
    assert found["幸福里1号楼"] == found["幸福里 1"] == [building]
    assert found["向阳"] == [community]
    assert found["东大街18号"][0].startswith("range:")
    assert found["东大街19号"] == found["没有这里"] == found["  "] == []
    assert found["前王村"] == [f"area:{ground['370100101200'].pk}"]
    assert building in found["1号楼"]
    assert selectors.search_places(ground.other, "向阳") == []


def test_a_place_says_where_it_is(ground, home):
    (place,) = selectors.search_places(ground.county, "幸福里")
    assert (place.where, place.area_id, place.compound_id) == ("东街街道向阳社区", ground["G1"].pk, home.pk)
    services.cover_compound(SYSTEM, compound=home, grid=ground["G2"])
    (place,) = selectors.search_places(ground.county, "幸福里")
    assert place.area_id == ground["370100001001"].pk
    building = selectors.place_of(ground["G1-1"])
    assert building.label == "幸福里1号楼 · 东街街道向阳社区第一网格"


def test_search_survives_any_text(ground):
    for text in ("%", "_", "\\", "'; drop table", "\x00", "😀" * 100, "路" * 5000, "1" * 5000 + "号", "\u202e"):
        assert isinstance(selectors.search_places(ground.county, text), list)


def test_keys_lead_back_to_places_of_this_county_only(ground, home):
    row = services.assign_address(SYSTEM, grid=ground["G2"], road="东大街", first=2, last=98)
    for key in (f"area:{ground['G1'].pk}", f"compound:{home.pk}", f"range:{row.pk}"):
        assert selectors.place_by_key(ground.county, key).key == key
        with pytest.raises(RuleBroken):
            selectors.place_by_key(ground.other, key)
    for key in ("", "area:", "area:x", "area:999999999", "area:" + "9" * 40, "castle:1", "area:²"):
        with pytest.raises(RuleBroken):
            selectors.place_by_key(ground.county, key)
    services.close_area(SYSTEM, area=ground["370100101200"])
    with pytest.raises(RuleBroken):
        selectors.place_by_key(ground.county, f"area:{selectors.area_by_id(ground.county.pk).pk + 10**9}")


def test_stickers_lead_to_their_building(ground):
    building = ground["G1-1"]
    code = selectors.qr_code(building)
    assert selectors.place_by_code(f" {code.upper()} ").area_id == building.pk
    assert selectors.area_by_code(ground.county, code) == building
    assert selectors.area_by_code(ground.other, code) is None
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
    for text in (wrong, "", "a", "lo1", "z" * 50, "很好"):
        assert selectors.place_by_code(text) is None
        assert selectors.area_by_code(ground.county, text) is None


def test_the_nearest_grid_is_a_guess_by_position(ground):
    assert selectors.nearest_grid(ground.county, 36.7, 116.7) is None
    services.set_facts(SYSTEM, area=ground["G1"], lat=36.70, lng=116.70)
    services.set_facts(SYSTEM, area=ground["G2"], lat=36.80, lng=116.70)
    assert selectors.nearest_grid(ground.county, 36.71, 116.71) == ground["G1"]


def test_the_way_up(ground):
    stairwell = ground["G1-1-1"]
    assert selectors.grid_of(stairwell) == ground["G1"]
    assert selectors.grid_of(ground["370100001"]) is None
    assert selectors.ancestor_of_rank(stairwell, "township") == ground["370100001"]
    assert selectors.ancestor_of_kind(stairwell, "village") is None
    assert [area.depth for area in selectors.lineage(stairwell)] == [0, 1, 2, 3, 4, 5]
    assert selectors.ancestors(ground.county) == []


def test_everyone_sees_their_own_tree(ground):
    street = ground.actor("test_reader", ground["370100001"])
    assert selectors.tree_for(street) == [ground["370100001"]]
    assert {area.code for area in selectors.tree_for(street, ground["370100001"])} >= {"G1", "G1-1-1"}
    assert selectors.tree_for(street, ground["370100101"]) == []
    assert selectors.children_of(street, ground["370100001001"]) == [ground["G1"], ground["G2"]]
    assert selectors.tree_for(ground.actor("test_reader", ground.other)) == [ground.other]
