"""Results are published; what follows from them begins in the same transaction, and ends when a correction takes it back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from linli.engines.scorecards import events, registry
from linli.engines.scorecards.models import Applied, Result, Round, Subject
from linli.engines.scorecards.registry import Consequence
from linli.engines.scorecards.services import _base
from linli.engines.scorecards.states import State
from linli.kernel import clock
from linli.kernel.errors import RuleBroken

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


@transaction.atomic
def publish_round(actor: Actor, *, round_: Round) -> Round:
    """Let the rated (and, where the card says so, everybody) read the results; replies and appeals begin. A round that is published already
    stays as it is. Raises RuleBroken: scorecards.not_yours, .not_closed.
    """
    row = _base.to_run(actor, round_)
    if row.state == State.PUBLISHED:
        return row
    if not _base.has_results(row):
        raise RuleBroken("scorecards.not_closed")
    row.state, row.published_at, row.published_by_id = State.PUBLISHED, clock.now(), actor.account_id
    row.save(update_fields=["state", "published_at", "published_by_id"])
    _base.tell(actor, events.RoundPublished(row.label), row, row.county_id)
    apply(actor, row, list(Result.objects.filter(subject__round=row, current=True).select_related("subject")))
    return row


def apply(actor: Actor, round_: Round, results: Sequence[Result]) -> None:
    """Begin and end the effects of these results, each once, in the caller's transaction; nothing before publication."""
    if round_.state != State.PUBLISHED:
        return
    rows = Applied.objects.filter(subject__in=[one.subject_id for one in results])
    had = {(one.subject_id, one.effect): one.holds for one in rows}
    wanted = {(one.subject_id, effect): one for one in results for effect in one.effects}
    by_subject = {one.subject_id: one for one in results}
    begins = [key for key in wanted if not had.get(key)]
    ends = [key for key, holds in had.items() if holds and key not in wanted]
    changes = dict.fromkeys(begins, True) | dict.fromkeys(ends, False)
    if not changes:
        return
    Applied.objects.bulk_create(
        (Applied(subject_id=key[0], effect=key[1], holds=holds, at=clock.now()) for key, holds in changes.items()),
        update_conflicts=True, unique_fields=["subject", "effect"], update_fields=["holds", "at"],
    )  # fmt: skip
    told: dict[str, list[Consequence]] = defaultdict(list)
    for (pk, effect), holds in changes.items():
        told[effect].append(_consequence(round_, effect, by_subject[pk], holds))
    for effect, found in told.items():
        known = registry.effect(effect)
        if known is not None:
            known.act(actor, found)


def _consequence(round_: Round, effect: str, result: Result, holds: bool) -> Consequence:
    subject: Subject = result.subject
    return Consequence(
        effect, round_.card, subject.key, subject.pk, round_.pk, result.band, result.composite, holds
    )  # fmt: skip
