"""Co-building in the demo: pairings with a few places left uncovered, registrations, three lists with claims in every state, a
reviewed list and, where the county's method asks for them, monthly items and secretaries' projects.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from linli.demo.plan import Plan
from linli.demo.tenders import call_for_projects
from linli.domains.cobuilding import services as cobuilding
from linli.foundation.access import selectors as access
from linli.foundation.organizations import selectors as organizations
from linli.foundation.people import selectors as people
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor

#: So many compounds are looked at, and so many of them stay without a unit.
_COMPOUNDS, _BARE = 30, 4
#: Days ago: pairings and first entries, so that a quarter lies between two versions of a list.
_LONG_AGO = timedelta(days=100)

#: List, title, place of its kind in the method's order, parts, posted by a unit.
ENTRIES: tuple[tuple[str, str, int, tuple[str, ...], bool], ...] = (
    ("need", "给七十岁以上老人理发", 0, ("一至三号楼", "四至六号楼", "七至九号楼"), False),
    ("need", "暑期孩子没人看", 0, ("七月托管", "八月托管"), False),
    ("need", "楼道充电线隐患排查", 3, ("东片", "西片"), False),
    ("need", "单位职工午间用餐", 0, ("社区食堂供餐",), True),
    ("resource", "会议室周末开放", 2, ("周六", "周日"), True),
    ("resource", "停车位夜间错时开放", 1, ("二十个车位",), True),
    ("project", "口袋公园改造", 1, ("设计", "栽树", "座椅"), False),
)
ITEMS = (("修好小区路灯", "换了十二盏"), ("清理楼道堆物", "清了六个楼道"), ("加装电动车充电桩", ""))
PROMISES = (("划定夜间停车位", -20, "划了三十个"), ("成立业主委员会", -5, ""), ("建好一处红色阵地", 60, ""))


def build_together(plan: Plan, county: Any) -> None:
    """Make what the county's method asks for; nothing for what it doesn't."""
    rules, now = plan.rules.cobuilding, clock.now()
    places = list(territory.descendants(county).filter(kind__in=("community", "village")).order_by("path")[:3])
    known = organizations.organizations_in(county, rules.registration.bodies if rules.registration else ())
    units = sorted(known, key=lambda one: one.kind != "department")[:12]  # these have somebody who acts for them
    if not places or len(units) < 3:
        return
    with clock.frozen(now - _LONG_AGO):
        pairings = _pair(rules, county, places, units)
        _register(rules, places[0], units)
        entries = _post(rules, places[0], units)
        cobuilding.review_lists(Actor.system(), area=places[0], note="大党委会议研究")
    _claim(rules, entries, units)
    call_for_projects(plan, places[0], units)
    if rules.items:
        _take(pairings)
    _promise(rules, county, places)


def actor_of(card_id: int | None) -> Actor:
    """Whoever has this card; Linli itself where nobody signs in with it."""
    account = access.account_of(card_id) if card_id else None
    return access.actor_for(account) if account else Actor.system()


def _office(area: Any) -> Actor:
    post = people.first_present(("community_office", "community_worker", "street_office"), area)
    return actor_of(post.card_id if post else None)


def _unit(body: Any) -> Actor:
    return actor_of(next((one.card_id for one in people.present_in(body.pk)), None))


def _pair(rules: Any, county: Any, places: list[Any], units: list[Any]) -> list[Any]:
    """Everybody whom the county's method attaches; every second leader has been there."""
    made: list[Any] = []
    for kind, rule in rules.pairings.kinds.items():
        attach = _attach_leaders if rule.by == "leader" else _attach_units
        for facts in attach(rule, county, places, units):
            made += cobuilding.pair(Actor.system(), kind=kind, themes=list(rules.pairings.themes)[:2], **facts)
    for row in [one for one in made if one.card_id][::2]:
        cobuilding.record_visit(Actor.system(), pairing=row, words="走访社区，听取居民意见")
    return made


def _attach_leaders(rule: Any, county: Any, places: list[Any], units: list[Any]) -> Iterator[dict[str, Any]]:
    """One leader with a zone of several communities, or one each with all but the last."""
    for number, card in enumerate(_leaders(county, places, rule.ground)):
        is_zone = rule.ground == "zone"
        areas = places if is_zone else places[number : number + 1]
        yield {"card": card, "areas": areas, "zone": f"第{number + 1}片区" if is_zone else ""}


def _attach_units(rule: Any, county: Any, places: list[Any], units: list[Any]) -> Iterator[dict[str, Any]]:
    """Units by turns with compounds, all but a few, or one each with all communities but the last."""
    if rule.ground != "compound":
        yield from ({"organization": unit, "areas": [place]} for place, unit in zip(places[:-1], units, strict=False))
        return
    below = territory.descendants(county).order_by().values("pk")
    estates = list(territory.compounds_on(below).select_related("area").order_by("pk")[:_COMPOUNDS])
    covered = estates[: max(1, len(estates) - _BARE)]
    for number, unit in enumerate(units):
        if mine := covered[number :: len(units)]:
            yield {"organization": unit, "compounds": mine}


def _leaders(county: Any, places: list[Any], ground: str) -> list[Any]:
    """Cards of leaders: of the county for zones, of the streets for communities."""
    if ground == "zone":
        found = people.holders(("county_leader",), county)
        return [people.card_by_id(one.card_id) for one in found][:1]
    leaders = [people.first_present(("street_leader", "county_leader"), place) for place in places[:-1]]
    return [people.card_by_id(one.card_id) for one in leaders if one]


def _register(rules: Any, place: Any, units: list[Any]) -> None:
    rule = rules.registration
    estate = territory.compounds_on([place.pk]).select_related("area__county").order_by("pk").first()
    where = {"compound": estate} if rule.units == "compound" else {"area": place}
    if rule.units == "compound" and estate is None:
        return
    for number, unit in enumerate(units[:6]):
        row = cobuilding.register_unit(
            _unit(unit),
            organization=unit,
            kinds=list(rules.entry_kinds)[: 1 + number % 3],
            capacity=1 + number % 4,
            **where,
        )
        if number < 5:
            cobuilding.confirm(_office(place), registration=row)
        if number == 0:
            cobuilding.add_activity(_office(place), registration=row, words="参加周末清洁家园")


def _post(rules: Any, place: Any, units: list[Any]) -> list[Any]:
    kinds, made = list(rules.entry_kinds), []
    resources = list(rules.sharing.resources)
    for number, (list_kind, title, kind, parts, by_unit) in enumerate(ENTRIES):
        unit = units[number % 3] if by_unit else None
        resource = resources[number % len(resources)] if resources and list_kind == "resource" else ""
        made.append(
            cobuilding.post_entry(
                _unit(unit) if unit else _office(place), area=place, list_kind=list_kind, title=title,
                kind=kinds[kind % len(kinds)], parts=[(name, 1) for name in parts], organization=unit, resource=resource,
            )
        )  # fmt: skip
    return made


def _claim(rules: Any, entries: list[Any], units: list[Any]) -> None:
    """The first need: one part delivered and judged, one agreed, one free; a unit's resource claimed by the community."""
    haircut, summer, place = entries[0], entries[1], entries[0].area
    office, until = _office(place), clock.today() + timedelta(days=180)
    parts = list(haircut.parts.order_by("number"))
    for part, unit in zip(parts[:2], units[3:], strict=False):
        row = cobuilding.claim_part(_unit(unit), part=part, organization=unit)
        cobuilding.agree(_unit(unit), claim=row, terms="每月一次，自带工具，不收费。", ends_on=until)
        cobuilding.sign(office, claim=row)
        if part is parts[0]:
            delivery = cobuilding.deliver(_unit(unit), claim=row, words="理了十二位老人", served=12)
            for mark, wish in ((5, ""), (4, "more"), (5, "")):
                cobuilding.give_feedback(delivery=delivery, mark=mark, wish=wish if wish in rules.wishes else "")
            cobuilding.finish_claim(office, claim=row)
    cobuilding.claim_part(_unit(units[4]), part=summer.parts.order_by("number").first(), organization=units[4])
    room = entries[4].parts.order_by("number").first()
    cobuilding.claim_part(office, part=room, claimant=place)


def _take(pairings: list[Any]) -> None:
    """Three units took something on this month; all others are missing."""
    for row, (title, result) in zip([one for one in pairings if one.organization_id], ITEMS, strict=False):
        item = cobuilding.take_item(Actor.system(), pairing=row, title=title)
        if result:
            cobuilding.finish_item(Actor.system(), item=item, result=result)


def _promise(rules: Any, county: Any, places: list[Any]) -> None:
    for level, rule in rules.projects.items():
        place = county if rule.rank == "county" else territory.ancestor_of_rank(places[0], rule.rank)
        chain = ("community_secretary", "street_leader", "county_leader")
        holder = people.first_present(chain, place) if place is not None else None
        if place is None or holder is None:
            continue
        project = cobuilding.set_project(
            Actor.system(), area=place, card=people.card_by_id(holder.card_id), level=level, year=clock.today().year,
            title="小区停车难攻坚",
        )  # fmt: skip
        for words, days, result in PROMISES:
            made = cobuilding.add_commitment(
                Actor.system(), project=project, words=words, due_on=clock.today() + timedelta(days=days)
            )
            if result:
                cobuilding.keep_commitment(Actor.system(), commitment=made, result=result)
