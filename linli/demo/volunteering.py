"""Volunteers of a county: a team of each kind of its method, sessions with quantities, a shift that comes, posts, and a pool of rewards."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from linli.demo.plan import Plan
from linli.domains.volunteering import selectors, services
from linli.domains.volunteering.services import Plan as What
from linli.foundation.access import selectors as access
from linli.foundation.organizations import selectors as organizations
from linli.foundation.people import selectors as staff
from linli.foundation.residents import selectors as residents
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor

#: So many volunteers has each team, taken from the residents of the first community, whoever is grown.
_EACH, _TEAMS = 4, 4
_GROWN = timedelta(days=20 * 366)
#: Days ago, title, place, hours of a session that was written down in one step.
_SESSIONS = ((9, "清扫楼道、清理小广告", "1 号楼前", 2), (2, "给独居老人送菜", "社区服务站", 3))
_POSTS = (
    ("楼道护绿岗", "每周浇两次花，捡拾垃圾"),
    ("文明劝导岗", "上下学时段在路口引导"),
    ("夜间巡逻岗", "晚上七点到九点沿小区走一圈"),
)
_REWARDS = ("亲子图书馆借阅卡", "超市五元抵用券", "毛巾一条")


def make_volunteers(plan: Plan, county: Any) -> None:
    """All of it, by the system and the volunteers themselves; the same in every load."""
    grid = territory.descendants(county, kind="grid").order_by("code").select_related("parent").first()
    assert grid is not None
    actor, rules = Actor.system(), plan.rules.volunteering
    people = _grown(grid.parent)
    kinds = list(rules.teams)[-_TEAMS:]
    for number, kind in enumerate(kinds):
        mine = people[number * _EACH : (number + 1) * _EACH]
        team = services.make_team(actor, area=grid.parent, kind=kind, name=rules.teams[kind].label)
        _take_in(actor, team, mine, list(rules.roles))
        _serve(actor, team, mine, rules)
    _posts(actor, grid.parent, people)
    _pool(actor, county, people, list(rules.rewards))


def _grown(community: Any) -> list[Any]:
    """Grown residents in the order of their numbers."""
    found = residents.people_page(Actor.system(), area=community, size=200).rows
    old = clock.today() - _GROWN
    return sorted((one for one in found if one.born_on and one.born_on < old), key=lambda one: one.pk)[: _EACH * _TEAMS]


def _take_in(actor: Actor, team: Any, people: list[Any], roles: list[str]) -> None:
    """All but the last one, who waits; the first one wants to stand on the board."""
    for number, person in enumerate(people):
        asked = services.join(person=person, team=team, agreed=True)
        if person is not people[-1]:
            services.decide_member(actor, member=asked, taken=True, role=roles[number % len(roles)])
    for person in people[:1]:
        services.stand_on_board(person=person)


def _serve(actor: Actor, team: Any, people: list[Any], rules: Any) -> None:
    """Sessions of the last weeks, and a shift that begins tomorrow with more who want to come than slots."""
    kinds, there = list(rules.activities), people[:-1]
    ids = [selectors.volunteer_of(person).pk for person in there]  # type: ignore[union-attr]  (they were taken in)
    for number, (ago, title, place, hours) in enumerate(_SESSIONS):
        begin = datetime.combine(clock.today() - timedelta(days=ago), time(9), clock.ZONE)
        amounts = dict.fromkeys(rules.quantities, 12 * (number + 1)) if number else {}
        services.record_session(
            actor, team=team, plan=What(kinds[number % len(kinds)], title, place), starts_at=begin,
            ends_at=begin + timedelta(hours=hours), volunteers=ids, quantities=amounts,
        )  # fmt: skip
    begin = datetime.combine(clock.today() + timedelta(days=1), time(9), clock.ZONE)
    first = (begin, begin + timedelta(hours=2), max(1, len(there) - 1))
    coming = services.make_activity(
        actor, team=team, plan=What(kinds[-1], "周末清洁家园", "小区中心花园"), shifts=[first]
    )
    for row in selectors.shifts_of(coming):
        for person in there:
            services.sign_up(person=person, shift=row.shift)


def _posts(actor: Actor, community: Any, people: list[Any]) -> None:
    """Posts, the first of them taken by two."""
    made = [services.make_post(actor, area=community, title=title, words=words) for title, words in _POSTS]
    for person in people[:2]:
        services.claim_post(person=person, post=made[0])


def _pool(actor: Actor, county: Any, people: list[Any], kinds: list[str]) -> None:
    """Offers of each kind; one reward was fetched, one waits, and somebody has a certificate."""
    partners = organizations.organizations_in(county, ("department",))
    if not partners or len(people) < 2:
        return
    today = clock.today()
    offers = [
        services.make_offer(
            actor, organization=partners[number % len(partners)], kind=kind, title=_REWARDS[number % len(_REWARDS)],
            price=number + 1, stock=20, starts_on=today - timedelta(days=30),
        )
        for number, kind in enumerate(kinds)
    ]  # fmt: skip
    _waits, fetched = [services.redeem(person=person, offer=offers[0]) for person in people[:2]]
    clerk = _clerk(partners[0])
    if clerk is not None:
        services.fetch_reward(clerk, code=selectors.code_of(fetched))
    services.issue_certificate(person=people[0], first_on=today - timedelta(days=30), last_on=today)


def _clerk(partner: Any) -> Actor | None:
    """Somebody at the partner's counter; None where nobody has an account."""
    for present in staff.present_in(partner.pk):
        account = access.account_of(present.card_id)
        if account is not None:
            return access.actor_for(account)
    return None
