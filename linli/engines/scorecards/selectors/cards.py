"""Cards of the method: those in force now, and the one that a round keeps to."""

from __future__ import annotations

from typing import Any

from linli.engines.scorecards.method import NONE, Card, Pictures
from linli.engines.scorecards.models import Round
from linli.foundation.methods import selectors as methods
from linli.foundation.methods.loader import Rules
from linli.foundation.territory import selectors as territory


def _section(rules: Rules) -> Any:
    return getattr(rules, "scorecards", NONE)


def cards_at(county: Any) -> dict[str, Card]:
    """What a county rates now, by code."""
    found: dict[str, Card] = _section(territory.rules_of(county)).used()
    return found


def card_of(round_: Round) -> Card:
    """The card as it stood in the release under which the round was opened."""
    found: Card = _section(methods.rules_for(round_.release_id)).cards[round_.card]
    return found


def picture_limits(county: Any) -> Pictures:
    """How many pictures may be evidence of one thing, and how large they may be."""
    found: Pictures = _section(territory.rules_of(county)).pictures
    return found


def counties_with_cards() -> list[Any]:
    """Counties that rate anything."""
    return [county for county in territory.counties() if cards_at(county)]
