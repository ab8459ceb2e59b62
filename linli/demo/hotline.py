"""Work orders of the hotline of the last days, where the county's method takes them in: some new, some near their end."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from linli.demo.plan import Plan
from linli.domains.cases import selectors as cases
from linli.domains.hotline import services as hotline
from linli.domains.hotline.rules import Facts
from linli.domains.hotline.states import SCOPE
from linli.foundation.partners import selectors as seen
from linli.foundation.partners import services as partners
from linli.foundation.partners.states import PartnerKind
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor

#: Hours ago, card of the report form, kind, words. Invented, as are all people of the demo.
ORDERS = (
    (118, "water", "complaint", "楼前污水井冒水两天了，走路要绕行"),
    (94, "light", "help", "小区北门路灯不亮，晚上看不清台阶"),
    (70, "waste", "complaint", "垃圾桶满了没人清，味道很大"),
    (46, "parking", "help", "消防通道停满了车，请安排人看一下"),
    (27, "noise", "complaint", "工地夜里十一点还在施工"),
    (21, "waste", "suggestion", "建议在东门加一个旧衣回收箱"),
    (5, "light", "help", "楼道声控灯坏了，老人上下楼不方便"),
    (2, "water", "consult", "想问一下下周停水是哪几栋"),
)


def take_orders(plan: Plan, county: Any, now: datetime) -> None:
    """A hotline platform sends its orders, through the same service as a real one; nothing where the method takes none in."""
    if not plan.rules.cases.sources["hotline"].enabled:
        return
    owner = partners.add_partner(Actor.system(), county=county, name="12345 热线平台", kind=PartnerKind.HOTLINE)
    actor = seen.actor_of(owner, (SCOPE,))
    chance, areas = random.Random(f"hotline {plan.slug}"), _communities(county)
    for number, (hours, card, kind, text) in enumerate(ORDERS, 1):
        with clock.frozen(now - timedelta(hours=hours)):
            facts = _facts(plan, chance.choice(areas), number, card, kind, text)
            hotline.take_order(actor, partner=owner, facts=facts)


def _communities(county: Any) -> list[Any]:
    """Communities whose code an order can name."""
    rows = territory.descendants(county).filter(kind="community", valid_to=None).exclude(code="")
    return list(rows.order_by("pk")[:12])


def _facts(plan: Plan, area: Any, number: int, card: str, kind: str, text: str) -> Facts:
    taken = next(one for one in plan.rules.hotline.kinds if one.code == kind)
    cards = [one.code for one in plan.rules.cases.categories.cards]
    chosen = card if card in cards else cards[0]
    return Facts(
        number=f"RX{clock.today():%Y%m%d}{number:03d}", text=text, kind=taken.code, promise=taken.promise,
        category=cases.category_of_card(plan.rules.cases, chosen).key, area_code=area.code,
        phone=f"1000088{number:04d}", called="市民",
    )  # fmt: skip
