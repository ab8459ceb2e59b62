"""How selections follow the ground. For followers alone."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from linli.domains.selection.models import Candidate, Document, Objection, Selection
from linli.foundation.audit.services import redact


def move_rows(area: Any, successor: int) -> None:
    """Rows of an area that ends go to its successor."""
    for model in (Selection, Candidate, Document, Objection):
        model.unscoped.filter(area=area).update(area=successor)


def forget(person: Any) -> None:
    """An erased person's candidacies lose their words; counts stay."""
    empty(Candidate.unscoped.filter(person=person))


def empty(candidates: QuerySet[Candidate]) -> int:
    """These candidacies lose their words, and so does the history of their selections; returns how many they were."""
    found = list(candidates.select_related("selection"))
    for row in found:
        row.name, row.words, row.reason, row.person = "", "", "", None
        row.save(update_fields=["name", "words", "reason", "person"])
    for selection in {row.selection for row in found}:
        redact(selection)
    return len(found)


def take_over(gone: Any, kept: Any) -> None:
    """A merged person's candidacies go to the entry that was kept, but where that one stands in the same selection."""
    there = Candidate.unscoped.filter(person=kept).values("selection")
    Candidate.unscoped.filter(person=gone).exclude(selection__in=there).update(person=kept)
