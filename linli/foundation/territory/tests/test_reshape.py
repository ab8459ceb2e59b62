import pytest

from linli.foundation.audit import selectors as audit
from linli.foundation.territory import selectors, services
from linli.foundation.territory.models import AddressRange, Area
from linli.foundation.territory.services import Part, _changes
from linli.foundation.territory.states import Change
from linli.foundation.territory.tests.ground import SYSTEM
from linli.kernel.errors import OutOfScope, RuleBroken


@pytest.fixture
def told(monkeypatch):
    changes = []
    monkeypatch.setattr(_changes, "_followers", [*_changes._followers, lambda actor, change: changes.append(change)])
    return changes


def test_a_subtree_moves_with_everything_below(ground, told):
    grid, home, stairwell = ground["G1"], ground["370100001002"], ground["G1-1-1"]
    services.move_area(SYSTEM, area=grid, parent=home)
    moved = ground["G1-1-1"]
    assert moved.path == f"{home.path}{grid.pk}.{stairwell.parent_id}.{stairwell.pk}."
    assert moved.depth == stairwell.depth
    assert selectors.full_name(moved) == "东街街道文苑社区第一网格1号楼1单元"
    assert audit.timeline(grid)[0].data == {"old": "东街街道向阳社区第一网格", "new": "东街街道文苑社区第一网格"}
    assert [change.action for change in told] == [Change.MOVED]
    services.move_area(SYSTEM, area=grid, parent=home)
    assert len(audit.timeline(grid)) == 1


def test_a_move_changes_depth_of_all_below(ground):
    """A county may place a village's grid higher in one move of the whole township level."""
    village = ground["370100101200"]
    services.move_area(SYSTEM, area=village, parent=ground["370100001"])
    assert ground["370100101200"].path.startswith(ground["370100001"].path)


def test_moves_that_make_no_sense_are_refused(ground):
    wrong = [
        (ground["G1"], ground["G2"], "territory.wrong_parent"),
        (ground["370100001"], ground["G1"], "territory.cycle"),
        (ground["370100001"], ground["370100001"], "territory.cycle"),
        (ground.county, ground["370100001"], "territory.root"),
        (ground["370100001"], ground.other, "territory.other_county"),
    ]
    for area, parent, code in wrong:
        with pytest.raises(RuleBroken) as refused:
            services.move_area(SYSTEM, area=area, parent=parent)
        assert refused.value.code == code


def test_moving_needs_the_right_at_both_places(ground):
    keeper = ground.keeper(ground["370100001001"])
    with pytest.raises(OutOfScope):
        services.move_area(keeper, area=ground["G1"], parent=ground["370100001002"])
    assert ground["G1"].parent_id == ground["370100001001"].pk


def test_a_split_sends_each_row_to_its_part(ground, told):
    grid = ground["G1"]
    odd = services.assign_address(SYSTEM, grid=grid, road="东大街", first=1, last=99, parity="odd")
    even = services.assign_address(SYSTEM, grid=grid, road="东大街", first=2, last=98, parity="even")
    compound = services.create_compound(SYSTEM, community=ground["370100001001"], name="幸福里")
    services.cover_compound(SYSTEM, compound=compound, grid=grid)
    second = ground["G1-2"]
    parts = [
        Part("一甲", code="G1"),
        Part("一乙", code="G1b", children=frozenset({second.pk}), ranges=frozenset({even.pk})),
    ]
    first_part, second_part = services.split_area(SYSTEM, area=grid, parts=parts)
    assert ground["G1-2"].parent_id == second_part.pk
    assert ground["G1-1"].parent_id == first_part.pk
    assert ground["G1-1-1"].path.startswith(first_part.path)
    assert AddressRange.unscoped.get(pk=odd.pk).area == first_part
    assert AddressRange.unscoped.get(pk=even.pk).area == second_part
    assert selectors.grids_of(compound) == [first_part, second_part]
    (change,) = told
    assert change.target_for(range_id=even.pk) == second_part.pk
    assert change.target_for() == first_part.pk
    assert not Area.unscoped.get(pk=grid.pk).is_open
    assert audit.timeline(grid)[0].code == "territory.area_split"
    assert [row.area for row in selectors.predecessors_of(second_part)] == [grid]


def test_a_split_refuses_double_and_foreign_claims(ground):
    grid, child = ground["G1"], ground["G1-1"].pk
    wrong = [
        [Part("只有一个")],
        [Part("甲", children=frozenset({child})), Part("乙", children=frozenset({child}))],
        [Part("甲", children=frozenset({ground["G2"].pk})), Part("乙")],
        [Part("甲", code="G2"), Part("乙")],
        [Part("甲"), Part("")],
    ]
    for parts in wrong:
        with pytest.raises(RuleBroken):
            services.split_area(SYSTEM, area=grid, parts=parts)
    assert ground["G1"].is_open
    assert Area.unscoped.filter(name__in=("甲", "乙")).count() == 0


def test_a_merge_gathers_children_numbers_and_covers(ground, told):
    one, two = ground["G1"], ground["G2"]
    number = services.assign_address(SYSTEM, grid=one, road="东大街", first=1, last=9)
    compound = services.create_compound(SYSTEM, community=ground["370100001001"], name="幸福里")
    services.cover_compound(SYSTEM, compound=compound, grid=one)
    services.merge_areas(SYSTEM, areas=[one], into=two)
    assert ground["G1-1"].parent_id == two.pk
    assert AddressRange.unscoped.get(pk=number.pk).area == two
    assert selectors.grids_of(compound) == [two]
    assert [change.target_for() for change in told] == [two.pk]
    assert audit.timeline(two)[0].data == {"names": "第一网格"}
    assert audit.timeline(one)[0].data == {"into": "第二网格"}


def test_only_like_areas_merge(ground):
    for areas, into in (
        ([ground["G1"]], ground["370100001001"]),
        ([ground["G1"]], ground["G1"]),
        ([ground.other], ground.county),
    ):
        with pytest.raises(RuleBroken):
            services.merge_areas(SYSTEM, areas=areas, into=into)


def test_a_follower_can_refuse_and_all_is_rolled_back(ground, monkeypatch):
    def refuse(actor, change):
        raise RuleBroken("territory.closed", area="x", on="y")

    monkeypatch.setattr(_changes, "_followers", [refuse])
    with pytest.raises(RuleBroken):
        services.merge_areas(SYSTEM, areas=[ground["G1"]], into=ground["G2"])
    assert ground["G1-1"].parent_id == ground["G1"].pk
