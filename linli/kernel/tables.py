"""Tables that offices send: read as text under known columns, judged row by row, answered with one report; and small ones that
they take.

CSV (UTF-8 or GBK), XLSX and XLS. What is wrong is named by line and column, so that a table is corrected in one go.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from linli.kernel import clock, errors
from linli.kernel.errors import RuleBroken
from linli.kernel.words import N_

MAX_ROWS = 200_000
MAX_BYTES = 20 * 2**20
#: Cells of the rectangle around everything that is written; one cell far out would else take all memory.
MAX_CELLS = 4_000_000
#: What a workbook may unpack to; an honest one of 20 MB stays below.
MAX_UNPACKED = 400 * 2**20
#: More than that many complaints help nobody; the rest is counted.
MOST_ERRORS = 500
#: Whole numbers end here: the columns of the database do.
LARGEST = 2**31 - 1

#: What parts the entries of one cell: offices type any of these.
_PARTS = re.compile(r"[;；,，、]")
#: What a spreadsheet takes for the beginning of a formula, full width too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
CSV = "text/csv; charset=utf-8"
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 00:00:00)?")
_YES = {"1", "yes", "true", "y", "是", "√", "有"}
_NO = {"", "0", "no", "false", "n", "否", "无"}
_REFERENCE = re.compile(rb"""\br=["']([A-Za-z]{1,3})(\d{1,9})["']""")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")

errors.register(
    {
        "tables.unreadable": N_("This file can't be read as a table. Please save it as CSV or XLSX."),
        "tables.too_many_bytes": N_("The file is larger than {limit} MB. Please split it."),
        "tables.too_many_rows": N_("The table has more than {limit} rows. Please split it."),
        "tables.too_wide": N_("Something stands far outside of the table. Please copy the table into a new sheet."),
        "tables.missing_column": N_("The column “{column}” is missing."),
    }
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: the key of the rows, what the heading may be called, and what belongs in it (a msgid).

    The first heading is the one that is shown; `needed` columns must be there, though their cells may be empty.
    """

    key: str
    headings: tuple[str, ...]
    about: str
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as text by key, each with its "line" (2 is the first one under the header), and headings nobody knows."""

    rows: list[dict[str, str]]
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong in which line and column."""

    line: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a table did. With `errors` nothing was written, nor after a dry run; `hidden` counts errors beyond the first 500.

    `created` rows are (or would be) new, `unchanged` ones are there already. `made` holds the rows of the database in the
    table's order, where a service gives them back.
    """

    total: int
    created: int = 0
    unchanged: int = 0
    errors: list[RowError] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    hidden: int = 0
    made: Sequence[Any] = ()


@dataclass
class Judged:
    """A table under judgement: readers of cells that complain instead of raising, and what has been found so far."""

    errors: list[RowError] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def complain(self, line: int, column: str, message: str) -> None:
        """Note what is wrong with a row."""
        self.errors.append(RowError(line, column, message))

    def count(self, line: int, raw: Mapping[str, Any], key: str) -> int | None:
        """A whole number from 0 on; None for an empty cell, and for one that was complained about."""
        number = self.decimal(line, raw, key)
        if number is None:
            return None
        if number != int(number) or not 0 <= number <= LARGEST:
            self._no_number(line, raw, key)
            return None
        return int(number)

    def decimal(self, line: int, raw: Mapping[str, Any], key: str) -> float | None:
        """A number that is finite; None for an empty cell, and for one that was complained about."""
        text = cell(raw, key)
        try:
            number = float(text) if text else 0.0
        except ValueError:
            number = float("nan")
        if abs(number) < 1e15:
            return number if text else None
        self._no_number(line, raw, key)
        return None

    def day(self, line: int, raw: Mapping[str, Any], key: str) -> date | None:
        """A day as offices write it (2026-05-01, 2026/5/1, 2026年5月1日); None when empty or complained about."""
        text = cell(raw, key)
        try:
            if found := _DAY.fullmatch(text):
                return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            pass  # 30 February: no day either
        if text:
            self.complain(line, key, _("“{text}” is no day. Please write it like 2026-05-01.").format(text=text[:20]))
        return None

    def yes(self, line: int, raw: Mapping[str, Any], key: str) -> bool:
        """Yes or no; an empty cell is no."""
        text = cell(raw, key).lower()
        if text not in _YES | _NO:
            self.complain(line, key, _("“{text}” is neither yes nor no.").format(text=text[:20]))
        return text in _YES

    def refused(self, total: int) -> Report:
        """The report of a table that isn't written, errors by line."""
        found = sorted(self.errors, key=lambda error: error.line)
        return Report(total, errors=found[:MOST_ERRORS], hidden=max(0, len(found) - MOST_ERRORS))

    def _no_number(self, line: int, raw: Mapping[str, Any], key: str) -> None:
        self.complain(line, key, _("“{text}” is no number.").format(text=cell(raw, key)[:20]))


def cell(raw: Mapping[str, Any], key: str) -> str:
    """A cell as trimmed text, "" for none."""
    value = raw.get(key)
    return "" if value is None else str(value).strip()


def parts(value: Any) -> list[Any]:
    """The entries of a cell, parted by semicolon or comma (half or full width) or 、; lists are taken as they are."""
    found = [part.strip() for part in _PARTS.split(value)] if isinstance(value, str) else value or []
    return [part for part in found if part]


def line_of(raw: Mapping[str, Any], place: int) -> int:
    """The line of the file that a row comes from; for rows that come from elsewhere their place, counted from 2."""
    return int(raw.get("line") or place)


def read_table(data: bytes, columns: Sequence[Column]) -> Table:
    """Rows under a header line. Empty rows are left out; unknown columns too, and they are named.

    Raises RuleBroken (tables.…) for what isn't a table, whatever its name says, for more than 200,000 rows, 20 MB or
    4 million cells, and for a needed column that is missing.
    """
    if len(data) > MAX_BYTES:
        raise too_many_bytes()
    rows = _workbook_rows(data) if data[:4] in _WORKBOOKS else _csv_rows(_decoded(data))
    if len(rows) > MAX_ROWS + 1:
        raise RuleBroken("tables.too_many_rows", limit=MAX_ROWS)
    return _under_header(rows, columns)


def harmless(word: str) -> str:
    """A word that no spreadsheet takes for a formula: with an apostrophe before what begins like one."""
    return f"'{word}" if word.startswith(_FORMULA) else word


def csv_of(rows: Iterable[Sequence[str | int]]) -> bytes:
    """Rows as a CSV file that spreadsheets read as UTF-8; no word of it is taken for a formula. For what fits into memory."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([harmless(str(cell)) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def xlsx_of(rows: Iterable[Sequence[str | int]]) -> bytes:
    """Rows, a head first, as a workbook of one sheet; whole numbers stay numbers, no word is taken for a formula or an address."""
    import xlsxwriter  # here: processes that make no workbook needn't hold it

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    head = book.add_format({"bold": True, "bottom": 1})
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            style = None if number else head
            if isinstance(cell, int):
                sheet.write_number(number, column, cell, style)
            else:
                sheet.write_string(number, column, cell, style)
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


#: How a table can be taken along, and what each is for a browser.
FILES = {
    "csv": (csv_of, CSV),
    "xlsx": (xlsx_of, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def table_answer(rows: Iterable[Sequence[str | int]], name: str, form: str) -> HttpResponse:
    """Rows, a head first, to be saved by the browser under `name` and today's day; KeyError for a form that isn't of `FILES`."""
    make, kind = FILES[form]
    answer = HttpResponse(make(rows), content_type=kind)
    filename = f"{name}-{clock.today():%Y%m%d}.{form}"
    answer.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=filename) or ""
    answer.headers["Cache-Control"] = "no-store"
    return answer


def too_many_bytes() -> RuleBroken:
    """The refusal of a file that is too large, for those who can tell before it is read."""
    return RuleBroken("tables.too_many_bytes", limit=MAX_BYTES // 2**20)


def _decoded(data: bytes) -> str:
    if b"\x00" in data:
        raise RuleBroken("tables.unreadable")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RuleBroken("tables.unreadable")


def _csv_rows(text: str) -> list[list[Any]]:
    try:
        first = text.split("\n", 1)[0]
        separator = max(",;\t", key=first.count)
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        raise RuleBroken("tables.unreadable") from None


def _workbook_rows(data: bytes) -> list[list[Any]]:
    if data[:4] == _WORKBOOKS[0]:
        _check_extent(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, IndexError, ValueError, OSError):
        raise RuleBroken("tables.unreadable") from None


def _check_extent(data: bytes) -> None:
    """Refuse a workbook that unpacks to too much or has a cell far out: the reader would take the whole rectangle at once
    and end the process, not only the request.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            if "xl/workbook.xml" not in book.namelist():
                raise RuleBroken("tables.unreadable")
            if sum(part.file_size for part in book.infolist()) > MAX_UNPACKED:
                raise RuleBroken("tables.too_many_rows", limit=MAX_ROWS)
            sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
            if any(_cells_of(book.read(name)) > MAX_CELLS for name in sheets):
                raise RuleBroken("tables.too_wide")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, zlib.error):
        raise RuleBroken("tables.unreadable") from None


def _cells_of(sheet: bytes) -> int:
    """Cells of the rectangle from A1 to the last column and the last row that are written."""
    widest = tallest = 0
    for found in _REFERENCE.finditer(sheet):
        widest, tallest = max(widest, _column_number(found[1])), max(tallest, int(found[2]))
    return widest * tallest


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - 64
    return number


def _under_header(rows: list[list[Any]], columns: Sequence[Column]) -> Table:
    keys = {name: column.key for column in columns for name in (column.key, *column.headings)}
    headings = [_text(head) for head in rows[0]] if rows else []
    header = [keys.get(heading.lower(), "") for heading in headings]
    for column in columns:
        if column.needed and column.key not in header:
            raise RuleBroken("tables.missing_column", column=column.headings[0])
    found = list(_rows(rows[1:], header))
    return Table(found, tuple(name[:40] for name, key in zip(headings, header, strict=True) if name and not key))


def _rows(rows: list[list[Any]], header: Sequence[str]) -> Iterable[dict[str, str]]:
    for line, cells in enumerate(rows, start=2):
        row = {key: _text(one) for key, one in zip(header, cells, strict=False) if key}
        if any(row.values()):
            yield {**row, "line": str(line)}


def _text(value: Any) -> str:
    """A cell as text; numbers that are whole lose the ".0" that spreadsheets give to codes."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip() if value is not None else ""
