"""Boundaries: what is taken, what is refused with which words, and what is only odd."""

import json

import pytest

from linli.foundation.audit import selectors as audit
from linli.foundation.territory import rules, selectors, services
from linli.foundation.territory.tests.ground import SYSTEM
from linli.kernel.errors import RuleBroken


def ring(west=116.0, south=36.0, size=1.0):
    east, north = round(west + size, 9), round(south + size, 9)
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def square(*args, **more):
    return {"type": "Polygon", "coordinates": [ring(*args, **more)]}


WITH_HOLE = {"type": "Polygon", "coordinates": [ring(), ring(116.4, 36.4, 0.2)]}
TWO_PARTS = {"type": "MultiPolygon", "coordinates": [[ring()], [ring(118.0, 37.0)]]}


@pytest.mark.parametrize("sound", [square(), WITH_HOLE, TWO_PARTS, square(-180.0, -90.0), square(179.0, 89.0)])
def test_sound_boundaries(sound):
    assert rules.boundary_problem(sound) == ""
    assert rules.read_boundary(json.dumps(sound)) == (sound, "")


@pytest.mark.parametrize(
    "wrapped",
    [
        {"type": "Feature", "properties": {"name": "甲"}, "geometry": square()},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": square()}]},
    ],
)
def test_one_feature_is_unwrapped(wrapped):
    assert rules.read_boundary(json.dumps(wrapped)) == (square(), "")


def test_heights_are_dropped_and_degrees_are_rounded():
    points = [[116.00000012, 36, 55], [117, 36, 55], [117, 37, 55], [116.00000012, 36, 55]]
    found, _ = rules.read_boundary(json.dumps({"type": "Polygon", "coordinates": [points], "bbox": [1]}))
    assert found == {"type": "Polygon", "coordinates": [[[116, 36], [117, 36], [117, 37], [116, 36]]]}


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({"type": "Point", "coordinates": [0, 0]}, "bad_boundary"),
        ({"type": "FeatureCollection", "features": [1, 2]}, "bad_boundary"),
        ({"type": "FeatureCollection", "features": {}}, "bad_boundary"),
        ({"type": "Polygon", "coordinates": "all of it"}, "bad_boundary"),
        ({"type": "Polygon"}, "bad_boundary"),
        ({"type": "Polygon", "coordinates": []}, "bad_boundary"),
        ({"type": "MultiPolygon", "coordinates": [[ring()], []]}, "bad_boundary"),
        ({"type": ["Polygon"]}, "bad_boundary"),
        ("Polygon", "bad_boundary"),
        (None, "bad_boundary"),
        (polygon(ring()[:3]), "boundary_bad_ring"),
        (polygon([["x", 0]] * 4), "boundary_bad_ring"),
        (polygon([[True, False]] * 4), "boundary_bad_ring"),
        (polygon([[1]] * 4), "boundary_bad_ring"),
        (polygon(7), "boundary_bad_ring"),
        (polygon(ring()[:4]), "boundary_open_ring"),
        (polygon(ring(), ring(116.4, 36.4, 0.2)[:4]), "boundary_open_ring"),
        (square(180.0, 0.0), "boundary_off_earth"),
        (square(36.0, 116.0), "boundary_off_earth"),
        (polygon([[10**400, 0]] * 4), "boundary_off_earth"),
        (polygon([[116, 36]] * 4), "boundary_flat"),
        (polygon([[116, 36], [117, 37], [118, 38], [116, 36]]), "boundary_flat"),
        (square(116.0, 36.0, 1e-8), "boundary_flat"),
        (polygon([[116, 36]] * (rules.MOST_POINTS + 1)), "boundary_too_large"),
    ],
    ids=range(24),
)
def test_what_is_wrong_is_named(value, code):
    assert rules.read_boundary(json.dumps(value)) == (None, f"territory.{code}")
    assert RuleBroken(f"territory.{code}", **rules.BOUNDARY_LIMITS).message


@pytest.mark.parametrize("text", ["", "{", "nix", '{"type": NaN}', "[" * 100_000, '{"a": 1} {"b": 2}'])
def test_what_is_no_json_is_said_so(text):
    assert rules.read_boundary(text) == (None, "territory.boundary_not_json")


def test_a_text_that_is_too_long_is_not_even_read():
    assert rules.read_boundary(" " * (rules.MOST_KILOBYTES * 1024 + 1)) == (None, "territory.boundary_too_large")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_numbers_that_are_none(value):
    assert rules.boundary_problem(polygon([[value, 0]] * 4)) == "territory.boundary_bad_ring"


@pytest.mark.parametrize(
    ("inner", "out"),
    [
        (square(116.2, 36.2, 0.5), False),
        (square(116.0, 36.0, 1.0), False),
        (square(115.99, 35.99, 1.02), False),
        (square(115.9, 36.2, 0.5), True),
        (square(116.2, 36.6, 0.5), True),
        (square(10.0, 10.0, 0.5), True),
    ],
)
def test_what_reaches_out_of_the_area_around_it(inner, out):
    assert rules.reaches_out(inner, square()) is out


@pytest.mark.parametrize(
    ("other", "seen"),
    [
        (square(116.2, 36.2, 0.5), True),
        (square(107.0, 27.0, 20.0), True),
        (square(107.0, 27.0, 20.1), False),
        (square(135.0, 36.0), True),
        (square(135.1, 36.0), False),
    ],
)
def test_a_boundary_is_no_dot_beside_what_is_drawn_with_it(other, seen):
    assert rules.seen_beside(square(), other) is seen


def test_a_boundary_is_kept_with_its_history_and_taken_away_again(ground):
    street = ground["370100001"]
    services.set_facts(SYSTEM, area=street, boundary=square())
    assert selectors.area_by_id(street.pk).boundary == square()
    line = audit.timeline(street)[0]
    assert (line.code, line.text) == ("territory.facts_changed", "修改：边界 – → 5 个点")
    services.set_facts(SYSTEM, area=street, boundary=square())
    services.set_facts(SYSTEM, area=street, boundary=TWO_PARTS)
    services.set_facts(SYSTEM, area=street, boundary=None)
    assert [one.text.split("：")[1] for one in audit.timeline(street)[:3]] == [
        "边界 10 个点 → –", "边界 5 个点 → 10 个点", "边界 – → 5 个点",
    ]  # fmt: skip
    assert selectors.area_by_id(street.pk).boundary is None


def test_a_boundary_out_of_the_nearest_one_above_is_kept_with_a_hint(ground):
    services.set_facts(SYSTEM, area=ground.county, boundary=square())
    inside = services.set_facts(SYSTEM, area=ground["370100001001"], boundary=square(116.2, 36.2, 0.5))
    assert inside.warnings == ()
    (hint,) = services.set_facts(SYSTEM, area=ground["370100001001"], boundary=square(116.8, 36.2, 0.5)).warnings
    assert "江县" in hint
    services.set_facts(SYSTEM, area=ground["370100001"], boundary=square(116.1, 36.1, 0.1))
    (hint,) = services.set_facts(SYSTEM, area=ground["370100001001"], boundary=square(116.2, 36.2, 0.5)).warnings
    assert "东街街道" in hint


def test_the_picture_shows_only_what_the_actor_sees(ground):
    street, town = ground["370100001"], ground["370100101"]
    services.set_facts(SYSTEM, area=ground.county, boundary=square())
    services.set_facts(SYSTEM, area=town, boundary=square(116.5, 36.5, 0.4))
    assert selectors.drawing_for(SYSTEM, street, None) == []

    def kinds(actor):
        return [shape["kind"] for shape in selectors.drawing_for(actor, street, square(116.1, 36.1, 0.2))]

    assert kinds(ground.keeper()) == ["around", "beside", "own"]
    assert kinds(ground.keeper(street)) == ["around", "own"]
    far = selectors.drawing_for(SYSTEM, street, square(10.0, 10.0))
    assert [shape["kind"] for shape in far] == ["own"]
    assert selectors.siblings_drawn(street) == (1, 2)
    assert selectors.siblings_drawn(ground.county) == (0, 0)


@pytest.mark.parametrize(
    ("boundary", "lat", "lng", "inside"),
    [
        (square(), 36.5, 116.5, True),
        (square(), 36.5, 117.5, False),
        (square(), 35.9, 116.5, False),
        (WITH_HOLE, 36.2, 116.2, True),
        (WITH_HOLE, 36.5, 116.5, False),
        (TWO_PARTS, 37.5, 118.5, True),
        (TWO_PARTS, 36.5, 117.5, False),
    ],
)
def test_what_a_boundary_holds(boundary, lat, lng, inside):
    assert rules.holds(boundary, lat, lng) is inside


def test_a_position_finds_its_ground_or_lies_outside(ground):
    county, grid = ground.county, ground["G1"]
    assert selectors.ground_at(county, 36.5, 116.5).pk == county.pk  # nothing is drawn nor placed: who knows
    type(grid).unscoped.filter(pk=grid.pk).update(lat=36.5, lng=116.5)
    assert selectors.ground_at(county, 36.55, 116.55) == grid
    assert selectors.ground_at(county, 36.7, 116.5) is None
    type(grid).unscoped.filter(pk=county.pk).update(boundary=square())
    assert selectors.ground_at(county, 36.9, 116.9) == grid
    assert selectors.ground_at(county, 37.1, 116.5) is None
