"""What of the protected rows a question reaches, and the one door to a row."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from linli.domains.guidance.permissions import RECRUIT, VIEW
from linli.foundation.privacy import rls
from linli.kernel.scoping import door

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def in_county(actor: Actor) -> AbstractContextManager[None]:
    """For whoever may look at guidance at all, what was asked for at the actor's places ("a1.12.") and with the actor's organizations
    ("o7"), and who applied where the actor recruits ("r1.12."), see migration 0001. Everything for the system.
    """
    places = (f"a{path}" for path in actor.paths(VIEW))
    bodies = (f"o{pk}" for pk in sorted(actor.org_ids(VIEW)))
    return rls.in_county(actor, VIEW, *places, *bodies, *(f"r{path}" for path in actor.paths(RECRUIT)))


#: A selector that asks inside `in_county`. It must not return a lazy queryset.
within_county = rls.asking(in_county)


def one_of(model: Any, actor: Actor, pk: int, to: str | None, *related: str) -> Any:
    """`door` to a row with its place, inside `in_county`."""
    with in_county(actor):
        return door(model, actor, pk, to, "area", "county", *related)
