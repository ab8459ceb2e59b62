"""Every question about notices: `inbox` (staff), `log` (messages, for the centre), `wishes` (what a recipient sees of their own)."""

from linli.domains.notices.gateways import any_way
from linli.domains.notices.selectors.inbox import (
    EARLIER,
    KeptText,
    Line,
    Row,
    inbox,
    kept_texts,
    notice_for,
    told,
    unread,
    unread_count,
)
from linli.domains.notices.selectors.log import counties_for, message_for, messages_page, oldest_due_seconds
from linli.domains.notices.selectors.wishes import (
    Told,
    page_of,
    phone_is_told,
    proof_of,
    recipient_by_proof,
    recipient_by_token,
    token_of,
    told_to,
    wishes_of,
)

__all__ = [
    "EARLIER",
    "KeptText",
    "Line",
    "Row",
    "Told",
    "any_way",
    "counties_for",
    "inbox",
    "kept_texts",
    "message_for",
    "messages_page",
    "notice_for",
    "oldest_due_seconds",
    "page_of",
    "phone_is_told",
    "proof_of",
    "recipient_by_proof",
    "recipient_by_token",
    "token_of",
    "told",
    "told_to",
    "unread",
    "unread_count",
    "wishes_of",
]
