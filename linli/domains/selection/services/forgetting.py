"""Retention: some time after a selection has ended only numbers stay of those who weren't appointed, and of objections."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction

from linli.domains.selection import events
from linli.domains.selection.models import Candidate, Document, Objection, Selection
from linli.domains.selection.services import following
from linli.foundation.audit.services import record
from linli.foundation.privacy import rls
from linli.foundation.privacy.selectors import kept_before
from linli.foundation.territory import selectors as territory
from linli.kernel.actor import Actor

#: Selections that are emptied in one transaction; the next run goes on.
BATCH = 50


def forget_old() -> int:
    """Empty what all counties need no longer; returns how many rows. A kill between two counties loses and doubles nothing."""
    return sum(_forget(county) for county in territory.counties())


@rls.changing_all
def _forget(county: Any) -> int:
    rules = territory.rules_of(county)
    gone = {
        "candidates": _candidates(county, kept_before(rules, "selection.candidate")),
        "documents": _documents(county, kept_before(rules, "selection.candidate")),
        "objections": _objections(county, kept_before(rules, "selection.objection")),
    }
    if any(gone.values()):
        record(Actor.system(), events.SelectionsForgotten(**gone), subject=county, county_id=county.pk)
    return sum(gone.values())


def _candidates(county: Any, before: datetime | None) -> int:
    """Those who were appointed have a card of the staff, which is kept as such."""
    if before is None:
        return 0
    held = Candidate.unscoped.filter(card=None).exclude(name="")
    ended = Selection.unscoped.filter(county=county, ended_at__lt=before, candidates__in=held).order_by("ended_at")
    return following.empty(held.filter(selection__in=set(ended.values_list("pk", flat=True)[:BATCH])))


def _documents(county: Any, before: datetime | None) -> int:
    """Forms and minutes name candidates: the files go after the commit, so that a refused one leaves no row without its file."""
    if before is None:
        return 0
    found = Document.unscoped.filter(county=county, selection__ended_at__lt=before).order_by("pk")
    rows = list(found.values_list("pk", "path")[:BATCH])
    for _, path in rows:
        transaction.on_commit(partial(default_storage.delete, path))
    Document.unscoped.filter(pk__in=[pk for pk, _ in rows]).delete()
    return len(rows)


def _objections(county: Any, before: datetime | None) -> int:
    if before is None:
        return 0
    old = Objection.unscoped.filter(county=county, selection__ended_at__lt=before).exclude(words_sealed=b"")
    ids = list(old.order_by("pk").values_list("pk", flat=True)[:BATCH])
    return Objection.unscoped.filter(pk__in=ids).update(words_sealed=b"", phone_sealed=b"", phone_masked="")
