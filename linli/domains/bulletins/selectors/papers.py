"""Bulletins to take along: a paper for the office, and rows for other programs. From the frozen figures, or those for the public."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from linli.domains.bulletins.models import Bulletin, Section
from linli.domains.bulletins.rules import HIDDEN
from linli.kernel import clock
from linli.kernel.documents import Paper, Part, Table

Cell = str | int


def table_of(row: Bulletin, sections: Sequence[Section]) -> list[list[Cell]]:
    """A head, and a line for each figure of each group: what a program reads without knowing how the page looks."""
    head = [
        _("Table"), _("Group"), _("Figure"), _("From"), _("to"), _("Figure shown"), _("Counted"), _("Taken of"), _("Its place"), _("Band"),
        _("Period before"), _("Year before"),
    ]  # fmt: skip
    days = [row.starts_on.isoformat(), row.ends_on.isoformat()]
    return [list(head), *(line for one in sections for line in _lines(one, days))]


def paper_of(row: Bulletin, sections: Sequence[Section], version: int) -> Paper:
    """The bulletin as a paper: each table with its comment, how it is counted, who issued it."""
    said = [_period(row), _("Counted by version {n} of the method.").format(n=version)]
    parts = [Part(paragraphs=said), *(_part(one) for one in sections)]
    parts.append(Part(_("How it is counted"), [_definition(head) for one in sections for head in one.data["heads"]]))
    return Paper(row.title, parts, number=row.issuer, foot=_foot(row))


def _lines(section: Section, days: list[str]) -> Iterator[list[Cell]]:
    for row in all_rows(section):
        for head, cell in zip(section.data["heads"], row["cells"], strict=True):
            numbers = [HIDDEN if cell["counted"] is None else cell["counted"]]
            numbers.append(("" if not head["of"] else HIDDEN) if cell["of"] is None or not head["of"] else cell["of"])
            year = cell["year"]["text"] if cell["year"] else ""
            place = "" if cell["place"] is None else cell["place"]
            yield [
                section.label, row["name"], head["label"], *days, cell["text"], *numbers, place, row["band"],
                cell["before"]["text"], year,
            ]  # fmt: skip


def all_rows(section: Section) -> list[dict[str, Any]]:
    """Groups, what belongs to none, and the sum."""
    data = section.data
    return [*data["rows"], *([data["nowhere"]] if data["nowhere"] else ()), data["sum"]]


def _part(section: Section) -> Part:
    heads = section.data["heads"]
    has_score, has_band = section.data["sum"]["score"], any(row["band"] for row in section.data["rows"])
    titles = [section.data["by"], *(head["label"] for head in heads)]
    titles += [_("Score")] if has_score else []
    titles += [_("Band")] if has_band else []
    rows = [
        [
            row["name"], *(_words(cell) for cell in row["cells"]), *([_score(row)] if has_score else ()),
            *([row["band"]] if has_band else ()),
        ]
        for row in all_rows(section)
    ]  # fmt: skip
    comment = [line for line in section.comment.splitlines() if line]
    return Part(section.label, comment, [Table(titles, rows)])


def _words(cell: dict[str, Any]) -> str:
    """A figure in one cell: the value, its place, and what became of it."""
    said = [cell["text"]]
    if cell["place"]:
        said.append(_("place {n}").format(n=cell["place"]))
    if cell["change"]:
        said.append(_("{change} on the period before").format(change=cell["change"]))
    if cell["year_change"]:
        said.append(_("{change} on the year before").format(change=cell["year_change"]))
    return "\n".join(said)


def _score(row: dict[str, Any]) -> str:
    if not row["place"]:
        return str(row["score"])
    return f"{row['score']}\n" + _("place {n}").format(n=row["place"])


def _definition(head: dict[str, Any]) -> str:
    taken = _("taken of: {of}").format(of=head["of"]) if head["of"] else ""
    mark = "、".join(head["source"]) or _("assumed: {why}").format(why=head["assumed"])
    return "；".join(filter(None, (f"{head['label']}：{head['counted']}", taken, head["goal"], mark)))


def _period(row: Bulletin) -> str:
    return f"{row.starts_on.isoformat()} – {row.ends_on.isoformat()}"


def _foot(row: Bulletin) -> list[str]:
    day = (row.issued_at or row.counted_at).astimezone(clock.ZONE).date().isoformat()
    if row.issued_at is None:
        return [_("Not issued yet"), day]
    return [_("Signed by {who}").format(who=row.signed_by), row.issuer, day]
