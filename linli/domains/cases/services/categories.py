"""Category tables: read from CSV, checked as a whole, written once. Loading the same table again changes nothing."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from linli.domains.cases.models import Category, RequestKind
from linli.domains.cases.selectors.categories import known_categories
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

DATA = Path(__file__).resolve().parent.parent / "data"

#: File → (standard, kind) of the tables that Linli ships; their provenance is in data/README.md.
SHIPPED = {
    "gbt47678_5_2026_components.csv": ("gbt47678_5_2026", "component"),
    "gbt47678_5_2026_matters.csv": ("gbt47678_5_2026", "matter"),
    "gbt30428_2_style_events_2013.csv": ("gbt30428_2_2013", "event"),
    "social.csv": ("social", "request"),
}
MOST_ROWS = 20_000
_CODE = re.compile(r"[0-9A-Za-z]{1,20}")
_WORD = re.compile(r"[a-z0-9_]{1,40}")
_FIELDS = ("name", "major", "request_kind", "retired")


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did. `errors` are (line of the file, message code); with any, nothing was written."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    retired: int = 0
    errors: tuple[tuple[int, str], ...] = field(default=())


def read_rows(data: bytes) -> list[dict[str, str]]:
    """Rows of a CSV file in UTF-8 (with or without a mark) or GBK, as Chinese offices save it.

    Raises `RuleBroken` cases.unreadable_table for other bytes, a missing column (code, name) or more than 20,000 rows.
    """
    reader = csv.DictReader(io.StringIO(_text(data), newline=""), strict=True)
    try:
        rows = [{(k or ""): (v or "").strip() for k, v in row.items() if isinstance(v, str | None)} for row in reader]
    except csv.Error as error:
        raise RuleBroken("cases.unreadable_table") from error
    if not {"code", "name"} <= set(reader.fieldnames or ()) or len(rows) > MOST_ROWS:
        raise RuleBroken("cases.unreadable_table")
    return rows


@transaction.atomic
def import_categories(
    actor: Actor, *, standard: str, kind: str, rows: Sequence[Mapping[str, str]], retire_missing: bool = False
) -> Report:
    """Bring one table (standard, kind) in line with `rows` (code, name, optional major and request_kind).

    All rows are checked first; with errors nothing is written. `retire_missing` marks classes that the file no longer has;
    cases keep them. Reference data is the same for all counties, so only the system (a command of the operator) may load it.
    """
    if not actor.is_system:
        raise RuleBroken("cases.not_yours")
    if not (_WORD.fullmatch(standard) and _WORD.fullmatch(kind) and len(kind) <= 20):
        raise RuleBroken("cases.bad_table_name", name=f"{standard}/{kind}"[:80])
    errors = _errors(rows)
    if errors:
        return Report(errors=errors)
    return _write(standard, kind, {row["code"]: _facts(row) for row in rows}, retire_missing=retire_missing)


def load_shipped_categories(actor: Actor) -> dict[str, Report]:
    """Load every table of `data/`; returns what happened to each file."""
    reports = {}
    for name, (standard, kind) in SHIPPED.items():
        rows = read_rows((DATA / name).read_bytes())
        reports[name] = import_categories(actor, standard=standard, kind=kind, rows=rows)
    return reports


def _write(standard: str, kind: str, wanted: dict[str, dict[str, object]], *, retire_missing: bool) -> Report:
    there = {row.code: row for row in Category.objects.filter(standard=standard, kind=kind)}
    new = [
        Category(standard=standard, kind=kind, code=code, **facts)
        for code, facts in wanted.items()
        if code not in there
    ]
    changed = [row for code, row in there.items() if code in wanted and _update(row, wanted[code])]
    gone = [row for code, row in there.items() if retire_missing and code not in wanted and not row.retired]
    for row in gone:
        row.retired = True
    Category.objects.bulk_create(new)
    Category.objects.bulk_update(changed + gone, _FIELDS)
    known_categories.changed()
    same = len(wanted) - len(new) - len(changed)
    return Report(created=len(new), changed=len(changed), unchanged=same, retired=len(gone))


def _update(row: Category, facts: dict[str, object]) -> bool:
    """Set what differs; whether anything did."""
    differs = {name: value for name, value in facts.items() if getattr(row, name) != value}
    for name, value in differs.items():
        setattr(row, name, value)
    return bool(differs)


def _facts(row: Mapping[str, str]) -> dict[str, object]:
    request_kind = row.get("request_kind") or RequestKind.HELP.value
    return {"name": row["name"], "major": row.get("major", ""), "request_kind": request_kind, "retired": False}


def _errors(rows: Sequence[Mapping[str, str]]) -> tuple[tuple[int, str], ...]:
    """(line, what is wrong): 2 is the first line under the head."""
    seen: set[str] = set()
    found = []
    for line, row in enumerate(rows, start=2):
        wrong = _wrong(row, seen)
        if wrong:
            found.append((line, wrong))
        seen.add(row.get("code", ""))
    return tuple(found)


def _wrong(row: Mapping[str, str], seen: set[str]) -> str:
    code, name = row.get("code", ""), row.get("name", "")
    if not _CODE.fullmatch(code):
        return "bad_code"
    if code in seen:
        return "code_twice"
    if not 0 < len(name) <= 80 or len(row.get("major", "")) > 80 or not name.isprintable():
        return "bad_name"
    return "" if row.get("request_kind", "") in ("", *RequestKind.values) else "bad_request_kind"


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise RuleBroken("cases.unreadable_table")
