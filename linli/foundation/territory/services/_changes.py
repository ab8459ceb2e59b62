"""Telling the floors above that the tree changed, inside the same transaction, without knowing them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from linli.foundation.privacy import rls
from linli.foundation.territory.models import Area
from linli.foundation.territory.services._base import Hung
from linli.foundation.territory.states import Change
from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class AreaChange:
    """One change of the tree. Rows that lie directly in `area` go to `target_for(…)`; rows in its children need nothing,
    since children keep their ids. `targets[0]` is the default successor (the area itself where it lives on). `hung` are the subtrees
    that have another place in the tree.
    """

    action: Change
    county_id: int
    area: Area
    targets: tuple[Area, ...]
    children: Mapping[int, int] = field(default_factory=dict)
    ranges: Mapping[int, int] = field(default_factory=dict)
    hung: tuple[Hung, ...] = ()

    @property
    def ends_area(self) -> bool:
        """Whether `area` is closed by the change, so that its rows must go elsewhere."""
        return self.action in (Change.SPLIT, Change.MERGED, Change.CLOSED)

    def target_for(self, range_id: int | None = None) -> int:
        """The area that takes over a row: by its house number where known, else the default one."""
        return self.ranges.get(range_id or 0, self.targets[0].pk)


Follower = Callable[[Actor, AreaChange], None]

_followers: list[Follower] = []


def register_follower(follower: Follower) -> None:
    """Have `follower(actor, change)` called inside the transaction of every change; it may refuse by RuleBroken."""
    if follower not in _followers:
        _followers.append(follower)


def follow_ends(move_rows: Callable[[Area, int], object]) -> None:
    """Have `move_rows(area, target)` called for each area that ends: `target` is the id of the area that takes its rows over. All rows
    are in reach, since whoever may change the ground needn't see what lies on it.
    """

    def follow(actor: Actor, change: AreaChange) -> None:
        if change.ends_area:
            with rls.everywhere():
                move_rows(change.area, change.target_for())

    follow.__module__ = move_rows.__module__  # whose rows they are, in a trace and in the list of followers
    register_follower(follow)


def tell_followers(actor: Actor, change: AreaChange) -> None:
    """Call all followers, the lowest floor first: apps become ready from the top floor down, so the last to register stands lowest."""
    for follower in reversed(_followers):
        follower(actor, change)
