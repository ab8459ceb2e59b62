"""Text messages of selfservice: handed to the gateway when what they tell is committed."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from linli.domains.notices import gateways


def send_after_commit(phone: str, text: str) -> None:
    """Send one message after the commit. A gateway that fails is the operator's business; what was changed stays changed."""
    transaction.on_commit(partial(_hand_over, phone, text))


def tell_answered(phone: str, *, county: Any, is_gone: bool) -> None:
    """Tell somebody that the office has answered: never what was asked, what came of it, or who they are. `is_gone`: their entry
    was erased, so that there is no page to look at. In the language of the place, whatever the office reads.
    """
    with translation.override(settings.LANGUAGE_CODE):
        text = (
            gettext("{place}: your request has been answered. There is nothing more to look up.")
            if is_gone
            else gettext(
                "{place}: your request has been answered. Sign in with this phone to read it in “My information”."
            )
        )
        send_after_commit(phone, text.format(place=county.label))


def _hand_over(phone: str, text: str) -> None:
    try:
        gateways.send_text(phone, text)
    except gateways.NotSent:
        return
