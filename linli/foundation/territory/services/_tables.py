"""Tables that offices send: CSV in UTF-8 or GBK, XLSX or XLS, read as text cells under known column names."""

from __future__ import annotations

import csv
import io
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from linli.kernel.errors import RuleBroken

MAX_ROWS = 200_000
MAX_BYTES = 20 * 2**20

#: What a column may be called. The keys are those of the import's rows.
COLUMNS = {
    "kind": ("kind", "类型", "层级"),
    "name": ("name", "名称"),
    "code": ("code", "编码", "代码"),
    "parent": ("parent", "上级", "上级编码", "上级代码"),
    "short_name": ("short_name", "简称"),
    "households": ("households", "户数"),
    "grid_kind": ("grid_kind", "网格类型"),
    "type": ("type", "社区类型"),
    "compound": ("compound", "小区"),
    "lat": ("lat", "纬度"),
    "lng": ("lng", "经度"),
    "order": ("order", "排序", "序号"),
}
_KEYS = {alias: key for key, aliases in COLUMNS.items() for alias in aliases}


def read_table(data: bytes, filename: str = "") -> list[dict[str, str]]:
    """Rows under a header line, cells as trimmed text. Empty rows and unknown columns are left out.

    Raises RuleBroken for what isn't a table (whatever its name says) and for more than 200,000 rows or 20 MB.
    """
    if len(data) > MAX_BYTES:
        raise RuleBroken("territory.table_too_large", limit=f"{MAX_ROWS} / {MAX_BYTES // 2**20}")
    is_workbook = data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
    rows = _workbook_rows(data) if is_workbook else _csv_rows(_decoded(data))
    if len(rows) > MAX_ROWS + 1:
        raise RuleBroken("territory.table_too_large", limit=f"{MAX_ROWS} / {MAX_BYTES // 2**20}")
    return _under_header(rows)


def _decoded(data: bytes) -> str:
    if b"\x00" in data:
        raise RuleBroken("territory.unreadable_table")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RuleBroken("territory.unreadable_table")


def _csv_rows(text: str) -> list[list[Any]]:
    try:
        first = text.split("\n", 1)[0]
        separator = max(",;\t", key=first.count)
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        raise RuleBroken("territory.unreadable_table") from None


def _workbook_rows(data: bytes) -> list[list[Any]]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, IndexError, ValueError, OSError):
        raise RuleBroken("territory.unreadable_table") from None


def _under_header(rows: list[list[Any]]) -> list[dict[str, str]]:
    header = [_KEYS.get(_text(cell).lower(), "") for cell in rows[0]] if rows else []
    for needed in ("kind", "name", "code"):
        if needed not in header:
            raise RuleBroken("territory.missing_column", column=needed)
    found = []
    for line, cells in enumerate(rows[1:], start=2):
        row = {key: _text(cell) for key, cell in zip(header, cells, strict=False) if key}
        if any(row.values()):
            found.append({**row, "line": str(line)})
    return found


def _text(cell: Any) -> str:
    """A cell as text; numbers that are whole lose the ".0" that spreadsheets give to codes."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip() if cell is not None else ""
