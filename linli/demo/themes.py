"""Themes of this month and the last one (每月一题), where the county's method takes in the hotline: problems, who leads, tasks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from linli.demo.plan import Plan
from linli.domains.indicators import services as indicators
from linli.foundation.organizations import selectors as organizations
from linli.kernel import clock
from linli.kernel.actor import Actor

#: Months ago, theme, why; then problems: title, categories, measure, tasks (words, days after the month begins, what came of it).
THEMES: tuple[tuple[int, str, str, tuple[Any, ...]], ...] = (
    (1, "楼道和院里的卫生", "上月来电最多的一类", (
        ("垃圾清运不及时", ["gbt47678_5_2026/matter/06010", "gbt47678_5_2026/matter/06011"], "on_time", (
            ("按小区公布清运时间", 12, "四十个小区已经公布"), ("夜间增加一趟清运", 20, "已经增加"),
        )),
    )),
    (0, "小区停车和物业", "两件事常在一起反映，合并成一个主题", (
        ("占道停车", ["gbt47678_5_2026/matter/09"], "resolution", (("划出夜间临时停车位", 9, "划了两处"), ("公布错时停车名单", 26, ""))),
        ("物业服务纠纷", ["social/request/0604"], "satisfaction", (("收支每季度公示", 28, ""),)),
    )),
)  # fmt: skip


def set_themes(plan: Plan, county: Any) -> None:
    """Set them, the older one with its tasks done; nothing where the method takes no hotline in."""
    departments = organizations.organizations_in(county, ("department",))
    if not plan.rules.cases.sources["hotline"].enabled or not departments:
        return
    actor, today = Actor.system(), clock.today()
    for ago, title, why, problems in THEMES:
        first = today.replace(day=1)
        month = (first - timedelta(days=1)).replace(day=1) if ago else first
        theme = indicators.set_theme(actor, county=county, month=month, title=title, why=why)
        for place, (name, categories, measure, tasks) in enumerate(problems):
            problem = indicators.set_problem(
                actor,
                theme=theme,
                title=name,
                lead=departments[place % len(departments)],
                categories=categories,
                measure=measure,
            )
            _give(actor, problem, month, tasks)


def _give(actor: Actor, problem: Any, month: Any, tasks: Any) -> None:
    for words, days, result in tasks:
        due = month + timedelta(days=days)
        task = indicators.add_task(actor, problem=problem, words=words, due_on=due)
        if result:
            indicators.finish_task(actor, task=task, on=min(due, clock.today()), words=result)
