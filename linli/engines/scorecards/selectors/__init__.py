"""Every question about scorecards: `cards` (of the method), `counting` (what a round's marks come to)."""

from linli.engines.scorecards.selectors.cards import card_of, cards_at, counties_with_cards
from linli.engines.scorecards.selectors.counting import Counted, counted, restood

__all__ = ["Counted", "card_of", "cards_at", "counted", "counties_with_cards", "restood"]
