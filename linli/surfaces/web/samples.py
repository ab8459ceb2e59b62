"""Invented content for the living page `/style/`: every part in every state. Nothing here is read elsewhere."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.templatetags.static import static

from linli.kernel import clock
from linli.surfaces.web.icons import ICONS, MARKS


def all_parts(request: HttpRequest) -> dict[str, Any]:
    """The context of the page."""
    return {
        "icons": sorted(ICONS),
        "marks": sorted(MARKS),
        "badges": BADGES,
        "form": wrong_form(),
        "fresh_form": SampleForm(initial={"kind": "water"}),
        "filter_form": FilterForm(request.GET or {"due": "7"}),
        "kind_icons": {"water": "drop", "lamp": "lamp", "bin": "bin", "car": "car", "sound": "sound", "unsure": "more"},
        "closed_levels": ["three"],
        "level_hints": {"one": "网格里能办", "two": "街道来协调", "three": "要书记同意"},
        "photos": photos(),
        "page_of": Paginator(range(47), 4).get_page(request.GET.get("page", 3)),
        **TRACKS,
        **timed(),
        **FIGURES,
        **LISTS,
    }


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="称呼", required=False, help_text="怎么叫您方便？")
    phone = forms.RegexField(r"^1\d{10}$", label="手机号", help_text="只用来告诉您办好了", max_length=11)
    place = forms.ChoiceField(label="在哪里", choices=[("", "请选择"), ("1", "南门小区"), ("2", "北院")])
    what = forms.CharField(
        label="说一说", widget=forms.Textarea, max_length=500, help_text="什么东西坏了，大概多久了。"
    )
    kind = forms.ChoiceField(
        label="属于哪一类",
        widget=forms.RadioSelect,
        required=False,
        choices=[
            ("water", "积水漏水"), ("lamp", "路灯照明"), ("bin", "垃圾卫生"),
            ("car", "停车堵路"), ("sound", "噪音扰民"), ("unsure", "不清楚"),
        ],
    )  # fmt: skip
    level = forms.ChoiceField(
        label="哪一种哨",
        widget=forms.RadioSelect,
        initial="one",
        choices=[("one", "常规哨"), ("two", "联合哨"), ("three", "攻坚哨")],
    )
    number = forms.CharField(label="编号", initial="NL-261116-0382", required=False, disabled=True)
    call_back = forms.BooleanField(label="可以电话回访", required=False, initial=True)
    letters = forms.BooleanField(label="接收办结短信", required=False, initial=True)
    photo = forms.ImageField(label="拍照片", required=False)


class FilterForm(forms.Form):
    """Filters of a queue."""

    area = forms.ChoiceField(label="社区", required=False, choices=[("", "全部社区"), ("1", "南门社区")])
    due = forms.ChoiceField(label="到期", required=False, choices=[("", "不限"), ("7", "7 天内")])


def wrong_form() -> SampleForm:
    """A form sent with mistakes."""
    return SampleForm({"name": "", "phone": "1380000", "place": "", "what": "南门外积水", "level": "two"})


BADGES = [
    {"kind": kind, "text": text}
    for kind, text in (
        ("new", "新收到"), ("doing", "处理中"), ("ask", "等您确认"), ("solved", "已解决"), ("soon", "还有 3 小时"),
        ("late", "超时 2 小时"), ("paused", "已暂停"), ("returned", "已退回"), ("merged", "已合并"), ("draft", "草稿"),
        ("plain", "楼道堆物"),
    )
]  # fmt: skip


def photos() -> list[dict[str, Any]]:
    """Two photos: one taken, one on its way."""
    return [
        {"url": static("web/img/sample-drain.svg"), "alt": "积水", "delete_name": "drop", "delete_value": "1"},
        {"url": static("web/img/sample-lamp.svg"), "alt": "路灯", "state": "正在上传 64%"},
    ]


def _steps(states: str) -> list[dict[str, str]]:
    words = ("已收到", "处理中", "等您确认", "已解决")
    notes = ("周一 19:24", "明天前", "", "")
    return [
        {"label": word, "state": state, "note": note}
        for word, state, note in zip(words, states.split(), notes, strict=True)
    ]


TRACKS = {
    "track_begun": _steps("done now next next"),
    "track_asked": _steps("done done now next"),
    "track_solved": _steps("done done done solved"),
}


def timed() -> dict[str, Any]:
    """Parts whose words depend on the present moment."""
    now = clock.now()
    return {
        "route": _route(now),
        "route_short": [
            {"name": "受理", "who": "随手拍", "state": "done", "at": "周一"},
            {"name": "网格办结", "who": "网格员", "state": "done", "at": "周二"},
            {"name": "居民确认", "who": "本人", "state": "solved", "at": "周三"},
        ],
        "clocks": _clocks(now),
        "moments": [now + timedelta(days=days) for days in (0, -1, -4, 1, -40, -800)],
        "dues": [now + timedelta(minutes=minutes) for minutes in (6000, 90, 0.5, -12, -1800)],
        "timeline": _timeline(now),
    }


def _route(now: datetime) -> list[dict[str, Any]]:
    def ago(hours: float) -> datetime:
        return now - timedelta(hours=hours)

    return [
        {"name": "受理", "who": "热线", "state": "done", "at": ago(25)},
        {"name": "退回", "who": "城管局", "state": "returned", "at": ago(23), "leg": "不归本单位"},
        {"name": "到现场", "who": "第 3 网格", "state": "done", "at": ago(18), "leg": "5 小时"},
        {"name": "到期未办好", "who": "第 3 网格", "state": "late", "at": ago(2)},
        {"name": "吹联合哨", "who": "3 家被叫", "state": "now", "at": ago(0.7), "leg": "已 42 分"},
        {"name": "办好", "state": "next"},
        {"name": "居民确认", "state": "next"},
    ]


def _clocks(now: datetime) -> list[dict[str, Any]]:
    def due(minutes: float) -> datetime:
        return now + timedelta(minutes=minutes)

    unwritten = {"assumed": "原文没有写明时限"}
    return [
        {"name": "热线办结", "state": "run", "due_at": due(5900), "percent": 28, "source": "H49"},
        {"name": "街道协调", "state": "soon", "due_at": due(78), "percent": 72},
        {"name": "部门报到", "state": "late", "due_at": due(-12), "percent": 100, "source": unwritten},
        {"name": "补材料", "state": "paused", "left": "已停", "why": "等居民回话，不计时"},
        {"name": "首次联系", "state": "met", "left": "用了 46 分", "due": "期限 4 小时"},
    ]


def _timeline(now: datetime) -> list[dict[str, Any]]:
    def line(hours: float, who: str, text: str, kind: str, audience: str = "", **more: Any) -> dict[str, Any]:
        at = now - timedelta(hours=hours)
        return {"at": at, "who": who, "text": text, "kind": kind, "audience": audience, **more}

    lamp = {"url": static("web/img/sample-lamp.svg"), "alt": "路灯"}
    return [
        line(3, "孙女士", "确认解决", "solved", "public"),
        line(5, "系统", "消防队没有按时报到", "late", "internal"),
        line(
            8, "照明所", "修好了，请居民确认", "ask", "public", quote="已换新的灯头，试亮 20 分钟正常。", photos=[lamp]
        ),
        line(24, "林晓", "看了手机号，原因：回访", "draft", "audit"),
        line(48, "孙女士", "提交了问题", "new"),
    ]


def _calls(states: str) -> list[dict[str, str]]:
    names = ("综合执法队", "顺和物业", "消防救援大队", "水务公司", "照明所")
    words = {
        "in": {"when": "10:08 报到", "when_note": "用了 18 分", "note": "到场 4 人"},
        "wait": {"when": "还有 5 分", "when_note": "10:37 前"},
        "late": {"when": "超 12 分", "when_note": "应在 10:20 前", "note": "已告诉值班领导"},
        "returned": {"when": "退回", "note": "不归本单位"},
    }
    return [{"name": name, "state": state} | words[state] for name, state in zip(names, states.split(), strict=False)]


FIGURES: dict[str, Any] = {
    "rings": [_calls("wait wait wait wait"), _calls("in in wait late in"), _calls("in in in"), _calls("in returned")],
    "whistle": _calls("in in late"),
    "cells": [
        {"name": name, "count": count, "flags": flags, "url": "#cells"}
        for name, count, flags in (
            ("东风镇", 0, 0), ("刘桥镇", 1, 0), ("柳林镇", 2, 0), ("安头乡", 0, 0), ("城北街道", 9, 2),
            ("城南街道", 7, 1), ("河口镇", 3, 0), ("焦岭镇", 4, 1), ("经济开发区", 5, 0),
        )
    ],
    "shapes": [
        {"name": "北镇", "kind": "beside", "count": 2, "url": "#cells", "geometry": {"type": "Polygon", "coordinates": [
            [[117.0, 36.6], [117.3, 36.65], [117.35, 36.5], [117.15, 36.42], [117.0, 36.48], [117.0, 36.6]]]}},
        {"name": "南镇", "kind": "own", "count": 6, "flags": 1, "url": "#cells", "geometry": {"type": "Polygon", "coordinates": [
            [[117.0, 36.48], [117.15, 36.42], [117.35, 36.5], [117.38, 36.3], [117.1, 36.25], [117.0, 36.48]]]}},
    ],
    "weeks": ["8/27", "9/3", "9/10", "9/17", "9/24", "10/1", "10/8", "10/15", "10/22", "10/29", "11/5", "11/12"],
    "series": [
        {"name": "受理", "values": [712, 698, 731, 760, 744, 702, 655, 738, 781, 802, 799, 806]},
        {"name": "确认解决", "values": [560, 571, 590, 602, 618, 601, 570, 611, 640, 668, 671, 689]},
    ],
    "bars": [
        {"name": "一季", "value": 1056}, {"name": "二季", "value": 1320}, {"name": "三季", "value": 1562},
        {"name": "四季", "value": 1727, "kind": "jade"},
    ],
    "spark": [3, 4, 4, 6, 5, 8, 7, 9],
}  # fmt: skip

LISTS: dict[str, Any] = {
    "tabs": [
        {"label": "归我办", "url": "#tabs", "count": 47, "current": True},
        {"label": "已超时", "url": "#tabs", "count": 2},
        {"label": "等居民确认", "url": "#tabs", "count": 0},
    ],
    "crumbs": [{"label": "城南街道", "url": "#tabs"}, {"label": "南门社区", "url": "#tabs"}, {"label": "受理队列"}],
    "tags": [{"text": "7 天内到期", "url": "?"}, {"text": "来源：热线", "url": "?due=7"}],
    "jobs": [
        {
            "name": "导入居民名册",
            "done": 6420,
            "total": 10000,
            "left": "40 秒",
            "note": "37 行有问题，做完给您一份带原因的表",
        },
        {"name": "导出受理队列", "done": 800, "total": 800, "state": "done", "download_url": "#job"},
        {"name": "重算历史", "done": 120, "total": 900, "state": "failed", "note": "网络断了，可以从这里接着算"},
    ],
    "rows": [
        {"title": "南门积水", "ref": "NL-261118-0021", "kind": "soon", "text": "还有 3 小时", "due": "今天 13:30"},
        {"title": "楼道堆物", "ref": "NL-261117-0914", "kind": "late", "text": "超时 2 小时", "due": "今天 8:30"},
        {"title": "路灯不亮", "ref": "NL-261116-0382", "kind": "ask", "text": "等居民确认", "due": "11 月 21 日"},
    ],
}
