"""Decisions of notices: when it is quiet, when the morning is, what replaces what. Pure, with the moment passed in."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from linli.kernel.clock import ZONE

if TYPE_CHECKING:
    from linli.domains.notices.method import Quiet


def is_quiet(at: datetime, quiet: Quiet) -> bool:
    """Whether nobody is to be disturbed at a moment: `begin` belongs to the night, `end` to the day. Goes over midnight."""
    now = at.astimezone(ZONE).time()
    if quiet.begin <= quiet.end:
        return quiet.begin <= now < quiet.end
    return now >= quiet.begin or now < quiet.end


def morning_after(at: datetime, quiet: Quiet) -> datetime:
    """The next moment at which a night ends."""
    local = at.astimezone(ZONE)
    ends = local.replace(hour=quiet.end.hour, minute=quiet.end.minute, second=quiet.end.second, microsecond=0)
    return ends if ends > local else ends + timedelta(days=1)


def sendable_at(at: datetime, quiet: Quiet, *, urgent: bool) -> datetime:
    """When something that would go out at a moment may go out."""
    return at if urgent or not is_quiet(at, quiet) else morning_after(at, quiet)


def clock_words(at: datetime) -> str:
    """A moment of the day as people say it: 08:00."""
    shown: time = at.astimezone(ZONE).time()
    return f"{shown:%H:%M}"


def mask_mail(address: str) -> str:
    """A mailbox behind stars: a****@example.cn."""
    name, _, host = address.rpartition("@")
    return f"{name[:1]}****@{host}"


def plain_contact(text: str) -> str:
    """A number or address in the one form in which two are compared: no spaces or dashes, no country code of China, small letters."""
    kept = "".join(sign for sign in text.strip().lower() if not sign.isspace())
    if "@" in kept:
        return kept
    digits = kept.translate({ord(sign): None for sign in "-()（）"})
    for lead in ("+86", "0086"):
        digits = digits.removeprefix(lead)
    return digits
