"""Registering oneself through a building's code: what was said is checked, the phone is proven, and only then is anything kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import transaction

from linli.domains.selfservice import events, rules
from linli.domains.selfservice.models import PhoneCode
from linli.domains.selfservice.rules import Said
from linli.domains.selfservice.services import _base
from linli.domains.selfservice.services.codes import phone_of, send_code, tried
from linli.domains.selfservice.services.consents import give_consents
from linli.domains.selfservice.services.requests import keep_request
from linli.domains.selfservice.states import DOOR_KINDS, SAID, CodeFor, Kind, Outcome
from linli.foundation.audit.services import record
from linli.foundation.privacy import rls
from linli.foundation.residents import rules as register
from linli.foundation.residents import selectors as residents
from linli.foundation.residents import services as registering
from linli.kernel import clock, crypto
from linli.kernel.errors import RuleBroken


def begin(area: Any, said: Said, *, agreed: frozenset[str], address: str | None) -> PhoneCode:
    """Check what was said at a door and send the code; nothing is in the register yet.

    Raises RuleBroken for fields that can't be (residents.*), selfservice.guardian_needed, selfservice.consent_needed (a text
    that is needed wasn't agreed to), and as `codes.send_code`.
    """
    if area.kind not in DOOR_KINDS or area.valid_to is not None:
        raise RuleBroken("selfservice.no_such_place")
    kept = _checked(area, said)
    is_child = register.is_under_14(kept.born_on, clock.today())
    if is_child and not kept.guardian:
        raise RuleBroken("selfservice.guardian_needed")
    needed = rules.consents_needed(is_child=is_child, has_id_number=bool(kept.id_number))
    if not set(needed) <= agreed:
        raise RuleBroken("selfservice.consent_needed")
    return send_code(area, CodeFor.JOIN, phone=kept.phone, address=address, said=kept.as_json())


def register_self(code: PhoneCode, digits: str) -> Any:
    """The six figures came back: keep what was said. Who proves the phone of an entry with the same name changes that entry
    instead of making a second one. Returns the entry.

    Raises RuleBroken: selfservice.wrong_code, selfservice.code_over. A wrong guess is counted, whatever comes after.
    """
    with transaction.atomic(), rls.everywhere():
        outcome, row = tried(code.pk, digits, CodeFor.JOIN)
        person = _kept(row) if outcome is Outcome.RIGHT else None
    if person is None:
        raise RuleBroken(outcome.value)
    return person


def _checked(area: Any, said: Said) -> Said:
    """With every field as it is kept; fields that the method doesn't ask for are dropped."""
    form = _base.rules_at(area).form
    room = register.clean_room(said.room)
    if room is None:
        raise RuleBroken("residents.bad_room")
    asked = replace(
        said,
        relation=said.relation if "relation" in form.fields else "",
        employer=said.employer if "employer" in form.fields else "",
        id_number=said.id_number if form.id_number_for else "",
    )
    found = register.checked(_draft(asked), clock.today())
    if isinstance(found, register.Problem):
        raise RuleBroken(found.code)
    if not found.phone:
        raise RuleBroken("residents.bad_phone")
    if "born_on" in form.fields and found.born_on is None:
        raise RuleBroken("residents.bad_birthday")
    guardian = register.clean_name(said.guardian) or "" if said.guardian.strip() else ""
    return replace(
        asked, name=found.name, phone=found.phone, room=room, born_on=found.born_on, employer=found.employer,
        id_number=found.id_number, guardian=guardian,
    )  # fmt: skip


def _draft(said: Said) -> register.PersonDraft:
    return register.PersonDraft(
        said.name,
        phone=said.phone,
        id_number=said.id_number,
        born_on=said.born_on,
        employer=said.employer,
        source="self",
    )


def _kept(code: PhoneCode) -> Any:
    """Write it down, one at a time for each phone, so that two browsers make one entry."""
    _base.one_at_a_time(f"{code.county_id}.{code.phone_index}")
    said = Said.from_json(crypto.unseal(bytes(code.said_sealed), purpose=SAID))
    same = _same_person(code, said)
    if same is None:
        person = _entered(code.area, said)
    elif residents.is_pending(same):
        person = _changed(code.area, same, said)
    else:
        person = same
        _ask_office(code.area, same, said)
    actor = _base.resident(code.county_id, code.area.path)
    give_consents(actor, person=person, area=code.area, guardian=said.guardian, codes=_agreed(said))
    record(actor, events.SelfRegistered(code.area.name), subject=person, county_id=code.county_id)
    PhoneCode.unscoped.filter(pk=code.pk).update(said_sealed=b"")
    return person


def _same_person(code: PhoneCode, said: Said) -> Any:
    """The entry in this county with the proven phone and the same name; None where there is none."""
    found = residents.own_entries(code.county_id, phone_of(code))
    return next((one for one in found if one.name == said.name), None)


def _entered(area: Any, said: Said) -> Any:
    actor = _base.resident(area.county_id, area.path)

    def enter(draft: register.PersonDraft) -> Any:
        return registering.enter_person(actor, area=area, draft=draft, room=said.room, relation=_relation(area, said))

    return _without_clash(area, said, enter)


def _changed(area: Any, person: Any, said: Said) -> Any:
    """An entry that nobody has verified yet takes over what is said now, and moves behind the door that is said now."""
    actor = _base.resident(area.county_id, area.path, person.area.path)

    def change(draft: register.PersonDraft) -> Any:
        return registering.change_person(actor, person=person, draft=draft)

    changed = _without_clash(area, said, change)
    old = [one for one in residents.homes_of(actor, person) if one.ends_on is None]
    try:
        with transaction.atomic():
            registering.settle_person(actor, person=person, area=area, room=said.room, relation=_relation(area, said))
    except RuleBroken as refused:
        if refused.code != "residents.lives_there":
            raise
        return changed
    for stay in old:
        registering.move_out(actor, residency=stay)
    return changed


def _without_clash(area: Any, said: Said, write: Any) -> Any:
    """Somebody else's ID number is not kept and not commented on: the office looks who it is, and the words stay the same."""
    try:
        with transaction.atomic():
            return write(_draft(said))
    except RuleBroken as refused:
        if refused.code != "residents.id_number_taken":
            raise
    person = write(_draft(replace(said, id_number="")))
    keep_request(person=person, area=area, kind=Kind.CORRECT, field="id_number", words=said.id_number)
    return person


def _ask_office(area: Any, person: Any, said: Said) -> None:
    """An entry that an office or a visit made isn't changed by a form: what was said goes to the office's list."""
    words = "；".join(filter(None, (said.room, str(said.born_on or ""), said.relation, said.employer, said.id_number)))
    keep_request(person=person, area=area, kind=Kind.CORRECT, field="", words=words)


def _relation(area: Any, said: Said) -> str:
    return said.relation if said.relation in residents.relations_at(area) else ""


def _agreed(said: Said) -> tuple[str, ...]:
    is_child = register.is_under_14(said.born_on, clock.today())
    return rules.consents_needed(is_child=is_child, has_id_number=bool(said.id_number))
