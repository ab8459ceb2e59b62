"""The named cast. Everybody has one post and one account; phone numbers begin with 100, which no phone's does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse

from linli.foundation.access import selectors as access
from linli.foundation.access import services as accounts
from linli.foundation.people import services as people
from linli.kernel.actor import Actor
from tests.kit.places import SYSTEM, Ground, post

#: Everybody has been in office since long before any moment at which a test holds the clock.
SINCE = date(2020, 1, 1)
#: Sessions of the kit have proved themselves for good, wherever a test holds the clock; step-up has tests of its own.
PROVED = "9999-01-01T00:00:00+00:00"
PASSWORD = "柳树下面有三只猫-42"


@dataclass(frozen=True)
class Member:
    """Somebody of the cast: who acts, the rows behind them (None for residents), and the key of a session ("" for none)."""

    actor: Actor
    username: str = ""
    account_id: int | None = None
    card_id: int | None = None
    session: str = ""


#: Name in the tests → (name, post, place on the ground, by organization).
PLAYERS: dict[str, tuple[str, str, str]] = {
    "li_grid_worker": ("李春燕", "grid_worker", "grid"),
    "zhang_grid_leader": ("张守田", "grid_leader", "grid"),
    "he_building": ("何玉兰", "building_head", "building"),
    "wang_community": ("王海波", "community_office", "community"),
    "zhao_dispatcher": ("赵敏", "street_office", "street"),
    "chen_centre": ("陈立", "county_centre", "county"),
    "wu_leader": ("吴建国", "county_leader", "county"),
    "admin": ("郑宁", "county_administrator", "county"),
    "zhou_department": ("周工", "department_duty", "bureau"),
    "sun_other_department": ("孙工", "department_duty", "other_bureau"),
    "ding_party": ("丁红", "party_affairs", "branch"),
    "yan_other_party": ("严冬", "party_affairs", "other_branch"),
    "qian_other_town": ("钱进", "grid_worker", "other_grid"),
    "ma_other_office": ("马兰", "street_office", "other_street"),
    "feng_other_county": ("冯远", "county_centre", "other_county"),
    "deng_other_admin": ("邓明", "county_administrator", "other_county"),
    "luo_other_grid": ("罗山", "grid_worker", "other_county_grid"),
}


def build(ground: Ground) -> dict[str, Member]:
    """Staff, appointments and accounts of the cast, through the bulk services."""
    cast: dict[str, Member] = {"sun_resident": Member(Actor.public())}
    for county in (ground.county, ground.other_county):
        cast.update(_of_county(ground, county))
    return cast


def signed_in(cast: dict[str, Member]) -> dict[str, Member]:
    """The cast with sessions that have been used once, so that their rights have been read."""
    return {key: replace(one, session=_session(one)) if one.account_id else one for key, one in cast.items()}


def _session(member: Member) -> str:
    client = Client()
    client.force_login(access.account_by_id(member.account_id))
    client.get(reverse("access:sign-out"))  # refused to a GET, but asked of somebody
    session = client.session
    assert "rights" in session
    session["proved_at"] = PROVED
    session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def unproved(client: Client) -> Client:
    """The same client in a session whose last proof was long ago."""
    session = client.session
    session["proved_at"] = "2020-01-01T00:00:00+00:00"
    session.save()
    return client


def _of_county(ground: Ground, county: Any) -> dict[str, Member]:
    mine = {key: row for key, row in PLAYERS.items() if getattr(ground, row[2]).county_id == county.pk}
    rows = [
        people.StaffRow(
            name, _place(ground, where).pk, (_post(ground, kind, where),), phone=f"1000000{index:04d}", starts_on=SINCE
        )
        for index, (name, kind, where) in enumerate(mine.values())
    ]
    cards = people.import_staff(SYSTEM, county=county, rows=rows)
    wanted = [accounts.AccountRow(key.replace("_", "-"), card) for key, card in zip(mine, cards, strict=True)]
    made = accounts.import_accounts(SYSTEM, county=county, rows=wanted, password=PASSWORD)
    return {key: _member(account) for key, account in zip(mine, made, strict=True)}


def _member(account: Any) -> Member:
    return Member(access.actor_for(account), account.username, account.pk, account.card_id)


def _place(ground: Ground, where: str) -> Any:
    found = getattr(ground, where)
    return getattr(found, "area", found)


def _post(ground: Ground, kind: str, where: str) -> Any:
    found = getattr(ground, where)
    return post(kind, organization=found) if hasattr(found, "area") else post(kind, area=found)
