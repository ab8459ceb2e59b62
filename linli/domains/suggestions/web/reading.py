"""What is suggested for words that somebody is writing down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404

from linli.domains.suggestions import selectors
from linli.foundation.territory import selectors as territory
from linli.kernel.actor import Actor

#: What a form may send.
LONGEST = 5000


def written(actor: Actor, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Categories and twins for the text of a register form; empty without a county."""
    if actor.county_id is None:
        return {}
    county = territory.area_by_id(actor.county_id)
    text = str(sent.get("text", ""))[:LONGEST]
    suggested = selectors.suggested_for(county, text)
    return {
        "suggested": suggested,
        "keys": " ".join(one.key for one in suggested),
        "chosen": str(sent.get("category", "")),
        "twins": selectors.twins_of_text(actor, county, text, _area(county, str(sent.get("place", "")))),
    }


def _area(county: Any, key: str) -> Any:
    """The place that was chosen already; None where none was, or it is gone."""
    if not key:
        return None
    try:
        return territory.area_by_id(territory.place_by_key(county, key).area_id)
    except Http404:
        return None
