"""What all changes of scorecards share: rights, locks, words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.engines.scorecards.models import Round
from linli.engines.scorecards.states import RUN, State
from linli.foundation.audit import services as audit
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import required

if TYPE_CHECKING:
    from django.db import models

    from linli.kernel.actor import Actor


def allow(actor: Actor, permission: str, path: str) -> None:
    """Raises RuleBroken scorecards.not_yours."""
    if not actor.reaches(permission, path):
        raise RuleBroken("scorecards.not_yours")


def lock_round(round_: Round) -> Round:
    """The row, held until the transaction ends; with its county."""
    held = Round.unscoped.select_for_update(of=("self",)).select_related("county__county", "area", "release")
    row: Round = held.get(pk=round_.pk)
    return row


def to_run(actor: Actor, round_: Round) -> Round:
    """The row, held, for whoever may run it. Raises RuleBroken scorecards.not_yours."""
    row = lock_round(round_)
    allow(actor, RUN, row.area.path)
    return row


def has_results(round_: Round) -> bool:
    """Whether it is counted."""
    return round_.state != State.OPEN


def said(words: str, longest: int) -> str:
    """Words as they are kept. Raises RuleBroken scorecards.words_needed."""
    return required(words, longest, "scorecards.words_needed", least=2)


def tell(actor: Actor, event: Any, subject: models.Model, county_id: int) -> None:
    """One line of history."""
    audit.record(actor, event, subject=subject, county_id=county_id)
