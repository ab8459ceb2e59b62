"""Agreeing to a text of the method, and taking that back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from linli.domains.selfservice import events
from linli.domains.selfservice.method import GUARDIAN, REGISTRATION, SENSITIVE
from linli.domains.selfservice.models import Consent
from linli.domains.selfservice.services import _base
from linli.domains.selfservice.services.requests import keep_request
from linli.domains.selfservice.states import KEEPER, Kind
from linli.foundation.audit.services import record
from linli.foundation.residents import selectors as residents
from linli.foundation.residents import services as registering
from linli.foundation.residents.rules import PersonDraft
from linli.foundation.territory import selectors as territory
from linli.kernel import clock, crypto
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

#: What ends with an agreement that an app above asks for, by the code of its text.
_followers: dict[str, Callable[[Any], None]] = {}


def register_consent_follower(code: str, ended: Callable[[Any], None]) -> None:
    """Declare what to do for the person, in the same transaction, when the agreement to a text is taken back. Twice otherwise: ValueError."""
    if _followers.setdefault(code, ended) is not ended:
        raise ValueError(f"what ends with {code} is declared twice")


@_base.changes
def give_consents(
    actor: Actor, *, person: Any, area: Any, codes: tuple[str, ...], guardian: str = "", channel: str = "qr"
) -> list[Consent]:
    """Write down that these texts, as they stand in the method now, were agreed to. Agreeing again changes nothing."""
    privacy = territory.rules_of(area).privacy
    made = []
    for code in codes:
        text = privacy.consent(code)
        if text is None:
            raise LookupError(f"no text for {code}")
        row, is_new = Consent.unscoped.get_or_create(
            person=person, code=code, version=text.version, withdrawn_at=None,
            defaults={
                "county_id": person.county_id, "area_id": person.area_id, "label": text.label, "text": text.text,
                "channel": channel, "given_at": clock.now(),
                "guardian_sealed": crypto.seal(guardian, purpose=KEEPER) if code == GUARDIAN else b"",
            },
        )  # fmt: skip
        if is_new:
            record(actor, events.Consented(text.label, text.version), subject=person, county_id=person.county_id)
        made.append(row)
    return made


@_base.changes
def withdraw_consent(*, person: Any, consent: Consent, tell: str = "") -> str:
    """Take an agreement back, which holds at once. What it leads to is returned: "emptied" (the ID number is gone), "erased" (an
    entry that nobody had verified is gone), "ended" (what was agreed to has ended; nothing in the register changes), or "asked" (the office says what has to stay by law, within the time of the method;
    `tell` as in `ask_office`).

    Raises RuleBroken: selfservice.withdrawn_already.
    """
    row: Consent = Consent.unscoped.select_for_update().get(pk=consent.pk, person=person)
    if row.withdrawn_at is not None:
        raise RuleBroken("selfservice.withdrawn_already")
    row.withdrawn_at = clock.now()
    row.save(update_fields=["withdrawn_at"])
    actor = _base.resident(person.county_id, person.area.path)
    record(actor, events.ConsentWithdrawn(row.label), subject=person, county_id=person.county_id)
    if row.code in _followers:
        _followers[row.code](person)
        return "ended"
    if row.code == SENSITIVE:
        _forget_number(actor, person)
        return "emptied"
    if row.code in (REGISTRATION, GUARDIAN) and residents.is_pending(person):
        registering.erase_person(Actor.system(), person=person, reason=row.label)
        return "erased"
    keep_request(person=person, area=person.area, kind=Kind.WITHDRAW, field=row.code[:20], words=row.label, tell=tell)
    return "asked"


def _forget_number(actor: Actor, person: Any) -> None:
    """Empty the ID number; all else stays as it is."""
    draft = PersonDraft(
        person.name, born_on=person.born_on, employer=person.employer, registered=person.registered,
        forget=frozenset({"id_number"}),
    )  # fmt: skip
    registering.change_person(actor, person=person, draft=draft)
