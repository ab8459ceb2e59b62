"""Couriers report in with the nearest branch (Q39): the same code, proof and texts as registering at a door. The row is membership's."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django.db import transaction

from linli.domains.membership import services as membership
from linli.domains.membership.services import CourierSaid
from linli.domains.selfservice.models import PhoneCode
from linli.domains.selfservice.services import _base
from linli.domains.selfservice.services.codes import send_code, tried
from linli.domains.selfservice.states import SAID, CodeFor, Outcome
from linli.foundation.privacy import rls
from linli.kernel import crypto
from linli.kernel.errors import RuleBroken


def begin_courier(area: Any, said: CourierSaid, *, agreed: bool, address: str | None) -> PhoneCode:
    """Check what a courier said about working at `area` and send the code; nothing is kept with a branch yet.

    Raises RuleBroken as `membership.checked_courier`, selfservice.consent_needed, and as `codes.send_code`.
    """
    kept = membership.checked_courier(area, said)
    if not agreed:
        raise RuleBroken("selfservice.consent_needed")
    return send_code(area, CodeFor.COURIER, phone=kept.phone, address=address, said=json.dumps(asdict(kept)))


def register_courier(code: PhoneCode, digits: str) -> Any:
    """The six figures came back: the branch nearest to the place gets the courier. Returns membership's row.

    Raises RuleBroken: selfservice.wrong_code, selfservice.code_over. A wrong guess is counted, whatever comes after.
    """
    with transaction.atomic(), rls.everywhere():
        outcome, row = tried(code.pk, digits, CodeFor.COURIER)
        made = _kept(row) if outcome is Outcome.RIGHT else None
    if made is None:
        raise RuleBroken(outcome.value)
    return made


def withdraw_courier(courier: Any) -> None:
    """Somebody takes back what they said; whoever calls has seen that the row belongs to the proven phone."""
    membership.withdraw_courier(_base.resident(courier.county_id), courier=courier)


def _kept(code: PhoneCode) -> Any:
    """Write it down, one at a time for each phone, so that two browsers make one row."""
    _base.one_at_a_time(f"{code.county_id}.{code.phone_index}")
    said = CourierSaid(**json.loads(crypto.unseal(bytes(code.said_sealed), purpose=SAID)))
    made = membership.report_in(_base.resident(code.county_id), area=code.area, said=said)
    PhoneCode.unscoped.filter(pk=code.pk).update(said_sealed=b"")
    return made
