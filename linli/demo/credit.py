"""Contracts of some residents and organizations, where the county's method has them: entries, one that waits, an objection, thanks."""

from __future__ import annotations

from datetime import timedelta
from itertools import cycle
from typing import Any

from linli.demo.plan import Plan
from linli.domains.credit import selectors, services
from linli.domains.credit.states import CONTRACT
from linli.foundation.access import selectors as access
from linli.foundation.organizations import selectors as organizations
from linli.foundation.people import selectors as people
from linli.foundation.residents import selectors as residents
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor

_SIGNED, _BODIES = 24, 6
#: Days ago: the rules were loaded, they hold since, people signed, the oldest entry.
_LOADED, _HOLDS, _BEGAN, _LAST = 70, 60, 50, 40
_DEEDS = ("mediate", "visit_alone", "stairwell_clean", "talk_it_over", "hazard_found", "class", "stairwell_pile")
_WORDS = (
    "调解记录第 3 页",
    "现场照片，邻居确认",
    "楼道群里有前后对比",
    "议事签到表",
    "上报记录",
    "活动照片",
    "两次提醒都有记录",
)


def sign_contracts(plan: Plan, county: Any) -> None:
    """From the rules to an objection; nothing in a county without contracts, or without two offices to look twice."""
    if selectors.section_of(county) is None:
        return
    street = territory.descendants(county, "street").order_by("pk").first()
    centre, office = _actor(plan, county, "centre"), _actor(plan, street, "office") if street else None
    if centre is None or office is None or centre.account_id == office.account_id:
        return
    now = clock.now()
    with clock.frozen(now - timedelta(days=_LOADED)):
        services.load_starter(centre, county=county)
        table = selectors.tables_for(centre)[0].table
        services.enforce_table(centre, table=table, first=clock.today() + timedelta(days=_LOADED - _HOLDS))
    with clock.frozen(now - timedelta(days=_BEGAN)):
        subjects = [*_residents(street), *_bodies(plan, county)]
        for place, subject in enumerate(subjects):
            _sign(subject, place)
    _live(now, centre, office, [one for one in subjects if one.person_id])


def _sign(subject: selectors.Subject, place: int) -> None:
    kinds = list(selectors.own_page(subject).kinds)
    kind = kinds[0] if place % 4 else kinds[place // 4 % len(kinds)]
    codes = [one.code for one in selectors.texts_of(subject.county, kind)]
    for code in (CONTRACT, *(code for code in codes[1:] if place % 3 == 0)):
        text = selectors.text_for(subject, kind, code)
        if text is not None:
            services.sign(Actor.system(), subject=subject, kind=kind, code=code, digest=text.digest)
    if place % 5 == 0:
        services.set_honoured(Actor.system(), subject=subject, wanted=True)


def _live(now: Any, centre: Actor, office: Actor, subjects: list[selectors.Subject]) -> None:
    """The office enters, the centre confirms; the last ones wait, and one is objected to."""
    booked = []
    for place, (subject, code, words) in enumerate(zip(subjects, cycle(_DEEDS), cycle(_WORDS))):
        with clock.frozen(now - timedelta(days=max(0, _LAST - place))):
            party = selectors.open_party(subject)
            rules = {one.rule.code: one.rule for one in selectors.rules_for(party, clock.today())} if party else {}
            if party is None or code not in rules:
                continue
            made = services.enter(office, party=party, rule=rules[code], on=clock.today(), words=words)
            if place < len(subjects) - 4:
                booked.append((subject, services.confirm_entry(centre, entry=made)))
    for subject, entry in booked[-2:]:
        services.object_to(Actor.system(), subject=subject, entry=entry.pk, words="那天不是我，请再核实一下")


def _residents(street: Any) -> list[selectors.Subject]:
    """Grown-up people of the first street, as they stand in the register."""
    found = residents.people_page(Actor.system(), area=street, size=_SIGNED).rows
    subjects = [_subject(one.pk) for one in found]
    return [one for one in subjects if not one.is_minor]


def _subject(pk: int) -> selectors.Subject:
    person: Any = residents.person_by_id(pk)
    person.area = territory.area_by_id(person.area_id)
    return selectors.subject_of_person(person)


def _bodies(plan: Plan, county: Any) -> list[selectors.Subject]:
    kinds = {one for rule in plan.rules.credit.contracts.kinds.values() for one in rule.organizations}
    return [
        selectors.Subject(
            one.name, county, territory.area_by_id(one.area_id), organization_id=one.pk, organization_kind=one.kind
        )
        for one in organizations.organizations_in(county, tuple(sorted(kinds)))[:_BODIES]
    ]


def _actor(plan: Plan, area: Any, role: str) -> Actor | None:
    """Somebody who holds a post of this role there."""
    posts = [code for code, post in plan.rules.organizations.posts.items() if post.role == role]
    held = people.first_present(posts, area)
    account = access.account_of(held.card_id) if held else None
    return access.actor_for(account) if account else None
