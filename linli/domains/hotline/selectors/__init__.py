"""Every question about orders: `outside` for other systems, `desk` for the office."""

from linli.domains.hotline.selectors.desk import (
    Filters,
    OrderPage,
    counts_for,
    order_for,
    order_page,
    orders_page,
    orders_piece,
)
from linli.domains.hotline.selectors.facts import facts_of_orders, orders_under
from linli.domains.hotline.selectors.outside import News, Piece, facts_of, news, news_of, order_of, rules_now

__all__ = [
    "Filters",
    "News",
    "OrderPage",
    "Piece",
    "counts_for",
    "facts_of",
    "facts_of_orders",
    "news",
    "news_of",
    "order_for",
    "order_of",
    "order_page",
    "orders_page",
    "orders_piece",
    "orders_under",
    "rules_now",
]
