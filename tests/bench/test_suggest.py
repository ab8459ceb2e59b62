"""The measure of suggestions reads what comes, and its figures are right where they are known."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tools.bench import labelled, suggest

DATA = Path(__file__).parent / "data/complaints.csv"
WORDS = {
    "甲": ("路灯", "灯杆", "照明", "不亮"),
    "乙": ("垃圾", "垃圾桶", "清运", "臭味"),
    "丙": ("噪音", "音响", "施工", "吵闹"),
}
PLACES = ("东门", "河边", "小学旁", "菜场口", "超市前", "车站", "广场", "桥头", "村口", "楼下", "巷子里", "停车场")


def table(rows: list[list[str]], *, separator: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue()


def plain_set() -> list[list[str]]:
    """Three classes that words tell apart; each place is a cluster's."""
    rows = [["text", "label", "cluster"]]
    for label, words in WORDS.items():
        for at, place in enumerate(PLACES):
            rows.append([f"{place}的{words[at % 4]}，{words[(at + 1) % 4]}", label, f"{label}{at // 2}"])
    return rows


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ","), ("utf-8-sig", ","), ("gb18030", ","), ("utf-16", "\t"), ("utf-8", ";"), ("gbk", "\t")],
)
def test_it_reads_what_comes(encoding: str, separator: str) -> None:
    found = labelled.read(table(plain_set(), separator=separator).encode(encoding))
    assert len(found.rows) == 36 and found.rows[0].label == "甲" and found.rows[0].group == "甲0"


def test_quotes_breaks_and_gaps() -> None:
    text = 'Label,ID,TEXT\n甲,1,"他说:""灯坏了"",\n快来"\n,2,没有类别\n乙,3,\n\n丙,4\n丁,5,好\n'
    found = labelled.read(text.encode())
    assert [(row.text, row.label) for row in found.rows] == [
        ('他说:"灯坏了",\n快来', "甲"),
        ("没有类别", ""),
        ("好", "丁"),
    ]
    assert (found.no_text, found.no_label) == (2, 1)


def test_without_a_head_line_columns_stand_in_their_order() -> None:
    found = labelled.read("灯坏了,甲\n垃圾,乙\n".encode())
    assert [row.label for row in found.rows] == ["甲", "乙"] and "no head line" in found.remarks[0]


@pytest.mark.parametrize(
    "data", [b"", b"text,class\nx,y\n", b"a,b,c,d\n1,2,3,4\n", b"text,label\n", b"text,label\n,\n"]
)
def test_what_cannot_be_used_is_said(data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError):
        labelled.read(data)
    file = tmp_path / "x.csv"
    file.write_bytes(data)
    assert suggest.main([str(file)]) == 2 and "x.csv" in capsys.readouterr().err
    assert suggest.main([str(tmp_path / "nowhere.csv")]) == 2


def test_signs_that_no_encoding_knows_are_counted() -> None:
    assert "could not be read" in labelled.read(b"text,label\n\xff\xfa\xff,x\nab,y\n").remarks[0]


@pytest.fixture(scope="module")
def result() -> dict[str, Any]:
    rows = plain_set()
    rows += [[rows[1][0] + "！", "甲", "甲0"], ["少见的类别", "戊", ""], ["两说的话", "甲", ""], ["两说的话", "乙", ""]]
    return suggest.measured("x.csv", table(rows).encode())


def test_figures_where_they_are_known(result: dict[str, Any]) -> None:
    found = result["classes"]
    assert found["macro_f1"] == 1.0 == found["right"] and found["confused"] == []
    assert [row[:2] for row in found["by_label"]] == [["丙", 12], ["乙", 12], ["甲", 12]]
    assert (result["doubles"], result["torn"], result["small"], result["texts"]) == (2, 1, {"戊": 1}, 36)
    assert found["bytes"] > 0 and found["milliseconds"]["median"] > 0


def test_it_says_the_same_each_time(result: dict[str, Any]) -> None:
    data = DATA.read_bytes()
    one, two = (suggest.measured("x", data) for _ in range(2))
    for key in ("macro_f1", "by_label", "confused", "bytes", "features"):
        assert one["classes"][key] == two["classes"][key]
    assert one["twins"] == two["twins"]


def test_labels_that_say_nothing_are_not_learned() -> None:
    """A control: with labels dealt out at random the figure falls to chance, so nothing leaks from the asked fold."""
    rows = plain_set()
    labels = [row[1] for row in rows[1:]]
    dealt = [[row[0], labels[at * 7 % 36], ""] for at, row in enumerate(rows[1:])]
    found = suggest.measured("x", table([rows[0], *dealt]).encode())["classes"]
    assert found["macro_f1"] < 0.6


def test_twins_are_counted_by_hand() -> None:
    rows = [
        ["text", "label", "cluster"], ["东门井盖破损", "", "a"], ["东门的井盖破损了", "", "a"], ["东门的井盖 破损了!", "", "a"],
        ["河边路灯不亮", "", "b"], ["后街垃圾没人清", "", "b"], ["另一件事情", "", ""],
    ]  # fmt: skip
    found = suggest.measured("x", table(rows).encode())
    assert found["classes"] is None
    assert found["twins"] == {"clusters": 2, "asked": 4, "pool": 5, "recall": 0.5, "hit": 0.5}
    rows[4][0] = "后街路灯不亮"
    near = suggest.measured("x", table(rows).encode())
    assert near["twins"]["recall"] == near["twins"]["hit"] == 1.0


def test_the_report_is_printed_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("linli.config.env.env.var", lambda: tmp_path)
    assert suggest.main([str(DATA)]) == 0
    printed = capsys.readouterr().out
    assert "**Macro-F1" in printed and "**Recall@5" in printed and "taken for another" in printed
    assert (tmp_path / "bench/suggest.md").read_text(encoding="utf-8").strip() == printed.strip()
    assert json.loads((tmp_path / "bench/suggest.json").read_text(encoding="utf-8"))["texts"] == 84
