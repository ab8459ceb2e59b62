"""Couriers who reported in at grids near the personas: one waits for each of two branches, one was taken in, one declined (Q39)."""

from __future__ import annotations

from typing import Any

from linli.demo.plan import Plan
from linli.domains.membership import services
from linli.domains.membership.selectors import branch_near
from linli.foundation.territory import selectors as territory
from linli.kernel.actor import Actor

#: No mobile number in China begins with 100.
_PHONE = "100990000{:02d}"
#: Name, what becomes of them, and which grid from the personas' own on.
_COURIERS = (
    ("杨小快", "waits", 0), ("邢一单", "taken in", 0), ("闫大件", "declined", 0), ("庞顺路", "waits", 1), ("瞿准时", "waits", 2),
)  # fmt: skip


def report_couriers(plan: Plan, county: Any) -> None:
    """As many as there are, in a county whose method takes them in."""
    rules, actor = plan.rules.membership.couriers, Actor.system()
    if rules is None:
        return
    grids = list(territory.open_areas("grid").filter(county=county).order_by("path")[:3])
    groups = list(rules.groups)
    for number, (name, fate, at) in enumerate(_COURIERS):
        area = grids[at % len(grids)]
        if branch_near(area) is None:
            continue
        said = services.CourierSaid(name, _PHONE.format(number), groups[number % len(groups)], "外市物流园联合党支部")
        row = services.report_in(actor, area=area, said=said)
        if fate == "taken in":
            services.confirm_courier(actor, courier=row)
        if fate == "declined":
            services.decline_courier(actor, courier=row, reason="送货片区不在本网格，建议到城东网格党支部报到")
