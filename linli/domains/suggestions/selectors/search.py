"""The queue's search box for Chinese text: the condition that finds cases by their words, and how well each fits."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.postgres.search import SearchQueryField
from django.db.models import BigIntegerField, F, FloatField, Func, Q, Value
from django.db.models.functions import Cast

from linli.domains.cases.selectors import Found
from linli.domains.suggestions.rules import words
from linli.kernel.actor import Actor

VIEW = "cases.view"

_HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿\U00020000-\U0003134f]")


def found_in_words(actor: Actor, text: str) -> Found | None:
    """Cases that hold all words of a Chinese text; None for numbers and letters, which the queue looks up by itself.

    Who may see a case is asked by the queue, and once more by the index itself.
    """
    if not _HAN.search(text):
        return None
    wanted = words.query_text(text, mark_of(actor))
    if not wanted:
        return None
    return _found(actor, wanted, text)


def found_any(actor: Actor, lexemes: list[str]) -> Found:
    """Cases that hold any of these lexemes, for likeness; only indexed ones."""
    return _found(actor, words.any_of(lexemes, mark_of(actor)))


def _found(actor: Actor, wanted: str, piece: str = "") -> Found:
    """Indexed cases by their words, and by a `piece` of title or place those that came after the last run of the job."""
    ids = Func(
        Cast(Value(wanted), SearchQueryField()), Value(reach_of(actor)), Value(piece),
        function="suggestions_found", template="(SELECT %(function)s(%(expressions)s))", output_field=BigIntegerField(),
    )  # fmt: skip
    return Found(Q(pk__in=ids), _fit(wanted))


def _fit(wanted: str) -> Any:
    """How well a case fits the text of a `tsquery`; null for one that isn't indexed yet."""
    return Func(F("pk"), Cast(Value(wanted), SearchQueryField()), function="suggestions_fit", output_field=FloatField())


def reach_of(actor: Actor) -> str:
    """The reach in which the index is asked, as row-level security writes it. Who sees cases by their organization is held to the county
    here, and to the cases of the organization by the queue.
    """
    if actor.is_system:
        return "*"
    if actor.org_ids(VIEW) and actor.county_id is not None:
        return f"{actor.county_id}."
    return ",".join(actor.paths(VIEW))


def mark_of(actor: Actor) -> str:
    """The mark of the actor's county, so that the index reads no other county's rows; "" for whoever has none."""
    return words.county_mark(actor.county_id) if actor.county_id is not None else ""
