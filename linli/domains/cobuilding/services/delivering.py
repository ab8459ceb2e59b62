"""Delivery with words and pictures, its end, and what those served say."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date

from django.db import transaction

from linli.domains.cobuilding import events
from linli.domains.cobuilding.models import Claim, Delivery, Entry, Feedback, Part, Picture
from linli.domains.cobuilding.services import _base
from linli.domains.cobuilding.services.claiming import lock_claim, sides_of
from linli.domains.cobuilding.services.listing import end_entry
from linli.domains.cobuilding.states import CLAIM_LABELS, CLAIMS, ClaimState
from linli.foundation.audit.services import record
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken
from linli.kernel.pictures import clean_all, store


@_base.changes
def deliver(
    actor: Actor, *, claim: Claim, words: str, served: int = 0, on: date | None = None, photos: Sequence[bytes] = ()
) -> Delivery:
    """Write down what was delivered; `photos` are the sent bytes, `served` how many people it was for.

    Raises RuleBroken: cobuilding.not_now (without both signatures), cobuilding.agreement_over (the day after its last day),
    cobuilding.future, cobuilding.unit_ended, cobuilding.words_needed, and what `kernel.pictures` refuses; OutOfScope.
    """
    row, entry = lock_claim(claim)
    _acts(actor, row, entry, ("claimant", "owner"))
    day = _base.past_day(on)
    _base.move(CLAIMS, row, "deliver", CLAIM_LABELS)
    if row.ends_on is not None and row.ends_on < clock.today():
        raise RuleBroken("cobuilding.agreement_over", day=row.ends_on.isoformat())
    if row.organization is not None:
        _base.alive(row.county_id, row.organization)
    kept = clean_all(photos, territory.rules_of(entry.area).cases.limits)
    row.save(update_fields=["state"])
    made: Delivery = Delivery.unscoped.create(
        county_id=row.county_id, area=entry.area, claim=row, on=day, words=_base.line(words, 500), served=max(0, served),
        token=secrets.token_urlsafe(24), written_at=clock.now(), written_by=actor.label[:120],
    )  # fmt: skip
    for number, picture in enumerate(kept, start=1):
        path = store("cobuilding", f"{made.pk}-{number}", picture)
        Picture.unscoped.create(
            county_id=row.county_id, area=entry.area, delivery=made, path=path, sha256=picture.sha256
        )
    record(actor, events.Delivered(day.isoformat(), row.part.title), subject=entry, county_id=entry.county_id)
    return made


@_base.changes
def finish_claim(actor: Actor, *, claim: Claim) -> Claim:
    """Whoever posted it says that the part is delivered in full; with the last part the entry is carried out."""
    row, entry = lock_claim(claim)
    _acts(actor, row, entry, ("owner",))
    _base.move(CLAIMS, row, "finish", CLAIM_LABELS)
    row.ended_at = clock.now()
    row.save(update_fields=["state", "ended_at"])
    record(actor, events.PartFinished(row.part.title), subject=entry, county_id=entry.county_id)
    done = Claim.unscoped.filter(part__entry=entry, state=ClaimState.DELIVERED).count()
    if done == Part.unscoped.filter(entry=entry).count():
        end_entry(actor, entry, "finish", "")
    return row


@transaction.atomic
def give_feedback(*, delivery: Delivery, mark: int, wish: str = "") -> Feedback:
    """One of those served says how it was, from one to five, and what to do better. Nothing says who it was.

    Raises RuleBroken cobuilding.mark_range, cobuilding.unknown (a wish that isn't the method's), cobuilding.feedback_full (as many
    answers as people were served; one where that wasn't said).
    """
    held = Delivery.unscoped.select_for_update(of=("self",)).select_related("area__county")
    row: Delivery = held.get(pk=delivery.pk)
    rules = _base.rules_of(row.area)
    if not 1 <= mark <= 5:
        raise RuleBroken("cobuilding.mark_range")
    if wish and wish not in rules.wishes:
        raise RuleBroken("cobuilding.unknown")
    if Feedback.objects.filter(delivery=row).count() >= max(1, row.served):
        raise RuleBroken("cobuilding.feedback_full")
    return Feedback.objects.create(delivery=row, mark=mark, wish=wish, at=clock.now())


def _acts(actor: Actor, row: Claim, entry: Entry, sides: tuple[str, ...]) -> None:
    if not set(sides) & set(sides_of(actor, row, entry)):
        raise OutOfScope(repr(row))
