"""Alliances in the demo: one of each kind of the county's method with members, chair, a meeting with what it resolved, and points."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from linli.demo.cobuilding import actor_of
from linli.demo.plan import Plan
from linli.domains.alliances import selectors, services
from linli.domains.alliances.method import AllianceRules, Kind
from linli.foundation.organizations import selectors as organizations
from linli.foundation.people import selectors as people
from linli.foundation.territory import selectors as territory
from linli.foundation.territory.method import RANK_OF
from linli.kernel import clock
from linli.kernel.actor import Actor

#: Days ago: alliances begin, a meeting is held, what it resolved was due.
_LONG_AGO, _MEETING, _DUE = timedelta(days=120), timedelta(days=20), timedelta(days=3)
TOPICS = ("夜间停车位不够", "困难老人午饭", "会议室错时开放", "商户招工")
RESOLUTIONS = (("开放单位停车场夜间车位", "开放四十个"), ("为十二户老人送餐", ""), ("周末开放会议室", ""))
#: Rows of the table of points that each of the first units got, in the table's order.
POINTS = (("leading",) * 5 + ("working",) * 5 + ("present",), ("present", "working", "present"), ("leading", "present"))


def ally(plan: Plan, county: Any) -> None:
    """Make what the county's method has; nothing for a county without alliances."""
    rules: AllianceRules = plan.rules.alliances
    units = organizations.organizations_in(county, ("department", "resident_unit", "social_organization"))[:8]
    if not rules.kinds or len(units) < 4:
        return
    made: dict[str, Any] = {}
    for code, kind in rules.kinds.items():
        trades = list(rules.trades_of(kind)) or [""]
        for number, trade in enumerate(trades):
            with clock.frozen(clock.now() - _LONG_AGO):
                row = _founded(rules, code, kind, _place(rules, kind, county), units, trade, made)
                _join(rules, kind, row, units, number)
            made.setdefault(code, row)
            if not number:
                _meet(rules, kind, row, units)
    if rules.points:
        _score(rules, next(iter(made.values())))


def _place(rules: AllianceRules, kind: Kind, county: Any) -> Any:
    """The first community for a kind that stands in one, the county else."""
    if kind.places and rules.places[kind.places[0]].on == "community":
        found = territory.descendants(county).order_by("path")
        return next(area for area in found if RANK_OF[area.kind] == "community")
    return county


def _founded(
    rules: AllianceRules, code: str, kind: Kind, area: Any, units: list[Any], trade: str, made: dict[str, Any]
) -> Any:
    charter = services.Charter(
        place_kind=kind.places[0] if kind.places else "", trade=trade, in_charge=units[0] if trade else None,
        parent=made.get(kind.parent) if kind.parent else None,
    )  # fmt: skip
    name = f"{rules.trades[trade].label}{kind.label}" if trade else f"{area.name}{kind.label}"
    return services.found_alliance(Actor.system(), area=area, kind=code, name=name, charter=charter)


def _join(rules: AllianceRules, kind: Kind, row: Any, units: list[Any], number: int) -> None:
    """Units in turn as members; the last one hasn't answered yet. The chair goes round among those who have."""
    capacity = next(code for code, one in rules.capacities.items() if one.of == "unit")
    tiers = [code for code, tier in kind.tiers.items() for _ in range(tier.count or 1)] or [""] * 4
    sitting = []
    for unit, tier in zip(units[number:], tiers, strict=False):
        one = services.ask_member(Actor.system(), alliance=row, organization=unit, capacity=capacity, tier=tier)
        if len(sitting) < len(tiers) - 1:
            sitting.append(services.answer(Actor.system(), member=one, accepts=True, words="来函同意"))
    if kind.chair:
        services.plan_rota(Actor.system(), alliance=row, members=[one.pk for one in sitting], turns=8)


def _meet(rules: AllianceRules, kind: Kind, row: Any, units: list[Any]) -> None:
    """A joint meeting with resolutions that are done, late and under way; or a topic in deliberation."""
    kinds = list(rules.topics)
    if kind.form:
        topic = selectors.deliberation_topics(row.area)[0][0]
        services.raise_topic(
            Actor.system(),
            alliance=row,
            kind=kinds[0],
            topic=topic,
            title=TOPICS[0],
            words="请各单位一起商量怎么错时停车。",
        )
        return
    now = clock.now()
    with clock.frozen(now - _MEETING):
        meeting = services.record_meeting(
            Actor.system(), alliance=row, topics=list(zip(kinds, TOPICS, strict=False)), came=3, where="党群服务中心"
        )
        days = (_DUE, _DUE, -_MEETING)
        todo = [
            services.resolve(
                Actor.system(),
                meeting=meeting,
                words=words,
                organization=units[number],
                due_on=(now - days[number]).date(),
            )
            for number, (words, _) in enumerate(RESOLUTIONS)
        ]
    services.settle(Actor.system(), resolution=todo[0], outcome="done", result=RESOLUTIONS[0][1])


def _score(rules: AllianceRules, row: Any) -> None:
    """Points of this year: one unit above the limit of honour, others below; the last entry of each waits for its second person."""
    office, second = (_office(row.area, post) for post in ("community_office", "street_office"))
    if rules.points is None or office.is_system or second.is_system:
        return
    today, activities = clock.today(), list(rules.points.activities)
    for (pk, _), levels in zip(selectors.member_choices(Actor.system(), row), POINTS, strict=False):
        member = selectors.member_of(Actor.system(), row, pk)
        for number, level in enumerate(levels):
            day = max(today - timedelta(days=3 * number), member.joined_on, today.replace(month=1, day=1))
            score = services.enter_score(
                office, member=member, activity=activities[number % len(activities)], level=level, on=day, words="签到册和照片存办公室",
            )  # fmt: skip
            if number < len(levels) - 1:
                services.check_score(second, score=score, counts=True)


def _office(area: Any, post: str) -> Actor:
    """Whoever holds a post at a place or above it, as they act."""
    found = people.first_present((post,), area)
    return actor_of(found.card_id if found else None)
