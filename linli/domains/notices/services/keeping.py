"""What is old goes: messages, who was told, words, wishes; each after what the county's method says."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from linli.domains.notices.models import Message, Recipient, Refusal
from linli.domains.notices.services import _base
from linli.domains.notices.services.wishes import PROVE_WITHIN
from linli.domains.notices.states import CONTACT, OPEN, REFUSAL, WORDS
from linli.foundation.privacy.selectors import fields
from linli.foundation.territory import selectors as territory
from linli.kernel import clock


def forget_old() -> int:
    """Everything of all counties whose time is over; returns how many rows went or lost their words."""
    return sum(_forget_in(county) for county in territory.counties())


@_base.changes
def _forget_in(county: Any) -> int:
    """One county; a method older than the section keeps what it has until it is renewed."""
    listed = fields(territory.rules_of(county))
    if not {CONTACT, WORDS, REFUSAL} <= set(listed):
        return 0
    now = clock.now()
    before = {part: now - listed[part].keep.length for part in (CONTACT, WORDS, REFUSAL)}
    gone = _words(county, before[WORDS]) + _messages(county, before[CONTACT]) + _wishes(county, before[REFUSAL])
    return gone + _unproven(county, now - PROVE_WITHIN)


def _words(county: Any, before: datetime) -> int:
    """Words of what has ended: a report that still comes can't be followed by another try then."""
    ended = Message.unscoped.filter(county=county, ended_at__lt=before).exclude(text_sealed=b"")
    return int(ended.update(text_sealed=b""))


def _messages(county: Any, before: datetime) -> int:
    """Old messages, whatever became of them but for those that wait, and people of whom there are none (any more)."""
    gone = Message.unscoped.filter(county=county, made_at__lt=before).exclude(state__in=OPEN).delete()[0]
    quiet = Recipient.unscoped.filter(county=county, added_at__lt=before, messages=None)
    return int(gone) + int(quiet.delete()[0])


def _wishes(county: Any, before: datetime) -> int:
    return int(Refusal.unscoped.filter(county=county, at__lt=before).delete()[0])


def _unproven(county: Any, before: datetime) -> int:
    """Mailboxes that somebody typed in and nobody confirmed."""
    rows = Recipient.unscoped.filter(county=county, mail_proven_at=None, mail_asked_at__lt=before)
    return int(rows.update(mail_sealed=b"", mail_index="", mail_masked="", mail_asked_at=None))
