"""Cases with words for tests, filed as people file them, and a past of a county to learn from."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from linli.domains.cases.tests.making import MORNING, category, open_case
from linli.domains.suggestions import services

__all__ = ["KINDS", "MORNING", "category", "open_case", "past", "said", "text_of"]

#: Category → words of it; texts are made of these, of places and of fillers, by number.
KINDS = {
    "social/request/0701": (
        "垃圾堆没人清运",
        "垃圾桶满了臭味大",
        "建筑垃圾乱倒",
        "厨余垃圾落在楼道",
        "清运车没来收垃圾",
    ),
    "social/request/0702": ("路灯不亮晚上黑", "楼道灯坏了", "路灯一闪一闪", "灯杆倒了没人修", "照明线路断电"),
    "social/request/0703": ("广场舞音响太吵", "深夜施工噪音扰民", "楼上装修噪音大", "烧烤摊半夜吵闹", "汽修店噪音不停"),
}
PLACES = ("东门", "西门", "菜市场口", "小学旁边", "三号楼前", "河边", "公交站", "超市门口", "停车场", "物业门口")
FILLERS = ("老人走路不方便", "已经一周了", "孩子上学要路过", "大家都有意见", "希望有人来看看", "说了几次没有用")


def text_of(kind: str, number: int) -> str:
    """The text of a number; texts of different numbers differ in more than numbers."""
    words = KINDS[kind]
    place, filler = PLACES[number % len(PLACES)], FILLERS[number // len(PLACES) % len(FILLERS)]
    return f"{place}{words[number % len(words)]}，{filler}"


def past(cast: SimpleNamespace, each: int = 40, **facts: Any) -> None:
    """So many cases of each kind."""
    for kind in KINDS:
        for number in range(each):
            said(cast, text_of(kind, number), kind, **facts)


def said(cast: SimpleNamespace, text: str, kind: str = "social/request/0701", **facts: Any) -> Any:
    """A case of a kind with these words."""
    return open_case(cast, text=text, category=category(kind, f"类别{kind[-4:]}"), **facts)


def indexed() -> int:
    """Everything that is filed by now made searchable."""
    return services.index_all()
