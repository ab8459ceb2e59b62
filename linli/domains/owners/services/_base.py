"""What all changes of owners share: the transaction within the reach, locks, words."""

from __future__ import annotations

from typing import Any

from linli.domains.owners.models import Vote
from linli.foundation.audit.services import record
from linli.foundation.privacy import rls
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import required
from linli.kernel.scoping import keep_in_scope

# Ballots and owners lie under row-level security. A resident has no reach of their own, and a closing may come from the clock: what a
# service may touch is said by its arguments, and asked by `allow` for people.
changes = rls.changing_all


def allow(actor: Actor, row: Any, permission: str) -> None:
    """Raises OutOfScope unless the actor holds the permission where the row lies."""
    keep_in_scope(actor, row, permission)


def said(words: str, longest: int, code: str = "owners.words_needed") -> str:
    """Words as they are kept, in one line. Raises RuleBroken `code`."""
    return required(words, longest, code, least=2)


def lock_compound(compound: Any) -> Any:
    """The open compound, held until the transaction ends, with its county. Raises RuleBroken owners.compound_closed."""
    held = type(compound).unscoped.select_for_update(of=("self",)).select_related("area__county", "county")
    row = held.get(pk=compound.pk)
    if row.valid_to is not None:
        raise RuleBroken("owners.compound_closed")
    return row


def lock_vote(vote: Vote) -> Vote:
    """The vote, held until the transaction ends, with its place."""
    held = Vote.unscoped.select_for_update(of=("self",)).select_related("area__county", "county", "compound")
    row: Vote = held.get(pk=vote.pk)
    return row


def placed(compound: Any) -> dict[str, Any]:
    """The columns of a row that lies in a compound."""
    return {"county_id": compound.county_id, "area_id": compound.area_id, "compound": compound}


def tell(actor: Actor, event: Any, subject: Any) -> None:
    """One line of history."""
    record(actor, event, subject=subject, county_id=subject.county_id)
