"""What the ground itself brings to scorecards: grids and communities are rated, and holders of posts rate."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from linli.engines.scorecards import registry
from linli.engines.scorecards.registry import Rated, Rater
from linli.foundation.access import selectors as access
from linli.foundation.people import selectors as people
from linli.foundation.territory import selectors as territory
from linli.foundation.territory.method import RANK_OF
from linli.foundation.territory.scoping import ids_of
from linli.kernel.words import N_

#: Where workers work.
_RANKS = frozenset({"community", "grid"})


def declare() -> None:
    """Register them."""
    registry.register_subjects("grid", N_("Grids"), GRIDS)
    registry.register_subjects("community", N_("Communities"), COMMUNITIES)
    registry.register_subjects("worker", N_("Full-time workers of communities and grids"), workers, personal=True)
    registry.register_resolver("posts", N_("Holders of posts there, or in the nearest area above"), by_posts)
    registry.register_resolver("own_unit", N_("Holders of posts in the organization of whoever is rated"), by_unit)


def _areas(kind: str) -> Callable[[Any, date], Sequence[Rated]]:
    def find(county: Any, day: date) -> list[Rated]:
        rows = territory.descendants(county, kind).order_by("path").values_list("pk", "name", "path", "parent__name")
        return [Rated(str(pk), f"{above}{name}", pk, path) for pk, name, path, above in rows]

    return find


GRIDS, COMMUNITIES = _areas("grid"), _areas("community")


def workers(county: Any, day: date) -> list[Rated]:
    """Whoever holds a full-time post in a community or a grid, each once; its leaders answer for the community and aren't among them."""
    posts = territory.rules_of(county).organizations.posts
    kinds = [
        code for code, post in posts.items() if post.full_time and post.role != "leader" and _RANKS & set(post.area)
    ]
    areas = territory.descendants(county).filter(kind__in=[kind for kind, rank in RANK_OF.items() if rank in _RANKS])
    paths = dict(areas.order_by("path").values_list("pk", "path"))
    found: dict[int, Rated] = {}
    for one in people.holders_in(kinds, paths, day):
        place = (one.area_id, paths[one.area_id])
        found.setdefault(one.card_id, Rated(f"card:{one.card_id}", one.name, *place, card_id=one.card_id))
    return sorted(found.values(), key=lambda one: (one.path, one.name, one.key))


def by_unit(county: Any, rated: Sequence[Rated], posts: Sequence[str], day: date) -> Mapping[str, Sequence[Rater]]:
    """For each subject the holders of these posts in its own organization; nobody rates themselves."""
    units = {one.organization_id for one in rated if one.organization_id is not None}
    holders = {unit: people.holders_of(unit, posts, day) for unit in sorted(units)}
    accounts = access.accounts_of(one.card_id for found in holders.values() for one in found)
    return {
        one.key: [
            _rater(holder, accounts)
            for holder in holders.get(one.organization_id or 0, ())
            if holder.card_id in accounts and holder.card_id != one.card_id
        ]
        for one in rated
    }


def _rater(holder: Any, accounts: Mapping[int, int]) -> Rater:
    return Rater(holder.name, accounts[holder.card_id], holder.card_id, f"card:{holder.card_id}")


def by_posts(county: Any, rated: Sequence[Rated], posts: Sequence[str], day: date) -> Mapping[str, Sequence[Rater]]:
    """For each subject the holders of these posts in the nearest area, the own one included, that has one with an account. Who is away for
    some days keeps the seat: a rater doesn't change with a holiday. Two statements, however many subjects.
    """
    areas = {pk for one in rated for pk in ids_of(one.path)}
    holders = people.holders_in(posts, areas, day)
    accounts = access.accounts_of(one.card_id for one in holders)
    there: dict[int, dict[int, Rater]] = {}
    for one in holders:
        if one.card_id in accounts:
            there.setdefault(one.area_id, {})[one.card_id] = _rater(one, accounts)
    return {one.key: _nearest(there, one) for one in rated}


def _nearest(there: Mapping[int, Mapping[int, Rater]], one: Rated) -> list[Rater]:
    """Nobody rates themselves."""
    for pk in reversed(ids_of(one.path)):
        if found := [rater for card, rater in there.get(pk, {}).items() if card != one.card_id]:
            return found
    return []
