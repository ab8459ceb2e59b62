"""What of the protected rows a question reaches, and the one door to a row."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from linli.domains.guidance.permissions import VIEW
from linli.foundation.privacy import rls
from linli.kernel.scoping import door

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def in_county(actor: Actor) -> AbstractContextManager[None]:
    """Rows of the actor's county for whoever may look at guidance at all; everything for the system."""
    return rls.in_county(actor, VIEW)


#: A selector that asks inside `in_county`. It must not return a lazy queryset.
within_county = rls.asking(in_county)


def one_of(model: Any, actor: Actor, pk: int, to: str | None, *related: str) -> Any:
    """`door` to a row with its place, inside `in_county`."""
    with in_county(actor):
        return door(model, actor, pk, to, "area", "county", *related)
