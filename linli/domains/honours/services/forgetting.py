"""Retention: some time after a call has ended nothing is known of objections, nor of people who weren't honoured."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction

from linli.domains.honours import events
from linli.domains.honours.models import Nomination, Objection, Proof
from linli.domains.honours.states import OBJECTION, NominationState
from linli.foundation.audit.services import record, redact
from linli.foundation.privacy import rls
from linli.foundation.privacy.selectors import kept_before
from linli.foundation.territory import selectors as territory
from linli.kernel.actor import Actor

#: Rows of a county that are emptied in one transaction; the next run goes on.
BATCH = 200


def forget_old() -> int:
    """Empty what all counties need no longer; returns how many rows. A kill between two counties loses and doubles nothing."""
    return sum(_forget(county) for county in territory.counties())


@rls.changing_all
def _forget(county: Any) -> int:
    rules = territory.rules_of(county)
    gone = {
        "objections": _objections(county, kept_before(rules, OBJECTION)),
        "nominations": _nominations(county, kept_before(rules, "honours.nomination")),
    }
    if any(gone.values()):
        record(Actor.system(), events.Forgotten(**gone), subject=county, county_id=county.pk)
    return sum(gone.values())


def _objections(county: Any, before: datetime | None) -> int:
    if before is None:
        return 0
    old = Objection.unscoped.filter(county=county, nomination__call__ended_at__lt=before).exclude(words_sealed=b"")
    ids = list(old.order_by("pk").values_list("pk", flat=True)[:BATCH])
    return Objection.unscoped.filter(pk__in=ids).update(words_sealed=b"")


def _nominations(county: Any, before: datetime | None) -> int:
    """Of people who weren't honoured; the files of their proofs go after the commit, so that no row is left without its file."""
    if before is None:
        return 0
    old = Nomination.unscoped.filter(county=county, call__ended_at__lt=before, card__isnull=False)
    rows = list(old.exclude(state=NominationState.HONOURED).order_by("pk")[:BATCH])
    ids = [row.pk for row in rows]
    for row in rows:
        redact(row)
    for path in Proof.unscoped.filter(nomination__in=ids).values_list("path", flat=True):
        transaction.on_commit(partial(default_storage.delete, path))
    Nomination.unscoped.filter(pk__in=ids).delete()
    return len(ids)
