"""News of work orders as a kind of webhook: what the feed says, sent at once to the hotline whose orders they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from linli.domains.hotline import selectors
from linli.domains.hotline.api.shapes import piece_json
from linli.domains.hotline.states import NEWS
from linli.foundation.webhooks import services as webhooks
from linli.foundation.webhooks.registry import Stream
from linli.kernel.words import N_

if TYPE_CHECKING:
    from linli.foundation.audit.models import Event
    from linli.foundation.partners.models import Partner


def register() -> None:
    """Offer it; after the feed's own handlers, which number a line before it is sent."""
    label = N_("Work orders: what happens to each")
    webhooks.offer(Stream("hotline.orders", label, frozenset(NEWS), _concerns, _says))


def _concerns(line: Event, partner: Partner) -> bool:
    return bool(selectors.news_of(partner, [line.pk]))


def _says(lines: Sequence[Event], partner: Partner) -> dict[int, dict[str, Any]]:
    news = selectors.news_of(partner, [line.pk for line in lines])
    return {line: {"changes": [piece_json(one) for one in pieces]} for line, pieces in news.items()}
