"""What all changes of guidance share: the reach, states, words, what people leave with us, and how it is emptied."""

from __future__ import annotations

import secrets
from datetime import datetime
from functools import partial
from typing import Any

from linli.domains.guidance import events
from linli.domains.guidance.models.said import Said, hash_of
from linli.domains.guidance.selectors import in_county
from linli.foundation.audit.services import record, redact
from linli.foundation.organizations import selectors as organizations
from linli.foundation.privacy import rls
from linli.foundation.privacy import services as privacy
from linli.foundation.residents import rules as register
from linli.foundation.territory import selectors as territory
from linli.kernel import clock, crypto
from linli.kernel.actor import Actor
from linli.kernel.durations import Duration
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import required
from linli.kernel.states import take

#: Take a row's edge. Raises RuleBroken guidance.not_now.
move = partial(take, refusal="guidance.not_now")
#: One transaction, in which the database shows what the actor reaches and nothing else.
changes = rls.changing(in_county)
#: One transaction of somebody without an account, who acts by a secret link or an open form.
changes_of_one = rls.changing_all


def line(text: str, most: int) -> str:
    """One line, cut; raises RuleBroken guidance.words_needed."""
    return required(text, most, "guidance.words_needed")


def due(county: Any, length: Duration) -> datetime:
    """When so much time has passed from now on, by the county's calendar."""
    return organizations.calendar_for(county=county).add(clock.now(), length).at


def left_with_us(row: Said, *, text: str, name: str, phone: str, agreed: bool) -> str:
    """Write down who it is and what they agreed to, on a row that isn't saved yet; returns the secret of their link, which is kept
    nowhere.

    Raises RuleBroken: residents.bad_name, residents.bad_phone, guidance.consent_needed.
    """
    kept_name, kept_phone = register.clean_name(name), register.clean_phone(phone)
    if not kept_name:
        raise RuleBroken("residents.bad_name")
    if not kept_phone:
        raise RuleBroken("residents.bad_phone")
    if not agreed:
        raise RuleBroken("guidance.consent_needed")
    consent, token = territory.rules_of(row.county).privacy.consent(text), secrets.token_urlsafe(18)
    row.name_sealed = crypto.seal(kept_name, purpose=row.purpose)
    row.phone_sealed = crypto.seal(kept_phone, purpose=row.purpose)
    row.consent_version, row.consent_text = consent.version, consent.text
    row.token_hash, row.asked_at = hash_of(token), clock.now()
    return token


def reveal(actor: Actor, row: Said, reason: str) -> str:
    """The phone in clear, "" once it is emptied; the look and its reason are written down for the person to see."""
    why = line(reason, 200)
    record(actor, events.PhoneSeen(why), subject=row, county_id=row.county_id)
    privacy.look(actor, subject=row, part=row.purpose, county_id=row.county_id, path=row.area.path, reason=why)
    return row.phone


def empty(row: Said, **more: Any) -> None:
    """What was said goes, and what history says in words; that somebody asked, and when, stays for the counts."""
    gone = {"name_sealed": b"", "phone_sealed": b"", "reason": "", **more, "emptied_at": clock.now()}
    type(row)._default_manager.filter(pk=row.pk).update(**gone)
    redact(row)
