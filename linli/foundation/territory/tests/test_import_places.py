"""Tables of compounds and house numbers: what is loaded, what is named as wrong, and that one bad row refuses all."""

import pytest

from linli.foundation.audit import selectors as audit
from linli.foundation.methods import services as methods
from linli.foundation.territory import selectors, services
from linli.foundation.territory.models import AddressRange, Compound
from linli.foundation.territory.tests.ground import SYSTEM
from linli.kernel.errors import OutOfScope

HOME = "370100001001"


def compound(name="甲园", community=HOME, **more):
    return {"name": name, "community": community, **more}


def numbers(first=1, last=9, grid="G1", road="东大街", **more):
    return {"grid": grid, "road": road, "first": str(first), "last": str(last), **more}


def load_compounds(ground, *rows, **options):
    return services.import_compounds(SYSTEM, county=ground.county, rows=rows, **options)


def load_numbers(ground, *rows, **options):
    return services.import_addresses(SYSTEM, county=ground.county, rows=rows, **options)


def wrong(report):
    return {(error.line, error.column) for error in report.errors}


def test_compounds_are_loaded_with_their_grids(ground):
    report = load_compounds(
        ground, compound(grids="G1;G2", households="90"), compound("乙园", grids=["G1"], lat="36.5", lng="116.5")
    )
    assert (report.total, report.created, report.unchanged, report.errors) == (2, 2, 0, [])
    one, two = Compound.unscoped.filter(name="甲园").get(), Compound.unscoped.filter(name="乙园").get()
    assert selectors.grids_of(one) == [ground["G1"], ground["G2"]]
    assert (one.households, one.area, two.lat) == (90, ground[HOME], 36.5)
    assert audit.timeline(ground.county)[0].code == "territory.imported"


def test_the_same_compounds_twice_change_nothing(ground):
    rows = (compound(grids="G1;G2", households="90"), compound("乙园"))
    load_compounds(ground, *rows)
    lines = len(audit.timeline(ground.county))
    again = load_compounds(ground, *rows, compound("乙园", community="370100001002"))
    assert (again.created, again.unchanged, again.errors) == (1, 2, [])
    nothing = load_compounds(ground, *rows)
    assert (nothing.created, nothing.unchanged) == (0, 2)
    assert len(audit.timeline(ground.county)) == lines + 1


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (compound(name=""), "name"),
        (compound(name="a\x07"), "name"),
        (compound(name="长" * 81), "name"),
        (compound(name="旧园", households="5"), "name"),
        (compound(community="nowhere"), "community"),
        (compound(community=""), "community"),
        (compound(community="G1"), "community"),
        (compound(grids="nowhere"), "grids"),
        (compound(grids="G1;G1-1"), "grids"),
        (compound(type="castle"), "type"),
        (compound(households="many"), "households"),
        (compound(households="-1"), "households"),
        (compound(lat="36.5"), "lat"),
        (compound(lat="91", lng="0"), "lat"),
        (compound(name="好园"), "name"),
    ],
)
def test_a_bad_compound_is_named_and_nothing_is_written(ground, row, column):
    services.create_compound(SYSTEM, community=ground[HOME], name="旧园", households=7)
    report = load_compounds(ground, compound("好园"), row)
    assert wrong(report) == {(3, column)}
    assert not Compound.unscoped.filter(name="好园").exists()


def test_a_county_with_one_grid_to_a_compound_says_so(ground):
    """Where the method isn't many to many (S32 is)."""
    methods.install_method(SYSTEM, slug="huancui")
    territory = selectors.rules_of(ground.county).territory
    rows = (compound(grids="G1;G2"),)
    many = territory.compounds.many_to_many
    assert wrong(load_compounds(ground, *rows)) == (set() if many else {(2, "grids")})


def test_types_are_given_by_code_or_by_name(ground):
    types = selectors.compound_types(ground.county)
    rows = [compound(f"园{n}", type=word) for n, pair in enumerate(types) for word in pair]
    rows = [{**row, "name": f"{row['name']}-{n}"} for n, row in enumerate(rows)]
    assert load_compounds(ground, *rows).created == 2 * len(types)


def test_house_numbers_are_loaded_on_their_side(ground):
    report = load_numbers(
        ground, numbers(1, 99, parity="单号"), numbers(1, 99, grid="G2", parity="even"), numbers(road="西大街")
    )
    assert (report.total, report.created, report.errors) == (3, 3, [])
    assert [selectors.grid_at(ground.county, "东大街", n) for n in (7, 8, 99)] == [
        ground["G1"], ground["G2"], ground["G1"],
    ]  # fmt: skip
    assert AddressRange.unscoped.get(area=ground["G2"]).first == 2


def test_the_same_house_numbers_twice_change_nothing(ground):
    rows = (numbers(1, 99, parity="odd"), numbers(2, 10, grid="G2", parity="双"))
    load_numbers(ground, *rows)
    again = load_numbers(ground, *rows, numbers(101, 110))
    assert (again.created, again.unchanged, again.errors) == (1, 2, [])


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (numbers(grid="nowhere"), "grid"),
        (numbers(grid=HOME), "grid"),
        (numbers(road=""), "road"),
        (numbers(road="长" * 81), "road"),
        (numbers(0, 5), "first"),
        (numbers(9, 3), "first"),
        (numbers(1, 2**22), "first"),
        (numbers("x", 5), "first"),
        (numbers(first=""), "first"),
        (numbers(2, 2, parity="odd"), "first"),
        (numbers(parity="left"), "parity"),
        (numbers(5, 6, road="南街"), "first"),
        (numbers(100, 104, grid="G2", road="南街"), "first"),
    ],
)
def test_a_bad_run_is_named_and_nothing_is_written(ground, row, column):
    services.assign_address(SYSTEM, grid=ground["G2"], road="南街", first=1, last=5)
    report = load_numbers(ground, numbers(101, 109, road="南街"), numbers(300, 310), row)
    if row["first"] == "100":
        row_line = 4
        assert wrong(report) == {(row_line, column)}
        assert "2" in report.errors[0].message
    else:
        assert wrong(report) == {(4, column)}
    assert AddressRange.unscoped.filter(county=ground.county).count() == 1


def test_overlaps_of_many_rows_are_all_named(ground):
    """A long run hides short ones behind each other; each of them is named."""
    report = load_numbers(
        ground, numbers(1, 100), numbers(10, 20, grid="G2"), numbers(30, 40, grid="G3"), numbers(101, 102, grid="G2")
    )
    assert wrong(report) == {(3, "first"), (4, "first")}
    assert all("第一网格" in error.message for error in report.errors)


def test_dry_runs_write_nothing(ground):
    assert load_compounds(ground, compound(grids="G1"), dry=True).created == 1
    assert load_numbers(ground, numbers(), dry=True).created == 1
    assert not Compound.unscoped.exists()
    assert not AddressRange.unscoped.exists()


def test_only_a_keeper_of_the_whole_county_loads_tables(ground):
    for actor in (ground.keeper(ground["370100001"]), ground.keeper(ground.other)):
        for load in (services.import_compounds, services.import_addresses):
            with pytest.raises(OutOfScope):
                load(actor, county=ground.county, rows=[])


def test_an_area_of_another_county_is_unknown_here(ground):
    services.create_area(SYSTEM, parent=ground.other, kind="street", name="外街", code="X9")
    assert wrong(load_compounds(ground, compound(community="X9"))) == {(2, "community")}
