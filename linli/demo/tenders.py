"""Tenders in the demo: a project whose award stands on public notice, and one for each kind of the method that is open for offers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from linli.demo.owners import two_of
from linli.demo.plan import Plan
from linli.domains.cobuilding import services as cobuilding
from linli.domains.cobuilding.services.tendering import is_registered
from linli.kernel import clock
from linli.kernel.actor import Actor

_SYSTEM = Actor.system()
#: What is wanted, by turns.
PROJECTS = (
    ("社区食堂运营", "每天两餐，七十岁以上老人优惠"),
    ("楼道美化", "十二个楼道，就地取材"),
    ("周末课后托管", "两个班，每班二十人"),
)
PLANS = (("三名厨师两班制，菜价每周公布。", 60_000), ("与邻近餐厅合作，送餐到楼。", 75_000))


def call_for_projects(plan: Plan, place: Any, units: list[Any]) -> None:
    """Make them in a community, with units that have registered there; nothing where there aren't two people to open offers."""
    kinds, two = plan.rules.cobuilding.tenders, two_of(plan, place)
    if not kinds or len(two) < 2:
        return
    with clock.frozen(clock.now() - timedelta(days=30)):
        tender = _called(plan, place, next(iter(kinds)), 0)
        fits = [unit for unit in units if unit.kind in tender.bodies and is_registered(unit)][:2]
        offers = [
            cobuilding.hand_in_offer(_SYSTEM, tender=tender, organization=unit, words=words, yuan=yuan)
            for unit, (words, yuan) in zip(fits, PLANS, strict=False)
        ]
    if offers:
        _awarded(plan, tender, offers, two)
    for number, kind in enumerate(kinds, start=1):
        _called(plan, place, kind, number)


def _called(plan: Plan, place: Any, kind: str, number: int) -> Any:
    title, wanted = PROJECTS[number % len(PROJECTS)]
    entry = cobuilding.post_entry(
        _SYSTEM, area=place, list_kind="project", title=title, kind=next(iter(plan.rules.cobuilding.entry_kinds)),
        parts=[(title, 1)],
    )  # fmt: skip
    days = plan.rules.cobuilding.tenders[kind].least_days + 3
    return cobuilding.call_tender(
        _SYSTEM, entry=entry, kind=kind, wanted=wanted, most_yuan=80_000, until=clock.today() + timedelta(days=days)
    )


def _awarded(plan: Plan, tender: Any, offers: list[Any], two: list[Actor]) -> None:
    """Opened by two people a moment after the deadline, judged by as many as the method asks for, awarded today."""
    with clock.frozen(tender.closes_at):
        for one in two:
            cobuilding.open_offers(one, tender=tender)
    kind = plan.rules.cobuilding.tenders[tender.kind]
    if kind.judges > len(two):
        return
    for number, offer in enumerate(offers):
        for one in two:
            points = {code: each.most * (4 - number) // 5 for code, each in kind.criteria.items()}
            cobuilding.judge_offer(one, offer=offer, points=points, reason="方案具体，价格清楚")
    cobuilding.award_tender(two[0], tender=tender, offer=offers[0], reason="得分最高，离居民最近。")
