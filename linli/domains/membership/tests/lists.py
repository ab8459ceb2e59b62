"""Lists of members for tests, in and out."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from linli.domains.membership import services
from linli.domains.rosters import selectors as rosters
from linli.domains.rosters import services as jobs
from linli.domains.rosters.models import Roster
from linli.domains.rosters.selectors import pieces
from linli.domains.rosters.tests.making import again, bytes_of, csv_file, work
from linli.foundation.privacy import rls

HEAD = ["姓名", "公民身份号码", "联系电话", "党员类别"]
REASON = "报送上级党委半年核对"

Rows = Sequence[Sequence[str]]


def sent(
    cast: Any, rows: Rows, head: Sequence[str] = HEAD, *, body: Any = None, who: Any = None, file: Any = None
) -> Roster:
    """Ding sends a list about his branch, and it is read."""
    about = body or cast.branch
    row = jobs.send_list(
        (who or cast.ding_party).actor, area=about.area, organization=about, about="members",
        file=file or csv_file(rows, head, name="党员名册.csv"),
    )  # fmt: skip
    work()
    return again(row)


def checked(cast: Any, rows: Rows, head: Sequence[str] = HEAD, **options: Any) -> Roster:
    """The same, matched as guessed, and checked."""
    row = sent(cast, rows, head, **options)
    preview = rosters.preview_of(row)
    columns = {column.number: column.field for column in preview.columns if column.field}
    actor = (options.get("who") or cast.ding_party).actor
    jobs.match_columns(actor, roster=row, header_line=preview.header, columns=columns)
    work()
    return again(row)


def imported(cast: Any, rows: Rows, head: Sequence[str] = HEAD, **options: Any) -> Roster:
    """The same, and run."""
    row = checked(cast, rows, head, **options)
    jobs.start_run((options.get("who") or cast.ding_party).actor, roster=row)
    work()
    return again(row)


def taken(cast: Any, *, body: Any = None, who: Any = None, kind: str = "", form: str = "csv") -> Roster:
    """Ding takes out a list of his branch's members."""
    actor, reason = (who or cast.ding_party).actor, REASON
    made: Roster = services.ask_members_list(
        actor, organization=body or cast.branch, kind=kind, form=form, reason=reason
    )
    return made


def lines(actor: Any, row: Roster) -> list[list[str]]:
    """The lines of a finished CSV."""
    data = bytes_of(jobs.take_export(actor, roster=row))
    return list(csv.reader(io.TextIOWrapper(data, "utf-8-sig", newline="")))


def reasons(row: Roster) -> dict[int, str]:
    """Why rows were left out, by line."""
    with rls.everywhere():
        return {line: reason for line, _cells, reason in pieces.wrong_rows(row, 1000)}
