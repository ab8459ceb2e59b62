"""Themed activities in the demo: the period before with one holder late, this period with some held, some planned, some missing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from linli.demo.plan import Plan
from linli.domains.activities import rules
from linli.domains.activities import services as activities
from linli.domains.activities.method import Programme
from linli.domains.activities.selectors import holders_in, items_of
from linli.kernel import clock
from linli.kernel.actor import Actor

#: Holders of a programme that do something; and of them those that held it this period, and that have planned it.
_HOLDERS, _HELD, _PLANNED = 6, 2, 4

#: Who writes them down.
_HAND = replace(Actor.system(), label="党群服务中心")

#: Titles, places and own items of activities and of projects. All invented.
TITLES = ("邻里一家亲", "清洁家园行动", "银发关爱日", "平安宣传进楼道")
PROJECTS = ("口袋公园改造", "楼道亮灯", "便民小站", "旧物换绿植")
OWN = ("义务理发", "家电小修", "健康问诊", "趣味运动会")
STEPS = ("听居民意见", "设计", "施工", "居民验收")


def hold_themes(plan: Plan, county: Any) -> None:
    """Make a few of every programme of the county's method; nothing where nobody holds it."""
    for code, programme in plan.rules.activities.programmes.items():
        holders = holders_in(county, programme)[:_HOLDERS]
        today = clock.today()
        now = rules.period_of(today, programme.months)
        past = rules.before(now, programme.months)
        for number, holder in enumerate(holders):
            if number:  # the first one missed the period before
                _held(_planned(code, programme, holder, past.last.replace(day=10), number), number)
            if number < _HELD:
                _held(_planned(code, programme, holder, today, number), number)
            elif number < _PLANNED:
                row = _planned(code, programme, holder, now.last, number)
                if programme.is_project:
                    activities.begin_project(_HAND, activity=row)


def _planned(code: str, programme: Programme, holder: Any, on: Any, number: int) -> Any:
    titles, own = (PROJECTS, STEPS) if programme.is_project else (TITLES, OWN)
    return activities.plan_activity(
        _HAND, programme=code, on=on, title=titles[number % len(titles)], place="党群服务中心",
        own=own[: 1 + number % 2] if programme.own else (),
        **{"organization" if programme.bodies else "area": holder},
    )  # fmt: skip


def _held(row: Any, number: int) -> None:
    done = {item.pk: "按计划完成" for item in items_of(row)}
    activities.hold_activity(_HAND, activity=row, done=done, came=18 + 7 * number, on=row.on)
