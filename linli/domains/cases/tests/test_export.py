"""Tables for people: right rows, plain words, and a line that says who took them."""

from __future__ import annotations

import io
from types import SimpleNamespace

import pytest
from python_calamine import CalamineWorkbook

from linli.domains.cases import selectors, services
from linli.domains.cases.services import export
from linli.domains.cases.tests.making import MORNING, open_case
from linli.foundation.audit import selectors as history
from linli.kernel import clock
from linli.kernel.errors import RuleBroken

ALL = selectors.Filters()


def table(data: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


@pytest.mark.django_db
def test_a_queue_leaves_as_a_table_with_its_history(cast: SimpleNamespace) -> None:
    with clock.frozen(MORNING):
        case = open_case(cast, title="路灯坏了")
        made = services.export_cases(cast.zhao_dispatcher.actor, filters=ALL)
    head, *rows = table(made.data)
    assert (made.name, len(head), len(rows)) == ("cases-20261117-0900.xlsx", len(export.COLUMNS), 1)
    assert rows[0][:2] == [case.ref, "路灯坏了"]
    assert MORNING.replace(tzinfo=None) in rows[0]
    assert "10000009999" not in str(rows)
    (line,) = history.events_about(cast.county, ["cases.queue_exported"])
    assert (line.who, line.data["count"]) == (cast.zhao_dispatcher.actor.label, 1)


@pytest.mark.django_db
def test_everybody_takes_what_they_see_and_only_with_the_right(cast: SimpleNamespace) -> None:
    open_case(cast)
    assert len(table(services.export_cases(cast.ma_other_office.actor, filters=ALL).data)) == 1
    with pytest.raises(RuleBroken) as refusal:
        services.export_cases(cast.li_grid_worker.actor, filters=ALL)
    assert refusal.value.code == "cases.not_yours"


@pytest.mark.django_db
def test_too_many_rows_are_refused(cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        open_case(cast)
    monkeypatch.setattr(export, "MOST_ROWS", 2)
    with pytest.raises(RuleBroken) as refusal:
        services.export_cases(cast.chen_centre.actor, filters=ALL)
    assert refusal.value.code == "cases.too_many_rows"


def test_words_are_never_formulas() -> None:
    column = export.Column("x", 10, lambda row: row)
    words = ["=1+1", "@cmd", "+1", "-1", "https://example.org", "长" * 40_000]
    data = export.workbook("一" * 40, [column], words)
    found = [row[0] for row in table(data)[1:]]
    assert found[:5] == words[:5]
    assert len(str(found[5])) == 32_767
    assert b"<f>" not in b"".join(_parts(data))


def _parts(data: bytes) -> list[bytes]:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [archive.read(name) for name in archive.namelist() if name.endswith(".xml")]


def test_an_empty_table_is_a_table() -> None:
    assert table(export.workbook("x", export.COLUMNS, [])) != []
