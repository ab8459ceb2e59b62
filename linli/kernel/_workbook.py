"""XLSX as a stream: its sheet is unpacked and parsed bit by bit, its shared words lie in one block of bytes.

Half a million rows of ten cells take some 60 MB so, where a reader that builds the whole sheet takes several hundred.
"""

from __future__ import annotations

import re
import zipfile
from array import array
from collections.abc import Iterator
from typing import IO, Any
from xml.parsers import expat

MAX_COLUMNS = 120
#: Letters of a cell that are kept; no field of a person is longer.
MAX_TEXT = 500
#: What a workbook may unpack to: a million rows of ten cells have some 600 MB.
MAX_UNPACKED = 1200 * 2**20
MAX_MERGES = 400_000
_CHUNK = 2**18

_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(r'([\w:]+)\s*=\s*"([^"]*)"')
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_MERGE_LENGTH = 200  # bytes of one merge's element at most: what may lie across two chunks
_DIGITS = "0123456789"


class Unreadable(Exception):
    """What is wrong with the file, as the end of a refusal's code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


#: First row, last row, first column, last column (columns from 0).
Merge = tuple[int, int, int, int]


def workbook_rows(file: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
    """Rows of the first visible sheet. Raises `Unreadable`, and what zipfile and expat raise for broken ones."""
    with zipfile.ZipFile(file) as book:
        if "xl/workbook.xml" not in book.namelist():
            raise Unreadable("unreadable")
        if sum(part.file_size for part in book.infolist()) > MAX_UNPACKED:
            raise Unreadable("unpacks_too_large")
        texts = _shared_texts(book)
        name = _first_sheet(book)
        merges = _merges(book, name)
        yield from _filled(_Sheet(texts).rows(_chunks(book, name)), merges)


def column_number(letters: str) -> int:
    """A is 0, Z 25, AA 26."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number - 1


def _chunks(book: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with book.open(name) as part:
        while chunk := part.read(_CHUNK):
            yield chunk


def _first_sheet(book: zipfile.ZipFile) -> str:
    """The part of the first sheet that isn't hidden."""
    sheets = [_attributes(found) for found in _SHEET.findall(_text(book, "xl/workbook.xml"))]
    shown = next((one for one in sheets if one.get("state", "visible") == "visible"), None)
    relations = [_attributes(found) for found in _RELATION.findall(_text(book, "xl/_rels/workbook.xml.rels"))]
    targets = {one.get("Id", ""): one.get("Target", "") for one in relations}
    target = targets.get(shown.get("r:id", ""), "") if shown else ""
    name = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    if name in book.namelist():
        return name
    parts = sorted(part for part in book.namelist() if part.startswith("xl/worksheets/") and part.endswith(".xml"))
    if not parts:
        raise Unreadable("unreadable")
    return parts[0]


def _text(book: zipfile.ZipFile, name: str) -> str:
    with book.open(name) as part:
        return part.read(2**20).decode(errors="replace")


def _attributes(element: str) -> dict[str, str]:
    return dict(_ATTRIBUTE.findall(element))


def _parser() -> Any:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def _refuse(*_declared: object) -> None:
    """No workbook has a DTD; entities that unfold without end need one."""
    raise Unreadable("unreadable")


class _Texts:
    """The shared words of a workbook, all in one block: an entry costs its letters and eight bytes."""

    def __init__(self) -> None:
        self.ends = array("Q", [0])
        self.block = bytearray()

    def add(self, text: str) -> None:
        self.block += text[:MAX_TEXT].strip().encode()
        self.ends.append(len(self.block))

    def __getitem__(self, number: int) -> str:
        if not 0 <= number < len(self.ends) - 1:
            raise Unreadable("unreadable")
        return self.block[self.ends[number] : self.ends[number + 1]].decode()


def _shared_texts(book: zipfile.ZipFile) -> _Texts:
    found = _Texts()
    if "xl/sharedStrings.xml" not in book.namelist():
        return found
    reader = _Shared(found)
    for chunk in _chunks(book, "xl/sharedStrings.xml"):
        reader.parser.Parse(chunk)
    reader.parser.Parse(b"", True)
    return found


class _Shared:
    """Reads `<si>` entries: plain words, or runs of formatted ones; readings of Asian words (`<rPh>`) are left out."""

    def __init__(self, texts: _Texts) -> None:
        self.texts, self.spoken, self.inside = texts, 0, False
        self.words: list[str] = []
        self.parser = _parser()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.letters

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "si":
            self.words = []
        self.spoken += tag == "rPh"
        self.inside = tag == "t" and not self.spoken

    def end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        self.inside = False
        self.spoken -= tag == "rPh"
        if tag == "si":
            self.texts.add("".join(self.words))

    def letters(self, data: str) -> None:
        if self.inside:
            self.words.append(data)


class _Sheet:
    """Reads rows and cells of a sheet; words of a cell are those of its `<v>`, or of `<t>` where they stand inline."""

    def __init__(self, texts: _Texts) -> None:
        self.texts = texts
        self.done: list[tuple[int, list[str]]] = []
        self.number = self.column = 0
        self.kind = ""
        self.cells: list[str] = []
        self.words: list[str] = []
        self.inside = False
        self.columns: dict[str, int] = {}

    def rows(self, chunks: Iterator[bytes]) -> Iterator[tuple[int, list[str]]]:
        parser = _parser()
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.letters
        for chunk in chunks:
            parser.Parse(chunk)
            yield from self.done
            self.done.clear()
        parser.Parse(b"", True)
        yield from self.done

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2] if ":" in name else name
        if tag == "c":
            reference = attributes.get("r")
            self.column = self._column(reference) if reference else self.column + 1
            self.kind = attributes.get("t", "n")
            self.words.clear()
        elif tag in ("v", "t"):
            self.inside = True
        elif tag == "row":
            said = attributes.get("r", "")
            self.number = int(said) if said.isdigit() and int(said) > self.number else self.number + 1
            self.cells, self.column = [], -1
        elif tag == "rPh":
            self.kind = "e"  # the reading of an inline word; what comes after it isn't the word

    def end(self, name: str) -> None:
        tag = name.rpartition(":")[2] if ":" in name else name
        if tag in ("v", "t"):
            self.inside = False
        elif tag == "c":
            if self.words and self.column < MAX_COLUMNS:
                self._put(_value(self.kind, "".join(self.words), self.texts))
        elif tag == "row":
            self.done.append((self.number, self.cells))

    def letters(self, data: str) -> None:
        if self.inside and self.kind != "e":
            self.words.append(data)

    def _put(self, text: str) -> None:
        while len(self.cells) <= self.column:
            self.cells.append("")
        self.cells[self.column] = text

    def _column(self, reference: str) -> int:
        letters = reference.rstrip(_DIGITS)
        if letters not in self.columns:
            self.columns[letters] = column_number(letters) if letters.isalpha() and letters.isascii() else 0
        return self.columns[letters]


def _value(kind: str, words: str, texts: _Texts) -> str:
    if kind == "s":
        return texts[int(words)]
    if kind == "n":
        return _number(words.strip())
    return words.strip()[:MAX_TEXT]


def _number(text: str) -> str:
    """A number as people read it: 101.0 is 101; those with more than 15 digits stay as they are, for their last ones are lost."""
    if text.isdigit():
        return text
    try:
        number = float(text)
    except ValueError:
        return text[:MAX_TEXT]
    return str(int(number)) if abs(number) < 1e15 and number.is_integer() else text


def _merges(book: zipfile.ZipFile, name: str) -> list[Merge]:
    """Merged cells of a sheet in the order of their rows. They are told after all rows: the sheet is walked through once before."""
    found: set[Merge] = set()
    rest = b""
    for chunk in _chunks(book, name):
        rest += chunk
        if b"mergeCell " in rest:
            found.update(_merge(*one) for one in _MERGE.findall(rest))
            if len(found) > MAX_MERGES:
                raise Unreadable("unreadable")
        rest = rest[-_MERGE_LENGTH:]
    return sorted(found)


def _merge(left: bytes, first: bytes, right: bytes, last: bytes) -> Merge:
    return int(first), int(last), column_number(left.decode()), min(column_number(right.decode()), MAX_COLUMNS - 1)


def _filled(rows: Iterator[tuple[int, list[str]]], merges: list[Merge]) -> Iterator[tuple[int, list[str]]]:
    """Every cell of a merged range gets the word of its first one. Rows that hold nothing of their own stay as they are."""
    waiting = iter(merges)
    ahead = next(waiting, None)
    running: list[tuple[Merge, str]] = []
    for number, cells in rows:
        running = [one for one in running if one[0][1] >= number]
        while ahead and ahead[0] <= number:
            if ahead[0] == number and ahead[2] < len(cells) and cells[ahead[2]]:
                running.append((ahead, cells[ahead[2]]))
            ahead = next(waiting, None)
        if running and any(cells):
            for (_first, _last, left, right), word in running:
                cells.extend([""] * (right + 1 - len(cells)))
                cells[left : right + 1] = [word] * (right + 1 - left)
        yield number, cells
