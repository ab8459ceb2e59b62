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
from linli.foundation.territory.scoping import ids_of
from linli.kernel.words import N_


def declare() -> None:
    """Register them."""
    registry.register_subjects("grid", N_("Grids"), GRIDS)
    registry.register_subjects("community", N_("Communities"), COMMUNITIES)
    registry.register_resolver("posts", N_("Holders of posts there, or in the nearest area above"), by_posts)


def _areas(kind: str) -> Callable[[Any, date], Sequence[Rated]]:
    def find(county: Any, day: date) -> list[Rated]:
        rows = territory.descendants(county, kind).order_by("path").values_list("pk", "name", "path", "parent__name")
        return [Rated(str(pk), f"{above}{name}", pk, path) for pk, name, path, above in rows]

    return find


GRIDS, COMMUNITIES = _areas("grid"), _areas("community")


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
            rater = Rater(one.name, accounts[one.card_id], one.card_id, f"card:{one.card_id}")
            there.setdefault(one.area_id, {})[one.card_id] = rater
    return {one.key: _nearest(there, one) for one in rated}


def _nearest(there: Mapping[int, Mapping[int, Rater]], one: Rated) -> list[Rater]:
    """Nobody rates themselves."""
    for pk in reversed(ids_of(one.path)):
        if found := [rater for card, rater in there.get(pk, {}).items() if card != one.card_id]:
            return found
    return []
