"""Reading labelled texts as they come: CSV in UTF-8, UTF-16 or GB 18030, with or without a mark in front, any of three separators."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from linli.domains.suggestions.rules.learning import Row

COLUMNS = ("text", "label", "cluster")
#: A field may be so long (characters); a whole web page in a cell is still read.
LONGEST_FIELD = 10_000_000


@dataclass
class Labelled:
    """Rows with their line numbers' worth of remarks: what was left out and why, and how the file was read."""

    rows: list[Row] = field(default_factory=list)
    encoding: str = ""
    remarks: list[str] = field(default_factory=list)
    no_text: int = 0
    no_label: int = 0


def read(data: bytes) -> Labelled:
    """All rows of a file; ValueError for one without any row or without the columns text and label."""
    found = Labelled()
    text = _decoded(data, found)
    lines = _lines(text)
    head = next(lines, None)
    if head is None:
        raise ValueError("the file is empty")
    places = _places(head, found)
    if places is None:
        places, lines = _by_position(head, found), _again(head, lines)
    for cells in lines:
        _take(cells, places, found)
    if not found.rows:
        raise ValueError("no row has a text")
    return found


def _decoded(data: bytes, found: Labelled) -> str:
    marked = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ""
    for encoding in filter(None, (marked, "utf-8-sig", "gb18030")):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        found.encoding = encoding
        return text.replace("\x00", "")
    found.encoding = "gb18030"
    text = data.decode("gb18030", errors="replace")
    found.remarks.append(f"{text.count(chr(0xFFFD))} signs could not be read")
    return text.replace("\x00", "")


def _lines(text: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_FIELD)
    head = text.lstrip("\ufeff\r\n").split("\n", 1)[0]
    separator = max(",\t;", key=head.count)
    return iter(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=separator))


def _again(head: list[str], lines: Iterator[list[str]]) -> Iterator[list[str]]:
    yield head
    yield from lines


def _places(head: Sequence[str], found: Labelled) -> dict[str, int] | None:
    """Column → place by the head line; None where it names neither text nor label."""
    names = [name.strip().strip("\ufeff").lower() for name in head]
    places = {name: names.index(name) for name in COLUMNS if name in names}
    if "text" in places and "label" in places:
        return places
    if places:
        raise ValueError(f"columns text and label are needed; found {', '.join(names)}")
    return None


def _by_position(head: Sequence[str], found: Labelled) -> dict[str, int]:
    if not 2 <= len(head) <= 3:
        raise ValueError(f"columns text,label[,cluster] are needed; the first line has {len(head)} cells")
    found.remarks.append("no head line: columns were taken as text, label, cluster in this order")
    return {name: at for at, name in enumerate(COLUMNS[: len(head)])}


def _take(cells: Sequence[str], places: dict[str, int], found: Labelled) -> None:
    """One row; what lacks a text or a label is counted. A row with a cluster only still serves likeness."""
    if not any(cell.strip() for cell in cells):
        return
    text, label, cluster = (
        cells[places[name]].strip() if name in places and places[name] < len(cells) else "" for name in COLUMNS
    )
    if not text:
        found.no_text += 1
        return
    if not label:
        found.no_label += 1
    found.rows.append(Row(text, label, cluster))
