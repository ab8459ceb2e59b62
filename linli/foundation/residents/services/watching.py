"""Telling upper floors, inside the transaction, that an entry was merged, given back or erased."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

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


def tell_followers(actor: Actor, change: PersonChange) -> None:
    """Call all followers in the order of their floors."""
    for follower in _followers:
        follower(actor, change)
