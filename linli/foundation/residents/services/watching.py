"""Telling upper floors, inside the transaction, that an entry was merged, given back or erased."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from linli.foundation.privacy import rls
from linli.foundation.residents.models import Person
from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What happened to `person`. Merged: rows of `person` go to `other`; unmerged: those that came back stay with `other`
    unless the follower remembers; erased: personal words about `person` go, and `other` is None.
    """

    action: Literal["merged", "unmerged", "erased"]
    person: Person
    other: Person | None = None


Follower = Callable[[Actor, PersonChange], None]

_followers: list[Follower] = []


def register_person_follower(follower: Follower) -> None:
    """Have `follower(actor, change)` called inside the transaction of every such change; it may refuse by RuleBroken."""
    if follower not in _followers:
        _followers.append(follower)


def follow_people(
    *, forget: Callable[[Person], object], take_over: Callable[[Person, Person], object] | None = None
) -> None:
    """Have `forget(person)` called when an entry is erased and `take_over(person, other)` when its rows go to `other`, with all rows in
    reach. Without `take_over` rows stay with the entry that was merged.
    """

    def follow(actor: Actor, change: PersonChange) -> None:
        with rls.everywhere():
            if change.action == "erased":
                forget(change.person)
            elif change.action == "merged" and take_over and change.other:
                take_over(change.person, change.other)

    register_person_follower(follow)


def tell_followers(actor: Actor, change: PersonChange) -> None:
    """Call all followers in the order of their floors."""
    for follower in _followers:
        follower(actor, change)
