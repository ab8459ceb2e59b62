"""The gateway of the demonstration: nothing leaves the machine. The text is kept sealed for the demo's page of messages, and the
log says that there was one, with stars in the number.
"""

from __future__ import annotations

import logging

from linli.domains.notices.services import keep_text
from linli.kernel import crypto

log = logging.getLogger("linli.texts")


def send_text(phone: str, text: str) -> None:
    """Keep the message."""
    keep_text(phone, text)
    log.info("text", extra={"fields": {"to": crypto.mask_phone(phone), "letters": len(text)}})
