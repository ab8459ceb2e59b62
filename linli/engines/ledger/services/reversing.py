"""Reversal instead of change: what was booked stays, and an entry the other way round takes it back, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from linli.engines.ledger import events
from linli.engines.ledger.models import Entry, Posting
from linli.engines.ledger.registry import REVERSAL
from linli.engines.ledger.services._journal import Draft, Line, claim
from linli.engines.ledger.services.booking import book
from linli.foundation.audit.services import record
from linli.kernel import clock
from linli.kernel.errors import RuleBroken

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


@transaction.atomic
def reverse_entry(actor: Actor, *, entry: Entry, reason: str, may_owe: bool = False) -> Entry:
    """Take back what was booked. Lots are taken back as they were given, with their end; what was paid from a hold goes back to whom
    it was held of. With `may_owe` accounts may be left below their minimum, and what comes in later fills that up first.

    Raises RuleBroken ledger.reason_needed, ledger.not_reversible, ledger.reversed_already, ledger.too_little, ledger.too_much.
    """
    if not reason.strip():
        raise RuleBroken("ledger.reason_needed")
    if not entry.why.reversible:
        raise RuleBroken("ledger.not_reversible")
    draft = Draft(
        kind=REVERSAL.code, key=f"reversal:{entry.pk}", lines=_mirrored(entry), effective_at=clock.now(), asked=(entry.pk,),
        reason=reason, activity=entry.activity, reversal_of=entry, may_owe=may_owe,
    )  # fmt: skip
    if claim(entry.county_id, draft)[1]:
        raise RuleBroken("ledger.reversed_already")
    made = book(actor, draft)
    record(actor, events.EntryReversed(made.reason), subject=entry, county_id=entry.county_id)
    return made


def _mirrored(entry: Entry) -> list[Line]:
    """The postings the other way round; what lay on hold counts as its holder's."""
    sums: dict[int, int] = {}
    lots: dict[int, Posting] = {}
    for posting in Posting.objects.select_related("account").filter(entry=entry).order_by("account_id"):
        owner = posting.account.held_of_id or posting.account_id
        sums[owner] = sums.get(owner, 0) - posting.amount
        if posting.is_lot and posting.account.held_of_id is None:
            lots[owner] = posting
    return [
        Line(owner, amount, gives_back=amount > 0 and owner not in lots, like=lots.get(owner))
        for owner, amount in sums.items()
        if amount
    ]
