"""Every change of the hotline: `orders` (in), `words` (of the caller and the hotline), `asks` (more time, given back), `cards`, `feed`."""

from linli.domains.hotline.services.asks import ask_hotline, decide_ask
from linli.domains.hotline.services.cards import give_cards
from linli.domains.hotline.services.feed import forget_news, note_line
from linli.domains.hotline.services.orders import Taken, take_order
from linli.domains.hotline.services.words import call_back, note_call, supplement

__all__ = [
    "Taken",
    "ask_hotline",
    "call_back",
    "decide_ask",
    "forget_news",
    "give_cards",
    "note_call",
    "note_line",
    "supplement",
    "take_order",
]
