"""Cases taken out of the appraisal and put back; each step is a line in the case's own history."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from linli.domains.indicators import events, selectors
from linli.domains.indicators.models import Exclusion
from linli.domains.indicators.states import EXCLUDE
from linli.foundation.audit import services as audit
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import required

LONGEST = 500


@transaction.atomic
def exclude_case(actor: Actor, *, case: Any, reason: str, words: str) -> Exclusion:
    """Take a case out of the appraisal for a reason of the method, in own words. Raises indicators.not_yours, .unknown_reason,
    .words_needed and .already_out (also where two do it at once).
    """
    if not actor.reaches(EXCLUDE, case.area.path):
        raise RuleBroken("indicators.not_yours")
    known = selectors.reasons_at(case.county)
    if reason not in known:
        raise RuleBroken("indicators.unknown_reason")
    words = _said(words)
    row = Exclusion(case=case, reason=reason, words=words, by=actor.label, by_account=actor.account_id, at=clock.now())
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise RuleBroken("indicators.already_out") from None
    selectors.has_exclusions.is_so(case.county_id)
    _tell(actor, case, events.CaseExcluded(known[reason].label, words))
    return row


@transaction.atomic
def object_to_exclusion(actor: Actor, *, exclusion: Exclusion, case: Any, words: str) -> Exclusion:
    """Whoever is appraised says why the case should count; once. Raises indicators.objected_already, .not_out, .words_needed."""
    row = _locked(exclusion)
    if row.objected_at is not None:
        raise RuleBroken("indicators.objected_already")
    row.objection, row.objected_by, row.objected_at = _said(words), actor.label, clock.now()
    row.save(update_fields=["objection", "objected_by", "objected_at"])
    _tell(actor, case, events.ExclusionObjected(row.objection))
    return row


@transaction.atomic
def keep_excluded(actor: Actor, *, exclusion: Exclusion, case: Any, words: str) -> Exclusion:
    """Answer an objection: the case stays out. Raises indicators.own_decision for who took it out, .nothing_to_answer, .not_out."""
    row = _locked(exclusion)
    if not row.is_open:
        raise RuleBroken("indicators.nothing_to_answer")
    if row.by_account is not None and row.by_account == actor.account_id:
        raise RuleBroken("indicators.own_decision")
    _answer(row, actor, _said(words))
    row.save(update_fields=["answer", "answered_by", "answered_at"])
    _tell(actor, case, events.ExclusionKept(row.answer))
    return row


@transaction.atomic
def include_case(actor: Actor, *, exclusion: Exclusion, case: Any, words: str) -> Exclusion:
    """Undo an exclusion, with or without an objection: the case counts again. Raises indicators.not_out, .words_needed."""
    row = _locked(exclusion)
    _answer(row, actor, _said(words))
    row.undone_at = clock.now()
    row.save(update_fields=["answer", "answered_by", "answered_at", "undone_at"])
    _tell(actor, case, events.CaseIncluded(row.answer))
    return row


def _locked(exclusion: Exclusion) -> Exclusion:
    row: Exclusion | None = Exclusion.objects.select_for_update().filter(pk=exclusion.pk, undone_at=None).first()
    if row is None:
        raise RuleBroken("indicators.not_out")
    return row


def _answer(row: Exclusion, actor: Actor, words: str) -> None:
    row.answer, row.answered_by, row.answered_at = words, actor.label, clock.now()


def _said(words: str) -> str:
    return required(words, LONGEST, "indicators.words_needed", least=2)


def _tell(actor: Actor, case: Any, event: Any) -> None:
    audit.record(actor, event, subject=case, county_id=case.county_id)
