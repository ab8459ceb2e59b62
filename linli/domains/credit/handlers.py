"""What credit does when the register changes: it writes in the ledger, so it has to know who did it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.domains.credit.services import following
from linli.foundation.privacy import rls

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def follow_person(actor: Actor, change: Any) -> None:
    """Called by residents inside its transaction when an entry is merged or erased."""
    with rls.everywhere():
        if change.action == "merged":
            following.take_over(actor, change.person, change.other)
        elif change.action == "erased":
            following.forget(actor, change.person)
