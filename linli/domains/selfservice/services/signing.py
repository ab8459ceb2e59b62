"""Signing in as a resident: a proven phone, and where several share it, name and day of birth."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from linli.domains.selfservice.models import PhoneCode, ResidentSession
from linli.domains.selfservice.services import _base
from linli.domains.selfservice.services.codes import phone_of, send_code, tried
from linli.domains.selfservice.states import PHONE, CodeFor, Outcome
from linli.foundation.privacy import rls
from linli.foundation.residents import selectors as residents
from linli.foundation.residents.rules import clean_name
from linli.foundation.residents.states import Source
from linli.kernel import clock, crypto
from linli.kernel.errors import RuleBroken


def ask_code(county: Any, *, phone: str, address: str | None) -> PhoneCode:
    """Send a code to sign in with; the same for a phone that nobody has given us. Raises as `codes.send_code`."""
    return send_code(county, CodeFor.SIGN_IN, phone=phone, address=address)


def sign_in(code: PhoneCode, digits: str) -> ResidentSession:
    """The six figures came back: a session for the minutes of the method. Where exactly one entry of the county has the phone, it
    is that person's if they registered with it themselves. A number that others wrote down may be wrong, or somebody else's by now:
    whoever holds it says their name first. Raises RuleBroken: selfservice.wrong_code, selfservice.code_over; a wrong guess is counted.
    """
    with transaction.atomic(), rls.everywhere():
        outcome, row = tried(code.pk, digits, CodeFor.SIGN_IN)
        made = _begun(row) if outcome is Outcome.RIGHT else None
    if made is None:
        raise RuleBroken(outcome.value)
    return made


@_base.changes
def identify(session: ResidentSession, *, name: str, born_on: date | None) -> ResidentSession:
    """Say who one is of those who share the phone. What doesn't fit is counted, and too often ends the session.

    Raises RuleBroken: selfservice.signed_out. Returns the session, with `person` empty when nothing fitted: the caller says
    selfservice.not_found after the commit, so that the count stays.
    """
    row: ResidentSession = (
        ResidentSession.unscoped.select_for_update(of=("self",)).select_related("county").get(pk=session.pk)
    )
    if row.ends_at <= clock.now():
        raise RuleBroken("selfservice.signed_out")
    plain = clean_name(name)
    fitting = [one for one in _with_phone(row) if one.name == plain and (one.born_on is None or one.born_on == born_on)]
    if plain and len(fitting) == 1:
        row.person = fitting[0]
        row.save(update_fields=["person"])
        return row
    ResidentSession.unscoped.filter(pk=row.pk).update(tries=F("tries") + 1)
    if row.tries + 1 >= _base.rules_at(row.county).sign_in.tries:
        sign_out(row)
    return row


@_base.changes
def sign_out(session: ResidentSession) -> None:
    """End a session. Twice is once."""
    ResidentSession.unscoped.filter(pk=session.pk, ends_at__gt=clock.now()).update(ends_at=clock.now())


def _begun(code: PhoneCode) -> ResidentSession:
    now = clock.now()
    phone = phone_of(code)
    row = ResidentSession(
        county_id=code.county_id, area_id=code.county_id, phone_sealed=crypto.seal(phone, purpose=PHONE),
        phone_index=_base.index_of(phone), began_at=now,
        ends_at=now + timedelta(minutes=_base.rules_at(code.area).sign_in.minutes),
    )  # fmt: skip
    found = _with_phone(row)
    row.person = found[0] if len(found) == 1 and found[0].source == Source.SELF else None
    row.save()
    return row


def _with_phone(row: ResidentSession) -> list[Any]:
    """Entries of the county with the proven phone; who moved away may still read what is kept."""
    return list(residents.own_entries(row.county_id, phone_of(row)))
