import pytest

from linli.foundation.methods.loader import rules_from_files
from linli.foundation.territory import rules


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        (" 向阳社区 ", "向阳社区"),
        ("a" * 80, "a" * 80),
        ("a" * 81, None),
        ("", None),
        ("a\nb", None),
        ("a\x00", None),
        ("\u202eb", None),
    ],
)
def test_names_are_trimmed_or_refused(name, clean):
    assert rules.clean_name(name) == clean


@pytest.mark.parametrize(
    ("code", "fits"),
    [("", True), ("370102001", True), ("G1-2.a", True), ("-1", False), ("a b", False), ("x" * 41, False)],
)
def test_codes(code, fits):
    assert rules.is_code(code) is fits


def test_a_community_code_begins_with_its_townships():
    assert rules.stem_missing("community", "370102001003", "370102001") is None
    assert rules.stem_missing("community", "370102002003", "370102001") == "370102001"
    assert rules.stem_missing("grid", "370102002003", "370102001") is None
    assert rules.stem_missing("village", "V1", "370102001") is None


@pytest.mark.parametrize(("parity", "ends"), [("both", (10, 21)), ("odd", (11, 21)), ("even", (10, 20))])
def test_a_side_of_the_road_has_its_own_ends(parity, ends):
    assert rules.narrowed(10, 21, parity) == ends


def test_positions_are_on_earth_and_whole():
    assert rules.is_position(None, None)
    assert rules.is_position(36.7, 116.8)
    assert not rules.is_position(36.7, None)
    assert not rules.is_position(91, 0)


@pytest.mark.parametrize(
    ("households", "outside"), [(79, (80, 120)), (80, None), (120, None), (121, (80, 120)), (None, None)]
)
def test_the_size_band_warns_beyond_its_edges(households, outside):
    territory = rules_from_files("longkou").territory
    assert rules.size_band(territory, "grid_unit", households, None) == outside
    assert rules.size_band(territory, "building", households, None) is None


def test_numbers_in_names_sort_by_size():
    names = ["10 号楼", "2 号楼", "2 号楼甲", "东区 1", "1 号楼", ""]
    assert sorted(names, key=rules.natural) == ["", "1 号楼", "2 号楼", "2 号楼甲", "10 号楼", "东区 1"]
    assert rules.natural("²" + "9" * 40)


def test_claims_are_made_once():
    assert rules.assigned_once([1, 2, 3], [[1], [2]]) == set()
    assert rules.assigned_once([1, 2, 3], [[1, 2], [2], [9]]) == {2, 9}


def test_the_nearest_centre_is_the_one_that_a_walk_over_all_would_find() -> None:
    import random

    chance = random.Random("nearest")
    centres = [(number, 36 + chance.random(), 116 + chance.random()) for number in range(300)]
    centres += [(900, 36.5, 116.5), (901, 36.5, 116.5)]  # the same place twice: the first one
    nearest = rules.Nearest(centres)
    for _ in range(200):
        lat, lng = 35.5 + 2 * chance.random(), 115.5 + 2 * chance.random()
        assert nearest.to(lat, lng) == min(
            ((pk, (its_lat - lat) ** 2 + (0.8 * (its_lng - lng)) ** 2) for pk, its_lat, its_lng in centres),
            key=lambda row: (row[1], row[0]),
        )
    assert nearest.to(36.5, 116.5) == (900, 0.0) and rules.Nearest([]).to(36.5, 116.5) is None
    assert rules.ground_of(None, 7, is_drawn=False) == 7
    assert [rules.ground_of((3, gap), 7, is_drawn=False) for gap in (0.01, 0.0101)] == [3, 0]
    assert rules.ground_of((3, 5.0), 7, is_drawn=True) == 3
