"""Every change of bulletins: `drafting` (figures filled in), `issuing` (comments, signature, recall, subscriptions)."""

from linli.domains.bulletins.services.drafting import count_again, draft_bulletin, draft_due
from linli.domains.bulletins.services.issuing import (
    comment_section,
    give_back,
    recall_bulletin,
    send_bulletin,
    sign_bulletin,
    subscribe,
)

__all__ = [
    "comment_section",
    "count_again",
    "draft_bulletin",
    "draft_due",
    "give_back",
    "recall_bulletin",
    "send_bulletin",
    "sign_bulletin",
    "subscribe",
]
