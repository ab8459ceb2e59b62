"""Pictures as numbers."""

import math

import pytest

from linli.surfaces.web import plot, svg


def test_a_ring_has_one_arc_for_each_call_and_covers_the_circle():
    segments = svg.ring(["in", "wait", "late"])
    assert [(one.number, one.state) for one in segments] == [(1, "in"), (2, "wait"), (3, "late")]
    assert segments[0].path == "M108.9 24.1A80 80 0 0 1 175.6 139.7"
    assert (segments[1].x, segments[1].y) == ("104.0", "184.0")


def test_one_call_is_a_whole_ring_and_none_is_no_arc():
    assert svg.ring(["in"])[0].path.count("A80") == 2, "a single arc would end where it begins and draw nothing"
    assert svg.ring([]) == []


@pytest.mark.parametrize(
    ("count", "largest", "step"), [(0, 9, 0), (1, 9, 1), (3, 9, 2), (5, 9, 3), (9, 9, 4), (1, 1, 4), (0, 0, 0)]
)
def test_heat_is_nothing_only_for_nothing(count, largest, step):
    assert svg.heat(count, largest) == step


def test_the_legend_tells_every_step_in_use():
    assert svg.heat_bands(9) == [(0, 0, 0), (1, 1, 2), (2, 3, 4), (3, 5, 6), (4, 7, 9)]
    assert svg.heat_bands(0) == [(0, 0, 0)]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 9, 15, 17, 24, 40])
def test_cells_touch_but_never_overlap(count):
    cells = svg.comb(count).cells
    assert len(cells) == count
    middles = [(cell.x, cell.y) for cell in cells]
    near = [math.dist(a, b) for i, a in enumerate(middles) for b in middles[:i]]
    assert all(gap > 96.9 for gap in near)
    assert count < 2 or min(near) < 97.1


SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]}


def test_a_map_fits_its_frame_and_puts_words_in_the_middle():
    picture = svg.area_map([SQUARE])
    (outline,) = picture.outlines
    assert picture.view_box == "-6 -6 492 492"
    assert (float(outline.x), float(outline.y)) == pytest.approx((240, 240), abs=0.2)
    assert outline.path.startswith("M0.0 480.0")
    assert outline.path.endswith("Z")


def test_many_polygons_are_one_outline_with_its_words_in_the_largest():
    island = [[[10, 0], [10.1, 0], [10.1, 0.1], [10, 0]]]
    both = {"type": "MultiPolygon", "coordinates": [SQUARE["coordinates"], island]}
    (outline,) = svg.area_map([both]).outlines
    assert outline.path.count("M") == 2
    assert float(outline.x) < 100


def test_a_point_is_refused_and_nothing_is_an_empty_map():
    with pytest.raises(ValueError, match="Point"):
        svg.rings({"type": "Point", "coordinates": [1, 2]})
    assert svg.area_map([]).outlines == []


def test_points_that_no_screen_shows_are_left_out_but_a_shape_stays():
    dense = [(i / 10, 0.0) for i in range(100)]
    assert len(svg.thin(dense)) < 12
    tiny = [(0.0, 0.0), (0.1, 0.0), (0.1, 0.1)]
    assert svg.thin(tiny) == tiny


def test_the_middle_of_a_line_is_the_mean_of_its_points():
    assert svg.centroid([(0, 0), (2, 2), (4, 4)]) == (2, 2)


@pytest.mark.parametrize(("most", "top"), [(0, 4), (3, 4), (7, 8), (806, 1000), (1000, 1000), (1001, 1200), (55, 60)])
def test_an_axis_ends_at_a_round_number(most, top):
    assert plot.ceiling(most) == pytest.approx(top)


def test_a_line_begins_left_and_ends_right():
    line = plot.line("受理", [0, 500, 1000], 1000)
    assert line.points == "60.0,194.0 296.0,105.0 532.0,16.0"
    assert plot.line("没有", [], 4).points == ""


def test_at_most_seven_labels_and_the_last_is_always_there():
    ticks = plot.labels([str(n) for n in range(30)])
    assert len(ticks) <= 7
    assert ticks[-1].text == "29"
    assert not ticks[-1].spare


def test_the_largest_bar_fills_the_picture():
    small, large = plot.bars([("一", 10, ""), ("二", 40, "jade")])
    assert (small.height, large.height) == ("40.0", "160.0")
    assert plot.bars([("零", 0, "")])[0].height == "0.0"


def test_a_flat_spark_runs_through_the_middle():
    assert plot.spark([5, 5]) == "0.0,12.0 96.0,12.0"
    assert plot.spark([]) == ""
