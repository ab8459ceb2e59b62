"""Decisions of rosters: which line is the header, what a column holds, what a cell says. Pure functions, no Django, no clock."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from linli.domains.rosters.states import PLACES, SHOWN

#: A row of a list: its line in the file, and its cells.
Line = tuple[int, list[str]]
#: A row under its fields: field → word.
Record = dict[str, str]

#: The header stands among the first lines.
HEADER_WITHIN = 10
#: Rows of one household that may lie across two pieces; more in a row are no household.
MOST_OF_A_HOUSEHOLD = 60
#: Days that spreadsheets count: 1 is the first day of 1900 as they see it.
_SERIAL_ZERO, _FIRST_SERIAL, _LAST_SERIAL = date(1899, 12, 30), 61, 80_000

#: What offices call a column. Read without spaces, brackets and marks.
HEADINGS: dict[str, tuple[str, ...]] = {
    "name": ("姓名", "名字", "居民姓名", "人员姓名", "成员姓名", "name"),
    "id_number": (
        "身份证号", "身份证号码", "身份证", "公民身份号码", "公民身份证号", "公民身份证号码", "证件号码", "证件号", "idnumber",
    ),
    "phone": ("手机号", "手机号码", "手机", "联系电话", "电话", "电话号码", "联系方式", "本人电话", "phone", "mobile"),
    "born_on": ("出生日期", "出生年月日", "生日", "出生年月", "dayofbirth", "birthday"),
    "relation": ("与户主关系", "与户主的关系", "户主关系", "家庭关系", "成员关系", "关系", "relation"),
    "household": ("户号", "户编号", "家庭编号", "家庭户号", "户主姓名", "户主", "household"),
    "registered": ("户籍", "户籍情况", "户籍性质", "是否户籍", "是否本地户籍", "户籍类型", "registered"),
    "kind": ("居住类型", "居住情况", "居住性质", "人口类型", "人员类型", "kind"),
    "first_month": ("起始月份", "来住月份", "起月", "firstmonth"),
    "last_month": ("截止月份", "离开月份", "止月", "lastmonth"),
    "employer": ("工作单位", "单位", "服务处所", "就业单位", "employer"),
    "area_code": ("网格编码", "网格编号", "网格代码", "地区编码", "区划代码", "areacode"),
    "town": ("街道", "镇街", "乡镇", "镇", "街道乡镇", "镇街道", "所属街道", "town", "street"),
    "community": ("社区", "村", "村居", "社区村", "村社区", "所属社区", "社区名称", "community", "village"),
    "grid": ("网格", "网格名称", "所属网格", "所在网格", "grid"),
    "grid_unit": ("微网格", "网格单元", "所属微网格", "gridunit"),
    "compound": ("小区", "小区名称", "所在小区", "compound"),
    "building": ("楼栋", "楼号", "栋号", "幢号", "楼栋号", "楼幢", "楼", "栋", "幢", "building"),
    "stairwell": ("单元", "单元号", "stairwell"),
    "room": ("房号", "门牌号", "门牌", "室", "室号", "房间号", "户室", "房屋门牌", "room"),
    "dwelling_kind": ("房屋类型", "房屋用途", "房屋性质", "房屋状态", "dwellingkind"),
}  # fmt: skip

#: What offices write for our codes.
WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "registered": {
        "here": ("here", "本地", "本县", "本区", "本市", "本地户籍", "户籍", "户籍人口", "常住户籍", "是"),
        "elsewhere": ("elsewhere", "外地", "外来", "外县", "外省", "外市", "外地户籍", "流动", "流动人口", "非户籍", "否"),
        "unknown": ("unknown", "不详", "未知"),
    },
    "kind": {
        "registered": ("registered", "户籍", "户籍居民", "户籍人口", "人户一致"),
        "living": ("living", "常住", "居住", "现住", "租住", "暂住", "流动人口"),
        "seasonal": ("seasonal", "季节", "季节性", "季节居住", "候鸟", "度假"),
    },
    "dwelling_kind": {
        "home": ("home", "自住", "自有", "自用", "住宅"),
        "rented": ("rented", "出租", "租住", "租赁", "租房", "出租房"),
        "vacant": ("vacant", "空置", "空房", "无人居住"),
        "shop": ("shop", "商铺", "门面", "店铺", "商用"),
        "dormitory": ("dormitory", "宿舍", "集体宿舍"),
    },
    "relation": {
        "head": ("head", "户主", "本人", "户主本人"),
        "spouse": ("spouse", "配偶", "妻", "夫", "妻子", "丈夫", "爱人", "之妻", "之夫"),
        "child": (
            "child", "子女", "子", "女", "儿子", "女儿", "长子", "次子", "三子", "长女", "次女", "三女", "独生子", "独生女",
            "之子", "之女",
        ),
        "parent": ("parent", "父母", "父亲", "母亲", "父", "母"),
        "child_in_law": ("儿媳", "女婿", "媳", "婿"),
        "parent_in_law": ("公公", "婆婆", "岳父", "岳母"),
        "grandchild": ("孙子", "孙女", "外孙", "外孙女", "外孙子", "孙"),
        "grandparent": ("祖父", "祖母", "爷爷", "奶奶", "外公", "外婆", "姥姥", "姥爷", "外祖父", "外祖母"),
        "sibling": ("兄", "弟", "姐", "妹", "哥哥", "弟弟", "姐姐", "妹妹", "兄弟姐妹"),
        "relative": ("亲属", "其他亲属", "其他", "亲戚"),
        "flatmate": ("合租", "合住", "租客"),
    },
}  # fmt: skip

_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_NO_LETTER = re.compile(r"[\W_]+")
_DAY = re.compile(r"(\d{4})(?:[-/.年])(\d{1,2})(?:[-/.月])(\d{1,2})日?(?:[ T]0?0:00(?::00(?:\.0+)?)?)?")
_LOST = re.compile(r"\d(?:\.\d+)?[eE]\+?1[4-9]", re.ASCII)
_PLACE_END = re.compile(r"(?<=[0-9A-Z])(?:号楼|号院|单元|楼栋|号|栋|幢|座|楼|室|门)$")
_CHINESE = dict(zip("一二三四五六七八九", "123456789", strict=True))
_COUNTED = re.compile(r"^([一二三四五六七八九])(?=号楼|单元|号|栋|幢|座|楼|门)")


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a cell: the field, the code of a registered refusal, and its words."""

    field: str
    code: str
    word: str = ""
    place: str = ""


def heading_key(text: str) -> str:
    """What makes two headings the same: letters without brackets, spaces, stars and case."""
    narrow = unicodedata.normalize("NFKC", text)
    return _NO_LETTER.sub("", _BRACKETS.sub("", narrow)).lower() or _NO_LETTER.sub("", narrow).lower()


_CODE_OF = {field: {word: code for code, words in table.items() for word in words} for field, table in WORDS.items()}


def _no_hint(_key: str) -> str:
    return ""


class Headings:
    """What offices call the columns of lists of one kind: field → headings, and a `hint` for those that no table names."""

    def __init__(self, table: Mapping[str, Sequence[str]], hint: Callable[[str], str] = _no_hint) -> None:
        self._field_of = {heading_key(heading): field for field, headings in table.items() for heading in headings}
        self._hint = hint

    def field(self, heading: str) -> str:
        """The field that a heading names; "" where nobody knows."""
        key = heading_key(heading)
        if key in self._field_of or not key:
            return self._field_of.get(key, "")
        return self._hint(key)

    def columns(self, headings: Sequence[str]) -> dict[int, str]:
        """Column → field; the first of two columns that seem to hold the same."""
        found: dict[int, str] = {}
        for number, heading in enumerate(headings):
            field = self.field(heading)
            if field and field not in found.values():
                found[number] = field
        return found

    def under(self, lines: Sequence[Line], line: int) -> list[str]:
        """The headings when `line` is the last header line: an empty one takes the word above it (two header lines)."""
        above = [cells for number, cells in lines if number <= line]
        found = [""] * max((len(cells) for cells in above), default=0)
        own = set(above[-1]) if above else set()
        for cells in above:
            for column, word in enumerate(cells):
                found[column] = word or found[column]
        return [word if word in own or self.field(word) else "" for word in found]

    def line(self, lines: Sequence[Line]) -> int:
        """The line under which the rows begin: with the most headings that are known, the last of equal ones; 0 for none."""
        best, at = 0, 0
        for number, cells in lines[:HEADER_WITHIN]:
            own = len(self.columns(cells))
            score = len(self.columns(self.under(lines, number)))
            if own and score >= max(best, 1):
                best, at = score, number
        return at


def _person_hint(key: str) -> str:
    if "身份证" in key or "公民身份" in key:
        return "id_number"
    return "phone" if key.endswith(("电话", "手机号", "手机号码")) else ""


PEOPLE = Headings(HEADINGS, _person_hint)


def record_of(cells: Sequence[str], columns: Mapping[int, str]) -> Record:
    """The cells that hold something, by field."""
    return {field: cells[column] for column, field in columns.items() if column < len(cells) and cells[column]}


def code_of(field: str, word: str, own: Mapping[str, str] = {}) -> str:
    """Our code for a word of a list; `own` are the county's words. A word that nobody knows comes back as it is."""
    plain = "".join(unicodedata.normalize("NFKC", word).split())
    return own.get(plain) or _CODE_OF[field].get(plain.lower(), plain)


def day_of(text: str) -> date | None:
    """A day as offices write it (1980-05-17, 1980/5/17, 1980年5月17日, 19800517, or counted by a spreadsheet); None for none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    try:
        if found := _DAY.fullmatch(plain):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if len(plain) == 8 and plain.isascii() and plain.isdigit():
            return date(int(plain[:4]), int(plain[4:6]), int(plain[6:]))
    except ValueError:
        return None
    number = int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 5 else 0
    return _SERIAL_ZERO + timedelta(days=number) if _FIRST_SERIAL <= number <= _LAST_SERIAL else None


def month_of(text: str) -> int | None:
    """1 to 12, with or without 月; None for anything else."""
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix("月")
    number = int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 2 else 0
    return number if 1 <= number <= 12 else None


def lost_digits(id_number: str) -> bool:
    """Whether a spreadsheet took an ID number for a figure (3.71425E+17): its last digits are gone."""
    return _LOST.fullmatch(id_number.replace(" ", "")) is not None


def place_key(name: str) -> str:
    """What makes two names of a place the same: 1 号楼, 1号楼, 一号楼, 1栋 and 1 are one building."""
    plain = "".join(unicodedata.normalize("NFKC", name).split()).upper()
    counted = _COUNTED.sub(lambda found: _CHINESE[found[1]], plain)
    return _PLACE_END.sub("", counted)


def household_of(record: Mapping[str, str]) -> tuple[str, ...] | None:
    """What keeps rows together: the place, the room and the household's own number; None without a room."""
    if not record.get("room"):
        return None
    return tuple(record.get(field, "") for field in (*PLACES, "area_code", "compound", "room", "household"))


Key = Callable[[Line], tuple[str, ...] | None]


def batch_of(before: Sequence[Line], rows: Sequence[Line], after: Sequence[Line], key: Key) -> list[Line]:
    """The rows of a piece as they are worked off: those that finish the household of the piece before are left to it, and the
    household at the end is finished with rows of the piece after. Every row belongs to one batch, however often this is asked.
    """
    start = _going_on(before, rows, key)
    return [*rows[start:], *after[: _going_on(rows, after, key)]]


def _going_on(rows: Sequence[Line], after: Sequence[Line], key: Key) -> int:
    """How many rows of `after` go on with the household at the end of `rows`; none, when it is no household any more."""
    last = key(rows[-1]) if rows else None
    count = 0
    while last is not None and count < len(after) and key(after[count]) == last:
        count += 1
    return count if count <= MOST_OF_A_HOUSEHOLD and count < len(after) else 0


def masked(field: str, word: str, shown: Collection[str] = SHOWN) -> str:
    """A cell of the preview: fields `shown` in clear, of anything else only the first letter (and the last two of numbers)."""
    if field in shown or not word:
        return word[:40]
    end = word[-2:] if field in ("phone", "id_number") and len(word) > 6 else ""
    return f"{word[0]}{'*' * min(max(len(word) - 1 - len(end), 1), 14)}{end}"
