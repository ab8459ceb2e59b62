"""Text messages: one interface, `send_text(phone, text)`, behind which a module does the sending (setting LINLI_SMS).

A gateway is a module with `send_text(phone, text)`. It raises `NotSent` when nothing was handed over. No gateway may log a
whole phone number or the text, which may hold a code.
"""

from __future__ import annotations

from importlib import import_module

from django.conf import settings


class NotSent(Exception):
    """The gateway took nothing; the sender may try again later."""


def is_open() -> bool:
    """Whether this installation can send text messages at all."""
    return bool(settings.LINLI_SMS)


def send_text(phone: str, text: str) -> None:
    """Send one text message. Raises `NotSent`, also where no gateway is named. Call it after the commit of what it tells."""
    if not is_open():
        raise NotSent("no gateway is named by LINLI_SMS")
    import_module(settings.LINLI_SMS).send_text(phone, text)
