"""Lists of past cases for tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from linli.domains.cases.models import Case, Origin
from linli.domains.rosters import services
from linli.domains.rosters.models import Roster
from linli.domains.rosters.selectors import preview_of
from linli.domains.rosters.tests.making import again, csv_file, work

HEAD = ["工单编号", "受理时间", "诉求内容", "类别", "状态", "办理时限", "办结时间", "满意度"]
#: Good rows: on time and late, solved and only closed, open, withdrawn.
ROWS = [
    ["A-1", "2024-03-05 14:30", "三号楼前垃圾没人收", "暴露垃圾", "已办结", "2024-03-12 14:30", "2024-03-12 14:30", "满意"],
    ["A-2", "2024/3/5 9:05", "路灯杆旁垃圾成堆", "暴露垃圾", "CLOSED", "2024-03-06", "2024-03-07 08:00", "不满意"],
    ["A-3", "2024年3月6日 8时10分", "店外摆摊挡路", "店外经营", "Closed", "", "2024-03-08", "NULL"],
    ["A-4", "20240307083000", "夜里施工太吵", "噪声扰民", "撤销", "", "2024-03-07 10:00", "-"],
    ["A-5", "45358", "工地夜里施工太吵", "施工扰民", "处理中", "2024-03-20", "", ""],
]  # fmt: skip


def sent(cast: Any, rows: Sequence[Sequence[str]], head: Sequence[str] = HEAD, **options: Any) -> Roster:
    """Chen of the county's centre sends a file, and it is read."""
    file = csv_file(rows, head, name="往年工单.csv", **options)
    row = services.send_list(cast.chen_centre.actor, area=cast.county, file=file, about="cases")
    work()
    return again(row)


def checked(cast: Any, rows: Sequence[Sequence[str]], head: Sequence[str] = HEAD, **options: Any) -> Roster:
    """The same, matched as guessed, and checked."""
    row = sent(cast, rows, head, **options)
    preview = preview_of(row)
    columns = {column.number: column.field for column in preview.columns if column.field}
    services.match_columns(cast.chen_centre.actor, roster=row, header_line=preview.header, columns=columns)
    work()
    return again(row)


def brought_in(cast: Any, rows: Sequence[Sequence[str]], head: Sequence[str] = HEAD, **options: Any) -> Roster:
    """The same, and run."""
    row = checked(cast, rows, head, **options)
    services.start_run(cast.chen_centre.actor, roster=row)
    work()
    return again(row)


def case(number: str) -> Case:
    """The case that had this number elsewhere."""
    return Origin.objects.select_related("case__category", "case__area").get(number=number).case
