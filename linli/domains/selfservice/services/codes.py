"""Codes that prove a phone: sent, sent again, tried. The answer is the same for every phone."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from django.db.models import F, Q
from django.utils.crypto import constant_time_compare

from linli.domains.notices import services as notices
from linli.domains.selfservice import rules
from linli.domains.selfservice.models import PhoneCode
from linli.domains.selfservice.selectors.places import is_open
from linli.domains.selfservice.services import _base
from linli.domains.selfservice.services.telling import CODE, send_digits
from linli.domains.selfservice.states import PHONE, SAID, CodeFor, Outcome
from linli.foundation.residents.rules import clean_phone
from linli.kernel import clock, crypto
from linli.kernel.errors import RuleBroken

_A_DAY = timedelta(hours=24)
_MARK = "selfservice.code"


@_base.changes
def send_code(area: Any, purpose: CodeFor, *, phone: str, address: str | None, said: str = "") -> PhoneCode:
    """Send six figures to a phone, good for the minutes of the method; `said` waits sealed until they come back.

    `area` is the door or the county. Raises RuleBroken: residents.bad_phone, selfservice.closed, selfservice.too_soon,
    selfservice.too_many_codes. Two asks at once count as two.
    """
    number = clean_phone(phone)
    if not number:
        raise RuleBroken("residents.bad_phone")
    if not is_open(area):
        raise RuleBroken("selfservice.closed")
    how = _base.rules_at(area).codes
    caller = crypto.blind_index(address or "", purpose="selfservice.address")
    _check_counts(how, number, address or "")
    digits, salt, now = f"{secrets.randbelow(10**rules.DIGITS):0{rules.DIGITS}d}", secrets.token_hex(16), clock.now()
    made: PhoneCode = PhoneCode.unscoped.create(
        county_id=area.county_id, area=area, purpose=purpose, phone_sealed=crypto.seal(number, purpose=PHONE),
        phone_index=_base.index_of(number), address_index=caller, salt=salt,
        mark=crypto.mark(f"{salt}:{digits}", purpose=_MARK), said_sealed=crypto.seal(said, purpose=SAID),
        sent_at=now, ends_at=now + timedelta(minutes=how.minutes),
    )  # fmt: skip
    send_digits(made, number, digits, how.minutes)
    return made


@_base.changes
def send_again(code: PhoneCode, *, address: str | None) -> PhoneCode:
    """Another code for the same thing; the old one holds no more. Raises as `send_code`."""
    row = PhoneCode.unscoped.select_for_update(of=("self",)).select_related("area__county").get(pk=code.pk)
    if row.used_at is not None:
        raise RuleBroken("selfservice.code_over")
    phone, said = crypto.unseal(row.phone_sealed, purpose=PHONE), crypto.unseal(row.said_sealed, purpose=SAID)
    made = send_code(row.area, CodeFor(row.purpose), phone=phone, address=address, said=said)
    PhoneCode.unscoped.filter(pk=row.pk).update(ends_at=clock.now(), said_sealed=b"")
    notices.take_back(CODE, row.pk)
    return made


def tried(pk: int, digits: str, purpose: CodeFor) -> tuple[Outcome, PhoneCode]:
    """Compare what was typed in, inside the caller's transaction: a wrong one is counted, a right one is used up.

    The caller commits either way: a guess that isn't counted would be free. Parallel guesses wait for each other here.
    """
    row: PhoneCode = PhoneCode.unscoped.select_for_update(of=("self",)).select_related("area__county").get(pk=pk)
    most = _base.rules_at(row.area).codes.tries
    if row.purpose != purpose or row.used_at is not None or clock.now() >= row.ends_at or row.tries >= most:
        return Outcome.OVER, row
    if not _fits(row, rules.plain_digits(digits)):
        PhoneCode.unscoped.filter(pk=pk).update(tries=F("tries") + 1)
        return (Outcome.OVER if row.tries + 1 >= most else Outcome.WRONG), row
    row.used_at = clock.now()
    row.save(update_fields=["used_at"])
    return Outcome.RIGHT, row


def phone_of(row: Any) -> str:
    """The proven phone of a code or session, in clear: for services alone."""
    return crypto.unseal(row.phone_sealed, purpose=PHONE)


def _check_counts(how: Any, phone: str, address: str) -> None:
    phones = crypto.blind_indexes(phone, purpose=PHONE)
    callers = crypto.blind_indexes(address, purpose="selfservice.address")
    _base.one_at_a_time(phones[0], *callers[:1])
    since = clock.now() - _A_DAY
    found = PhoneCode.unscoped.filter(Q(phone_index__in=phones) | Q(address_index__in=callers), sent_at__gt=since)
    sent = [
        rules.Sent(at, index in phones, caller in callers)
        for at, index, caller in found.order_by().values_list("sent_at", "phone_index", "address_index")
    ]
    code, seconds = rules.refusal(how, clock.now(), sent)
    if code:
        raise RuleBroken(code, seconds=seconds)


def _fits(row: PhoneCode, digits: str) -> bool:
    """Under any key of the ring, each compared in constant time."""
    found = [
        constant_time_compare(crypto.mark(f"{row.salt}:{digits}", purpose=_MARK, key=key), row.mark)
        for key in crypto.ring().numbers
    ]
    return bool(digits) and any(found)
