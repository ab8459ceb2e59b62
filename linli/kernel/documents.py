"""Papers in DOCX: what an office edits, prints and files. One home for how they look, so that every paper of Linli looks alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from linli.kernel import clock

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

#: Names of fonts, not files: the reader's machine has them, or takes its own.
_LATIN, _CHINESE = "Times New Roman", "宋体"
_FONTS_OF_THEME = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a paper; every row has as many cells as `head`. Cells are words, never numbers to be formatted here."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a paper: its heading ("" for none), then paragraphs, then tables."""

    heading: str = ""
    paragraphs: Sequence[str] = ()
    tables: Sequence[Table] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper. `number` (of a certificate, a sheet) stands under the title; `foot` are who issued it and when."""

    title: str
    parts: Sequence[Part]
    number: str = ""
    foot: Sequence[str] = field(default=())


def docx_bytes(paper: Paper) -> bytes:
    """The paper as a DOCX file. Characters that XML can't hold (control characters) are left out.

    The file says when it was made (by Linli's clock), never who made it.
    """
    import docx  # here: it brings lxml, which no process needs that makes no paper

    document: Any = docx.Document()
    _dress(document)
    _align(document.add_heading(_plain(paper.title), 0), "CENTER")
    if paper.number:
        _align(document.add_paragraph(_plain(paper.number)), "CENTER")
    for part in paper.parts:
        _write_part(document, part)
    for line in paper.foot:
        _align(document.add_paragraph(_plain(line)), "RIGHT")
    _sign_off(document.core_properties, paper.title, clock.now())
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def docx_answer(paper: Paper, filename: str) -> HttpResponse:
    """The paper to be saved by the browser as `filename` (with its .docx)."""
    answer = HttpResponse(docx_bytes(paper), content_type=DOCX)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=filename) or "attachment"
    return answer


def _write_part(document: Any, part: Part) -> None:
    if part.heading:
        document.add_heading(_plain(part.heading), 1)
    for words in part.paragraphs:
        document.add_paragraph(_plain(words))
    for table in part.tables:
        _write_table(document, table)


def _write_table(document: Any, table: Table) -> None:
    made = document.add_table(rows=1 + len(table.rows), cols=len(table.head), style="Table Grid")
    for row, words in zip(made.rows, (table.head, *table.rows), strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = _plain(text)
    for cell in made.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True


def _align(paragraph: Any, side: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, side)


def _dress(document: Any) -> None:
    """Give the styles that papers use a Chinese font: without one, half the characters fall back to another face."""
    from docx.oxml.ns import qn

    for name in ("Normal", "Title", "Heading 1"):
        style = document.styles[name]
        style.font.name = _LATIN
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in _FONTS_OF_THEME:
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), _CHINESE)


def _sign_off(properties: Any, title: str, at: datetime) -> None:
    properties.title, properties.author, properties.comments = _plain(title), "", ""
    properties.created = properties.modified = at.replace(tzinfo=None)


def _plain(words: str) -> str:
    return "".join(one for one in words if one in "\t\n" or (ord(one) >= 0x20 and one not in "\ufffe\uffff"))
