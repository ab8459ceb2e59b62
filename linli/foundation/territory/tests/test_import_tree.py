import io

import pytest
import xlsxwriter

from linli.foundation.audit import selectors as audit
from linli.foundation.territory import selectors, services
from linli.foundation.territory.models import Area, Compound
from linli.foundation.territory.tests.ground import SYSTEM
from linli.kernel.errors import OutOfScope
from linli.kernel.tables import read_table

CSV = "类型,名称,编码,上级编码,户数,小区\n社区,新社区,N1,370100001,,\n网格（小区）,新网格,N2,N1,300,新家园\nbuilding,3号楼,N3,N2,60,新家园\n"


def row(kind="grid", name="某网格", code="X1", parent="370100001001", **more):
    return {"kind": kind, "name": name, "code": code, "parent": parent, **more}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
def test_offices_send_csv_in_any_encoding(ground, encoding):
    report = services.import_tree(
        SYSTEM, county=ground.county, rows=read_table(CSV.encode(encoding), services.AREAS).rows
    )
    assert (report.total, report.created, report.errors) == (3, 3, [])
    compound = Compound.unscoped.get(name="新家园")
    assert compound.area == ground["N1"]
    assert selectors.grids_of(compound) == [ground["N2"]]
    assert ground["N3"].compound == compound
    assert ground["N3"].path == f"{ground['N2'].path}{ground['N3'].pk}."
    assert audit.timeline(ground.county)[0].code == "territory.imported"


def test_a_workbook_is_read_with_its_codes_whole(ground):
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    for line, cells in enumerate(
        [
            ["kind", "name", "code", "parent", "lat", "lng"],
            ["community", "新社区", 370100001009, 370100001, 36.5, 116.5],
            [],
        ]
    ):
        sheet.write_row(line, 0, cells)
    book.close()
    rows = read_table(file.getvalue(), services.AREAS).rows
    assert services.import_tree(SYSTEM, county=ground.county, rows=rows).created == 1
    assert ground["370100001009"].lat == 36.5


def test_rows_come_in_any_order(ground):
    rows = [row("building", "楼", "B", "A"), row("grid", "格", "A")]
    assert services.import_tree(SYSTEM, county=ground.county, rows=rows).created == 2
    assert ground["B"].parent == ground["A"]


@pytest.mark.parametrize(
    ("rows", "line", "column"),
    [
        ([row(kind="castle")], 2, "kind"),
        ([row(kind="county")], 2, "kind"),
        ([row(kind="grid_unit")], 2, "kind"),
        ([row(name="")], 2, "name"),
        ([row(name="a\x07")], 2, "name"),
        ([row(name="长" * 81)], 2, "name"),
        ([row(code="")], 2, "code"),
        ([row(code="a b")], 2, "code"),
        ([row(code="G1")], 2, "code"),
        ([row(), row()], 3, "code"),
        ([row(parent="nowhere")], 2, "parent"),
        ([row(parent="G1")], 2, "parent"),
        ([row(parent="")], 2, "parent"),
        ([row(households="many")], 2, "households"),
        ([row(households="-1")], 2, "households"),
        ([row(households="inf")], 2, "households"),
        ([row(lat="36.7")], 2, "lat"),
        ([row(lat="nan", lng="1")], 2, "lat"),
        ([row(grid_kind="round")], 2, "grid_kind"),
        ([row(type="old")], 2, "type"),
        ([row(boundary={"type": "Point"})], 2, "boundary"),
        ([row(code="R1", parent="R2"), row(code="R2", parent="R1")], 2, "parent"),
        ([row(code="R1", parent="R1")], 2, "parent"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_written(ground, rows, line, column):
    before = Area.unscoped.count()
    report = services.import_tree(SYSTEM, county=ground.county, rows=[*rows, row(code="good")])
    assert (line, column) in {(error.line, error.column) for error in report.errors}
    assert report.created == 0
    assert Area.unscoped.count() == before


def test_a_dry_run_says_what_would_be_and_writes_nothing(ground):
    before = Area.unscoped.count()
    rows = [row(code="A", compound="新园"), row("building", "楼", "B", "A")]
    report = services.import_tree(SYSTEM, county=ground.county, rows=rows, dry=True)
    assert (report.total, report.created, report.errors) == (2, 2, [])
    assert Area.unscoped.count() == before
    assert not Compound.unscoped.filter(name="新园").exists()


def test_the_same_file_twice_changes_nothing(ground):
    rows = [row(code="A"), row("building", "楼", "B", "A")]
    services.import_tree(SYSTEM, county=ground.county, rows=rows)
    again = services.import_tree(SYSTEM, county=ground.county, rows=rows)
    assert (again.created, again.unchanged, again.errors) == (0, 2, [])


def test_only_a_keeper_of_the_whole_county_imports(ground):
    for actor in (
        ground.keeper(ground["370100001"]),
        ground.keeper(ground.other),
        ground.actor("test_reader", ground.county),
    ):
        with pytest.raises(OutOfScope):
            services.import_tree(actor, county=ground.county, rows=[row()])
    assert services.import_tree(ground.keeper(), county=ground.county, rows=[row()]).created == 1


def test_ten_thousand_areas_take_few_statements(ground, django_assert_max_num_queries):
    rows = [row(code=f"g{n}", name=f"网格{n}", compound="大院") for n in range(200)]
    rows += [row("building", f"{n}号楼", f"b{n}", f"g{n % 200}") for n in range(9800)]
    with django_assert_max_num_queries(20):  # not one for each row
        report = services.import_tree(SYSTEM, county=ground.county, rows=rows)
    assert report.created == 10_000
