"""A table of organizations: what is loaded, what is named as wrong, and that one bad row refuses all."""

import pytest

from linli.foundation.audit import selectors as audit
from linli.foundation.organizations import selectors, services
from linli.foundation.organizations.models import Organization
from linli.foundation.organizations.tests.test_imports import BODIES
from linli.foundation.territory.tests.ground import SYSTEM
from linli.kernel import clock
from linli.kernel.errors import OutOfScope

USCC = "91370100MA3C0000XA"


def row(name="站", kind="station", **more):
    return {"kind": kind, "name": name, **more}


def load(ground, *rows, **options):
    return services.import_organizations(SYSTEM, county=ground.county, rows=rows, **options)


def wrong(report):
    return {(error.line, error.column) for error in report.errors}


def valid_uscc():
    from linli.foundation.organizations import rules

    head = "91370100MA3C0000X"
    return next(head + last for last in "0123456789ABCDEFGHJKLMNPQRTUWXY" if rules.is_uscc(head + last))


def test_cells_as_offices_write_them(ground):
    label = dict(selectors.kinds_of(ground.county))["department"]
    report = load(
        ground,
        row("局", label, code="D1", serves_county="是", uscc=valid_uscc().lower(), hours="8:30-12:00，13:30-17:30"),
        row("站", area="370100001", serves="370100001001；370100001002", parent="D1", short_name="小站"),
    )
    assert (report.total, report.created, report.errors) == (2, 2, [])
    bureau, station = report.made
    assert (bureau.kind, bureau.serves_county, bureau.uscc) == ("department", True, valid_uscc())
    assert bureau.hours == [["08:30", "12:00"], ["13:30", "17:30"]]
    assert (station.parent, station.area) == (bureau, ground["370100001"])
    assert selectors.served_by(station) == [ground["370100001001"], ground["370100001002"]]
    assert audit.timeline(ground.county)[0].code == "organizations.imported"


def test_superiors_may_come_later(ground):
    child, parent = load(ground, row("下", parent="P"), row("上", code="P")).made
    assert Organization.unscoped.get(pk=child.pk).parent == parent


@pytest.mark.parametrize(
    ("rows", "line", "column"),
    [
        ([row(kind="castle")], 2, "kind"),
        ([row(kind="")], 2, "kind"),
        ([row(name="")], 2, "name"),
        ([row(name="长" * 121)], 2, "name"),
        ([row(name="a\x07")], 2, "name"),
        ([row(code="a b")], 2, "code"),
        ([row(code="x" * 41)], 2, "code"),
        ([row("甲", code="A"), row("乙", code="A")], 3, "code"),
        ([row(), row()], 3, "name"),
        ([row(code="O")], 2, "name"),
        ([row("旧局", code="O")], 2, "kind"),
        ([row("旧局", kind="department", code="O", area="370100001")], 2, "area"),
        ([row("旧局", kind="department", code="O", parent="Z"), row("新", code="Z")], 2, "parent"),
        ([row(area="nowhere")], 2, "area"),
        ([row(parent="nowhere")], 2, "parent"),
        ([row(second_superior="nowhere")], 2, "second_superior"),
        ([row(parent="O", second_superior="O")], 2, "second_superior"),
        ([row(serves="370100001;nowhere")], 2, "serves"),
        ([row(serves_county="maybe")], 2, "serves_county"),
        ([row(uscc="1")], 2, "uscc"),
        ([row("甲", uscc=valid_uscc()), row("乙", uscc=valid_uscc())], 3, "uscc"),
        ([row(hours="12:00-8:30")], 2, "hours"),
        ([row(short_name="长" * 21)], 2, "short_name"),
        ([row(ends_on="soon")], 2, "ends_on"),
        ([row(ends_on="2001-01-01")], 2, "ends_on"),
        ([row(kind="working_group")], 2, "ends_on"),
        ([row("甲", code="A", parent="B"), row("乙", code="B", parent="A")], 2, "parent"),
        ([row("甲", code="A", parent="A")], 2, "parent"),
    ],
    ids=range(28),
)
def test_a_bad_row_is_named_and_nothing_is_written(ground, rows, line, column):
    services.create_organization(SYSTEM, area=ground.county, kind="department", name="旧局", code="O")
    report = load(ground, *rows, row("好", code="good"))
    assert (line, column) in wrong(report)
    assert all(error.message for error in report.errors)
    assert Organization.unscoped.count() == 1


def test_several_errors_are_named_at_once(ground):
    report = load(ground, row(kind="castle", area="nowhere"), row("b", uscc="1"))
    assert wrong(report) == {(2, "kind"), (2, "area"), (3, "uscc")}


def test_the_same_table_twice_changes_nothing(ground):
    rows = (*BODIES, row("站", area="370100001"))
    first = load(ground, *rows)
    again = load(ground, *rows)
    assert (again.created, again.unchanged, again.errors) == (0, 4, [])
    assert again.made == first.made
    assert len([line for line in audit.timeline(ground.county) if line.code == "organizations.imported"]) == 1


def test_one_that_stands_there_under_another_code_is_loaded_with_a_hint(ground):
    load(ground, row(code="A"))
    report = load(ground, row(code="B"))
    assert report.created == 1
    assert len(report.warnings) == 1


def test_a_temporary_one_with_its_last_day(ground):
    day = clock.today().replace(year=clock.today().year + 1, day=1)
    (group,) = load(ground, row(kind="working_group", ends_on=f"{day.year}/{day.month}/1")).made
    assert group.ends_on == day


def test_a_dry_run_writes_nothing(ground):
    report = load(ground, *BODIES, dry=True)
    assert (report.created, report.errors) == (3, [])
    assert not Organization.unscoped.exists()


def test_only_who_may_change_the_whole_county_loads(ground):
    with pytest.raises(OutOfScope):
        services.import_organizations(
            ground.actor("test_clerk", ground["370100001"]), county=ground.county, rows=BODIES
        )
