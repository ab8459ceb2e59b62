"""Papers in DOCX: opened again by the library that reads them."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest

from linli.kernel import clock
from linli.kernel.documents import DOCX, Paper, Part, Table, docx_answer, docx_bytes

PAPER = Paper(
    title="红齐物业评价结果单",
    number="编号 2026-0001",
    parts=(
        Part(paragraphs=("翡翠城小区", "坏字符\x00\x0b没有了")),
        Part("各项得分", tables=(Table(("项目", "得分"), (("卫生", "60.00"), ("维修", "59.99"))),)),
    ),
    foot=("某社区居民委员会", "2026年11月22日"),
)


def test_a_paper_reads_back_whole() -> None:
    document = docx.Document(BytesIO(docx_bytes(PAPER)))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines == [
        "红齐物业评价结果单",
        "编号 2026-0001",
        "翡翠城小区",
        "坏字符没有了",
        "各项得分",
        "某社区居民委员会",
        "2026年11月22日",
    ]
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells == [["项目", "得分"], ["卫生", "60.00"], ["维修", "59.99"]]


def test_a_paper_says_when_it_was_made_and_not_by_whom() -> None:
    with clock.frozen(datetime(2026, 11, 22, 9, 0, tzinfo=clock.now().tzinfo)):
        properties = docx.Document(BytesIO(docx_bytes(PAPER))).core_properties
    assert (properties.author, properties.comments) == ("", "")
    assert properties.created is not None
    assert properties.created.year == 2026


def test_chinese_has_a_font_of_its_own() -> None:
    with ZipFile(BytesIO(docx_bytes(PAPER))) as file:
        styles = file.read("word/styles.xml").decode()
    assert styles.count('w:eastAsia="宋体"') == 3


def test_a_row_with_too_few_cells_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        docx_bytes(Paper("x", (Part(tables=(Table(("a", "b"), (("1",),)),)),)))


def test_an_answer_is_a_file_with_its_chinese_name() -> None:
    answer = docx_answer(PAPER, "结果单.docx")
    assert answer["Content-Type"] == DOCX
    assert "filename*=utf-8''%E7%BB%93%E6%9E%9C%E5%8D%95.docx" in answer["Content-Disposition"]
    assert answer.content[:2] == b"PK"
