"""Lists for tests, as files and as jobs."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from linli.domains.rosters import services
from linli.domains.rosters.models import Roster
from linli.domains.rosters.rules import PEOPLE
from linli.domains.rosters.selectors import preview_of
from linli.foundation.privacy import rls
from linli.foundation.residents.selectors import Wanted
from linli.foundation.residents.tests.making import number

HEAD = ["姓名", "身份证号", "手机号", "与户主关系", "网格", "楼栋", "房号"]
GRID = "柳园第一网格"

Rows = Sequence[Sequence[str]]


def people(count: int, first: int = 1, *, per_room: int = 3) -> list[list[str]]:
    """So many good rows, three to a room, the first of them the head."""
    return [
        [
            f"{'赵钱孙李周吴郑王'[n % 8]}{'一二三四五六七八九'[n % 9]}", number(n % 1000, division=f"99{n // 1000:04d}"),
            f"100{n:08d}", "户主" if (n - first) % per_room == 0 else "子女", GRID, "1号楼", str(100 + (n - first) // per_room),
        ]
        for n in range(first, first + count)
    ]  # fmt: skip


def csv_file(rows: Rows, head: Sequence[str] = HEAD, encoding: str = "utf-8", name: str = "花名册.csv") -> Any:
    text = "\r\n".join(",".join(row) for row in ([head, *rows] if head else rows))
    return SimpleUploadedFile(name, text.encode(encoding))


def xlsx_file(rows: Rows, head: Sequence[str] = HEAD, name: str = "花名册.xlsx") -> Any:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False})
    sheet = book.add_worksheet()
    for place, row in enumerate([head, *rows] if head else rows):
        for column, word in enumerate(row):
            sheet.write_string(place, column, word)
    book.close()
    return SimpleUploadedFile(name, out.getvalue())


def again(row: Roster) -> Roster:
    """The job as it stands now."""
    with rls.everywhere():
        found: Roster = Roster.unscoped.select_related("area__county", "county").get(pk=row.pk)
    return found


def work() -> None:
    """Until there is nothing to do."""
    while services.work():
        pass


def sent(cast: Any, file: Any, member: Any = None, area: Any = None) -> Roster:
    """Wang sends a list about her community, and it is read."""
    actor = (member or cast.wang_community).actor
    row = services.send_list(actor, area=area or cast.community, file=file)
    work()
    return again(row)


def checked(cast: Any, file: Any, member: Any = None, **options: Any) -> Roster:
    """The same, matched as guessed, and checked."""
    row = sent(cast, file, member, **options)
    preview = preview_of(row)
    columns = PEOPLE.columns([column.heading for column in preview.columns])
    actor = (member or cast.wang_community).actor
    services.match_columns(actor, roster=row, header_line=preview.header, columns=columns)
    work()
    return again(row)


def imported(cast: Any, file: Any, member: Any = None, **options: Any) -> Roster:
    """The same, and run."""
    row = checked(cast, file, member, **options)
    services.start_run((member or cast.wang_community).actor, roster=row)
    work()
    return again(row)


def exported(
    cast: Any, member: Any = None, *, clear: tuple[str, ...] = (), form: str = "csv", **filters: Any
) -> Roster:
    """Wang takes out a list of her community."""
    wanted = Wanted(filters.pop("area", cast.community), **filters)
    actor = (member or cast.wang_community).actor
    return services.ask_export(actor, wanted=wanted, clear=clear, form=form, reason="社区养老服务摸底")


def bytes_of(result: services.Result) -> io.BytesIO:
    """A finished file, taken over."""
    with result.file as file:
        return io.BytesIO(file.read())
