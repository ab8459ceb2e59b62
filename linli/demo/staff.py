"""Invented people in every post, with accounts; some of them are the personas that a visitor may become."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from typing import Any

from linli.demo.bodies import AREA_POSTS, BODY_POSTS
from linli.demo.plan import Plan, words
from linli.foundation.access import services as access
from linli.foundation.organizations import selectors as organizations
from linli.foundation.people import services as people
from linli.kernel.actor import Actor

#: Posts whose first holder near the demo's centre of life is a persona, in the order of the persona page.
PERSONAS = (
    "stairwell_liaison", "building_head", "unit_worker", "estate_secretary", "grid_worker", "branch_secretary",
    "grid_leader", "community_office", "community_secretary", "street_office", "street_leader", "district_centre",
    "county_centre", "county_supervisor", "county_leader", "county_administrator", "party_affairs",
)  # fmt: skip
#: Departments whose duty officers are personas.
PERSONA_BODIES = ("urban", "housing", "utility", "property1")
#: No mobile number in China begins with 100: these numbers can't be anybody's.
PHONE = "100{:08d}"


def make_staff(actor: Actor, plan: Plan, county: Any, password: str) -> None:
    """Fill every post and give everybody an account."""
    kinds = {kind for posts in (*AREA_POSTS.values(), *BODY_POSTS.values()) for kind in posts}
    demanded = set(plan.rules.organizations.posts)
    found = organizations.posts_of_kind(county.pk, kinds | demanded).select_related("organization", "area")
    # Who keeps a branch's lists came to the demo later: behind all others, so that everybody else keeps their name.
    posts = sorted(found.order_by("area__code", "pk"), key=lambda post: post.kind == "party_affairs")
    rows = list(_rows(plan, posts))
    cards = people.import_staff(actor, county=county, rows=rows)
    accounts = list(_accounts(plan, rows, cards))
    access.import_accounts(actor, county=county, rows=accounts, password=password)


def _rows(plan: Plan, posts: list[Any]) -> Iterator[Any]:
    names = _Names(plan.slug)
    for post in posts:
        born = date(1992, 5, 4) if post.kind == "deputy_secretary_90s" else None
        for _ in range(post.seats):
            name, phone = next(names)
            yield people.StaffRow(name=name, area_id=post.area_id, posts=(post,), born_on=born, phone=phone)


def _accounts(plan: Plan, rows: list[Any], cards: list[Any]) -> Iterator[Any]:
    """Personas are the first holders in posts' order: the first township, community and grid, where most of the year happens."""
    wanted, seen = set(PERSONAS), set()
    for number, (row, card) in enumerate(zip(rows, cards, strict=True), start=1):
        post = row.posts[0]
        body = post.organization.code.partition("-")[2] if post.organization else ""
        key = f"{body}-{post.kind}" if body else post.kind
        persona = key not in seen and (post.kind in wanted or body in PERSONA_BODIES)
        seen.add(key)
        name = f"{plan.slug}-{key}".replace("_", "-") if persona else f"{plan.slug}-{number:05}"
        yield access.AccountRow(username=name, card=card, is_persona=persona)


class _Names:
    """Names and numbers dealt out by rule: no two neighbours alike, always the same for a county."""

    def __init__(self, slug: str) -> None:
        data = words("names.toml")
        pairs = [surname + given for surname in data["surnames"] for given in data["given"]]
        random.Random(f"names {slug}").shuffle(pairs)
        self.pairs, self.number = pairs, 0

    def __iter__(self) -> _Names:
        return self

    def __next__(self) -> tuple[str, str]:
        self.number += 1
        return self.pairs[self.number % len(self.pairs)], PHONE.format(self.number)
