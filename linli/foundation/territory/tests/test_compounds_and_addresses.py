import pytest
from django.db import IntegrityError, transaction

from linli.foundation.territory import selectors, services
from linli.foundation.territory.models import AddressRange
from linli.foundation.territory.tests.ground import SYSTEM
from linli.kernel.errors import OutOfScope, RuleBroken


def test_grids_and_compounds_are_many_to_many(ground):
    home = ground["370100001001"]
    one = services.create_compound(SYSTEM, community=home, name="幸福里", households=300)
    two = services.create_compound(SYSTEM, community=home, name="阳光城")
    for compound, code in ((one, "G1"), (one, "G2"), (two, "G1")):
        services.cover_compound(SYSTEM, compound=compound, grid=ground[code])
    assert selectors.grids_of(one) == [ground["G1"], ground["G2"]]
    assert selectors.compounds_in(SYSTEM, ground["G1"]) == [one, two]
    assert selectors.compounds_in(ground.actor("test_reader", ground["370100101"]), ground["G1"]) == []
    services.uncover_compound(SYSTEM, compound=one, grid=ground["G2"])
    assert selectors.grids_of(one) == [ground["G1"]]
    for compound, area in ((one, "G1"), (one, "370100001001")):
        with pytest.raises(RuleBroken):
            services.cover_compound(SYSTEM, compound=compound, grid=ground[area])
    with pytest.raises(OutOfScope):
        services.cover_compound(ground.keeper(ground["370100101"]), compound=one, grid=ground["G3"])


def test_a_grid_lies_in_a_compound_once_it_covers_one(ground):
    home, grid = ground["370100001001"], ground["G1"]
    assert not selectors.lies_in_compound(grid)
    compound = services.create_compound(SYSTEM, community=home, name="幸福里")
    services.cover_compound(SYSTEM, compound=compound, grid=grid)
    assert selectors.lies_in_compound(grid)
    assert not selectors.lies_in_compound(home)


def test_compound_names_are_unique_in_a_community(ground):
    services.create_compound(SYSTEM, community=ground["370100001001"], name="幸福里")
    services.create_compound(SYSTEM, community=ground["370100001002"], name="幸福里")
    for community, name in (("370100001001", "幸福里"), ("G1", "别处"), ("370100001001", "")):
        with pytest.raises(RuleBroken):
            services.create_compound(SYSTEM, community=ground[community], name=name)


@pytest.mark.parametrize(
    ("held", "wanted", "clash"),
    [
        ((1, 99, "odd"), (2, 98, "even"), False),
        ((1, 99, "odd"), (1, 99, "both"), True),
        ((1, 99, "odd"), (99, 120, "odd"), True),
        ((1, 99, "odd"), (100, 120, "both"), False),
        ((2, 10, "even"), (10, 20, "even"), True),
        ((1, 10, "both"), (10, 10, "both"), True),
        ((1, 10, "both"), (11, 11, "odd"), False),
    ],
)
def test_every_address_belongs_to_one_grid(ground, held, wanted, clash):
    services.assign_address(SYSTEM, grid=ground["G1"], road="东大街", first=held[0], last=held[1], parity=held[2])

    def assign():
        return services.assign_address(
            SYSTEM, grid=ground["G2"], road="东大街", first=wanted[0], last=wanted[1], parity=wanted[2]
        )

    if clash:
        with pytest.raises(RuleBroken) as refused:
            assign()
        assert refused.value.params == {"grid": "第一网格"}
    else:
        assert assign().area == ground["G2"]
    services.assign_address(SYSTEM, grid=ground["G2"], road="西大街", first=1, last=99)


def test_the_database_itself_refuses_overlaps(ground):
    row = services.assign_address(SYSTEM, grid=ground["G1"], road="东大街", first=1, last=9)
    with pytest.raises(IntegrityError), transaction.atomic():
        AddressRange.unscoped.create(county=ground.county, area=ground["G2"], road=row.road, first=9, last=10)


@pytest.mark.parametrize(("first", "last"), [(0, 5), (9, 3), (1, 2**22), (-4, 4)])
def test_impossible_numbers_are_refused(ground, first, last):
    with pytest.raises(RuleBroken):
        services.assign_address(SYSTEM, grid=ground["G1"], road="东大街", first=first, last=last)


def test_a_house_number_finds_its_grid(ground):
    services.assign_address(SYSTEM, grid=ground["G1"], road="东大街", first=1, last=99, parity="odd")
    row = services.assign_address(SYSTEM, grid=ground["G2"], road="东大街", first=2, last=98, parity="even")
    assert selectors.grid_at(ground.county, "东大街", 7) == ground["G1"]
    assert selectors.grid_at(ground.county, "东大街", 8) == ground["G2"]
    assert selectors.grid_at(ground.county, "东大街", 101) is None
    assert selectors.grid_at(ground.other, "东大街", 7) is None
    services.drop_address(SYSTEM, address=row)
    assert selectors.grid_at(ground.county, "东大街", 8) is None
