"""Large tables as a stream of rows: CSV (UTF-8, GBK) and XLSX, a row at a time, in little memory whatever their size.

`tables` reads what fits into one form and one transaction; this reads what a job takes in pieces. Merged cells give their word to
every cell that they cover. Numbers come as they were written (an ID number that a spreadsheet took for a number has lost its last
digits, and is seen to have), days as the spreadsheet counts them: what a column means is its reader's business.
"""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import closing, suppress
from typing import IO
from xml.parsers.expat import ExpatError

from linli.kernel import errors
from linli.kernel._workbook import MAX_COLUMNS, MAX_TEXT, Unreadable, workbook_rows
from linli.kernel.errors import RuleBroken
from linli.kernel.words import N_

#: Bytes of a file: a district of half a million people has some 60 MB.
MAX_BYTES = 150 * 2**20
#: What a spreadsheet can hold.
MAX_ROWS = 1_048_576
_CHUNK = 2**20
_XLSX, OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

#: The row's number as a spreadsheet shows it (from 1), and its cells as trimmed text.
Row = tuple[int, list[str]]

errors.register(
    {
        "sheets.unreadable": N_("This file can't be read as a table. Please save it anew as XLSX or CSV."),
        "sheets.old_workbook": N_("This is a workbook of the old kind (.xls). Please save it as XLSX or CSV."),
        "sheets.too_many_bytes": N_("The file has more than {limit} MB. Please split it."),
        "sheets.too_many_rows": N_("The table has more than {limit} rows. Please split it."),
        "sheets.unpacks_too_large": N_(
            "This workbook unpacks to far more than a table of people needs. It isn't read."
        ),
    }
)


def stream_rows(file: IO[bytes]) -> Iterator[Row]:
    """Rows of a file (of the first visible sheet) that aren't blank, in their order; the file can be wound back.

    Raises RuleBroken (sheets.…) for what isn't a table, whatever its name says, sooner or later on the way.
    """
    head = file.read(4)
    file.seek(0)
    if head == OLD_WORKBOOK:
        raise RuleBroken("sheets.old_workbook")
    with closing(_workbook(file) if head == _XLSX else _csv(file)) as rows:
        for number, cells in rows:
            if number > MAX_ROWS:
                raise too_many_rows()
            if any(cells):
                yield number, cells


def too_many_bytes() -> RuleBroken:
    """The refusal of a file that is too large, for those who can tell before it is read."""
    return RuleBroken("sheets.too_many_bytes", limit=MAX_BYTES // 2**20)


def too_many_rows() -> RuleBroken:
    """The refusal of a table that is too long."""
    return RuleBroken("sheets.too_many_rows", limit=MAX_ROWS)


def _workbook(file: IO[bytes]) -> Generator[Row, None, None]:
    try:
        yield from workbook_rows(file)
    except Unreadable as found:
        raise RuleBroken(f"sheets.{found.code}") from None
    except (
        ExpatError,
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        KeyError,
        ValueError,
    ):
        raise RuleBroken("sheets.unreadable") from None


def _csv(file: IO[bytes]) -> Generator[Row, None, None]:
    text = io.TextIOWrapper(file, encoding=_encoding(file), newline="")
    try:
        first = text.readline(_CHUNK)
        text.seek(0)
        separator = max(",;\t", key=first.count)
        for number, cells in enumerate(csv.reader(text, delimiter=separator, strict=True), start=1):
            yield number, [cell.strip()[:MAX_TEXT] for cell in cells[:MAX_COLUMNS]]
    except csv.Error:
        raise RuleBroken("sheets.unreadable") from None
    finally:
        with suppress(ValueError):  # who left off in the middle has closed it already
            text.detach()  # the file stays its owner's


def _encoding(file: IO[bytes]) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        if _fits(file, encoding):
            return encoding
    raise RuleBroken("sheets.unreadable")


def _fits(file: IO[bytes], encoding: str) -> bool:
    """Whether the whole file is text in this encoding; leaves it wound back."""
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while chunk := file.read(_CHUNK):
            if b"\x00" in chunk:
                raise RuleBroken("sheets.unreadable")
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    return True
