"""Members, households and compounds for tests."""

from __future__ import annotations

from itertools import count
from types import SimpleNamespace
from typing import Any

from linli.domains.membership import services
from linli.domains.membership.models import Courier
from linli.domains.membership.states import COURIER
from linli.foundation.methods import services as methods
from linli.foundation.organizations import services as organizations
from linli.foundation.privacy import rls
from linli.foundation.residents import services as residents
from linli.foundation.territory import selectors as ground
from linli.foundation.territory import services as territory
from linli.kernel import clock, crypto
from linli.kernel.actor import Actor, Grant

SYSTEM = Actor.system()
_NUMBERS = count(1)
_NAMES = ["梁松", "梁柏", "梁桐", "梁槐", "梁榆", "梁柳", "梁杉", "梁桦", "梁枫", "梁楠"]


def person(cast: Any, name: str = "", *, area: Any = None, phone: str = "") -> Any:
    """Somebody in the register, in Li's building unless said otherwise, with a home there."""
    number = next(_NUMBERS)
    place = area or cast.building
    draft = residents.PersonDraft(name or _NAMES[number % len(_NAMES)], phone=phone or f"1001000{number:04d}")
    return residents.add_person(SYSTEM, area=place, draft=draft)


def member(cast: Any, *, organization: Any = None, kind: str = "resident", who: Any = None, **facts: Any) -> Any:
    """A member of Ding's branch."""
    found = who or person(cast)
    return services.add_member(SYSTEM, organization=organization or cast.branch, person=found, kind=kind, **facts)


def household(cast: Any, room: str = "", *, area: Any = None) -> Any:
    """A household behind a door of Li's building, without people."""
    dwelling = residents.add_dwelling(SYSTEM, area=area or cast.building, room=room or str(next(_NUMBERS) + 1000))
    return residents.form_household(SYSTEM, dwelling=dwelling)


def compound(cast: Any, name: str = "柳园小区", community: Any = None) -> Any:
    """A compound of Li's community."""
    return territory.create_compound(SYSTEM, community=community or cast.community, name=name)


def rules(cast: Any) -> Any:
    """What the method of Li's county says of members."""
    return ground.rules_of(cast.county).membership


def linked(cast: Any, row: Any, how_many: int) -> list[Any]:
    """Contacts of a member with so many households."""
    return [services.link_household(SYSTEM, membership=row, household=household(cast)) for _ in range(how_many)]


def courier_county(slug: str = "heqi") -> Any:
    """A county whose method takes couriers in, with two grids 1 km apart, each with its branch, and a third without one."""
    methods.install_method(SYSTEM, slug="qihe")
    county = territory.create_county(SYSTEM, slug=slug, method_slug="qihe", name="河齐县", code="990303")
    street = territory.create_area(SYSTEM, parent=county, kind="street", name="齐心街道").area
    community = territory.create_area(SYSTEM, parent=street, kind="community", name="齐心社区").area
    grids = [
        territory.create_area(SYSTEM, parent=community, kind="grid", name=name, lat=36.80, lng=lng).area
        for name, lng in (("东网格", 116.75), ("西网格", 116.74), ("新网格", 116.70))
    ]
    committee = organizations.create_organization(SYSTEM, area=community, kind="party_committee", name="齐心社区党委")
    branches = [
        organizations.create_organization(
            SYSTEM, area=grid, kind="party_branch", name=f"{grid.name}党支部", parent=committee
        )
        for grid in grids[:2]
    ]
    return SimpleNamespace(
        county=county, community=community, grids=grids, branches=branches, committee=committee,
        people=[office_of(body) for body in (*branches, committee)],
    )  # fmt: skip


def office_of(body: Any) -> Actor:
    """Somebody of the office of a party organization."""
    return Actor(9, "委", body.county_id, (Grant("party_office", organization_id=body.pk),), frozenset({body.pk}))


def courier(place: Any, *, phone: str = "10055500011", grid: int = 0, **facts: Any) -> Any:
    """A courier who reported in at a grid of `courier_county`."""
    said = {"name": "林小哥", "phone": phone, "group": "courier", "home": "山县物流园党支部", **facts}
    return services.report_in(SYSTEM, area=place.grids[grid], said=services.CourierSaid(**said))


def courier_row(cast: Any, organization: Any = None, *, phone: str = "10055500021", name: str = "林小哥") -> Any:
    """A courier with Ding's branch, as the row is kept, whatever the county's method says of couriers now."""
    body = organization or cast.branch
    with rls.everywhere():
        return Courier.unscoped.create(
            county_id=body.county_id, area_id=body.area_id, organization=body, group="courier", consent_version=1,
            consent_text="同意", reported_at=clock.now(), name_sealed=crypto.seal(name, purpose=COURIER),
            phone_sealed=crypto.seal(phone, purpose=COURIER), phone_index=crypto.blind_index(phone, purpose=COURIER),
            home_sealed=crypto.seal("山县物流园党支部", purpose=COURIER),
        )  # fmt: skip
