"""A small county under any method: one line of areas from the county to the stairwell, and somebody on every post."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from linli.domains.cases import services as cases
from linli.foundation.access import selectors as access
from linli.foundation.access import services as accounts
from linli.foundation.methods import selectors as methods
from linli.foundation.methods import services as method_services
from linli.foundation.organizations import services as organizations
from linli.foundation.people import services as people
from linli.foundation.territory import services as territory
from linli.foundation.territory.method import RANK_OF
from tests.kit.people import PASSWORD
from tests.kit.places import SYSTEM, post

#: Ages that some post of some county asks for; the first that fits is taken.
BIRTHDAYS = (None, date(1992, 5, 4), date(1975, 5, 4))
NAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"


@dataclass
class County:
    """What a journey walks through. `people` is by post code, `areas` by rank."""

    slug: str
    root: Any
    areas: dict[str, Any] = field(default_factory=dict)
    people: dict[str, Any] = field(default_factory=dict)

    @property
    def home(self) -> Any:
        """The building that the report is about."""
        return self.areas["building"]

    def by_card(self, card_id: int | None) -> tuple[str, Any]:
        """Post code and account of a staff card."""
        return next((code, who) for code, who in self.people.items() if who.card_id == card_id)


def build(method: str) -> County:
    """The county, through services."""
    method_services.install_method(SYSTEM, slug=method)
    rules = methods.current_rules(method)
    root = territory.create_county(SYSTEM, slug="jing", method_slug=method, name="井县", code="990303")
    county = County("jing", root, {"county": root})
    _areas(county, rules)
    _estate(county)
    _people(county, rules)
    cases.load_shipped_categories(SYSTEM)
    return county


def _areas(county: County, rules: Any) -> None:
    """One area of each rank: the first level of the method that fits below the last."""
    last = county.root
    for level in rules.territory.levels:
        if last.kind in level.parents and RANK_OF[level.kind] not in county.areas:
            last = territory.create_area(SYSTEM, parent=last, kind=level.kind, name=f"{level.label}一").area
            county.areas[RANK_OF[level.kind]] = last


def _estate(county: County) -> None:
    """The building stands in a compound, which the grid covers."""
    made = territory.create_compound(SYSTEM, community=county.areas["community"], name="一号院")
    territory.cover_compound(SYSTEM, compound=made, grid=county.areas["grid"])
    county.areas["building"] = territory.set_facts(SYSTEM, area=county.home, compound=made).area


def _people(county: County, rules: Any) -> None:
    posts = {code: _post(county, code, kind) for code, kind in rules.organizations.posts.items()}
    held = {code: found for code, found in posts.items() if found is not None}
    rows = [
        people.StaffRow(f"{NAMES[n % len(NAMES)]}{n}号", _seat(found).pk, (found,), born_on=_born(rules, code))
        for n, (code, found) in enumerate(held.items())
    ]
    cards = people.import_staff(SYSTEM, county=county.root, rows=rows)
    wanted = [accounts.AccountRow(f"j-{code}", card) for code, card in zip(held, cards, strict=True)]
    made = accounts.import_accounts(SYSTEM, county=county.root, rows=wanted, password=PASSWORD)
    county.people = dict(zip(held, made, strict=True))


def _post(county: County, code: str, kind: Any) -> Any:
    """The post on its area, or in an organization made for it; None where the method's line has no such area."""
    if kind.area:
        rank = next((rank for rank in kind.area if rank in county.areas), None)
        return post(code, area=county.areas[rank]) if rank else None
    where = county.areas["community"] if kind.organization[0] in ("party_branch", "party_group") else county.root
    body = organizations.create_organization(
        SYSTEM, area=where, kind=kind.organization[0], name=f"{kind.label}所在单位", serves_county=where is county.root
    )
    return post(code, organization=body)


def _seat(found: Any) -> Any:
    return found.area or found.organization.area


def _born(rules: Any, code: str) -> date | None:
    eligibility = rules.organizations.posts[code].eligibility
    return next(day for day in BIRTHDAYS if eligibility is None or eligibility.accepts(day))


def actor_of(account: Any) -> Any:
    """Who this account is."""
    return access.actor_for(account)
