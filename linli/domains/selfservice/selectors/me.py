"""What a signed-in resident reads about themselves. The session is the reach: one person, never a list of people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils.translation import gettext

from linli.domains.selfservice.models import Consent, PersonRequest, PhoneCode, ResidentSession
from linli.domains.selfservice.states import KEEPER, PHONE, WORDS
from linli.foundation.privacy import rls
from linli.foundation.privacy import selectors as privacy
from linli.foundation.residents import selectors as residents
from linli.foundation.territory import selectors as territory
from linli.kernel import clock, crypto

#: The fields of the register, in the order in which a person reads them, with where their value stands.
_VALUES = {
    "residents.name": "name",
    "residents.phone": "phone_masked",
    "residents.id_number": "id_number_masked",
    "residents.born_on": "born_on",
    "residents.employer": "employer",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is kept: its name, the value (masked where it is sealed), what for, on which ground, how long."""

    part: str
    label: str
    value: str
    purpose: str
    basis: str
    days: int
    since: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One of my requests, with the office's answer."""

    kind: str
    field: str
    words: str
    state: str
    is_open: bool
    asked_at: datetime
    due_at: datetime
    due_certain: bool
    answer: str
    decided_at: datetime | None


def session_for(pk: int) -> ResidentSession | None:
    """The session that a browser holds, with its person; None when it has ended. For pages of the signed-in person alone."""
    with rls.everywhere():
        rows = ResidentSession.unscoped.filter(pk=pk, ends_at__gt=clock.now())
        found: ResidentSession | None = rows.select_related("person__area__county", "county").first()
    return found


def code_for(pk: int) -> PhoneCode | None:
    """The code that a browser waits for, with its place; None for one that was deleted."""
    with rls.everywhere():
        found: PhoneCode | None = PhoneCode.unscoped.filter(pk=pk).select_related("area__county", "county").first()
    return found


def masked_phone(row: Any) -> str:
    """The phone of a code or session, with stars."""
    return crypto.mask_phone(crypto.unseal(row.phone_sealed, purpose=PHONE))


def phone_in(session: ResidentSession) -> str:
    """The proven phone in clear, for looking up the person's own things; never shown."""
    return crypto.unseal(bytes(session.phone_sealed), purpose=PHONE)


def kept_rows(person: Any) -> list[Row]:
    """Every field that the method lists for residents, with what is kept of this person; empty values are shown as such."""
    rules = territory.rules_of(person.area)
    values = {part: str(getattr(person, name) or "") for part, name in _VALUES.items()} | _home(person)
    found = []
    for part, rule in privacy.fields(rules).items():
        if part in values:
            basis, since = gettext(privacy.BASES[rule.basis]), gettext(privacy.SINCE[rule.since])
            found.append(Row(part, rule.label, values[part], rule.purpose, basis, rule.keep.length.days, since))
    return found


def _home(person: Any) -> dict[str, str]:
    """Where somebody lives, masked, and how they stand to the head."""
    stays = [one for one in residents.own_homes(person) if one.ends_on is None]
    words = residents.relations_at(person.area)
    return {
        "residents.address": "、".join(one.dwelling.address_masked for one in stays),
        "residents.household": "、".join(filter(None, (words.get(one.relation, "") for one in stays))),
    }


def looks_of(person: Any) -> privacy.Looks:
    """Who looked at this person's entry: all of it, but what a law delays, which is counted and said."""
    return privacy.looks_at(person)


def consents_of(person: Any) -> list[Consent]:
    """What this person agreed to, the newest first; those withdrawn too."""
    with rls.everywhere():
        return list(Consent.unscoped.filter(person=person))


def consent_for(person: Any, pk: int) -> Consent:
    """One of this person's own; Http404 for anybody else's."""
    found = next((one for one in consents_of(person) if one.pk == pk), None)
    if found is None:
        raise Http404
    return found


def requests_of(person: Any) -> list[Asked]:
    """What this person asked, the newest first, in clear: these are their own words."""
    with rls.everywhere():
        rows = list(PersonRequest.unscoped.filter(person=person).order_by("-asked_at", "-pk"))
    return [_asked(row) for row in rows]


def _asked(row: PersonRequest) -> Asked:
    words = crypto.unseal(bytes(row.words_sealed), purpose=WORDS)
    answer = crypto.unseal(bytes(row.answer_sealed), purpose=WORDS)
    return Asked(
        row.kind_label, row.field, words, row.state_label, row.decided_at is None, row.asked_at, row.due_at, row.due_certain,
        answer, row.decided_at,
    )  # fmt: skip


def held_rows(person: Any) -> list[Row]:
    """What has to stay although its owner asks for deletion: fields that are kept as a duty by law, while they live here."""
    duty = privacy.BASES["duty"]
    return [row for row in kept_rows(person) if row.basis == gettext(duty) and row.value]


def facts_for_copy(session: ResidentSession, cases: list[Any]) -> dict[str, Any]:
    """Everything, for the person's own file; the sealed fields are opened by the service."""
    person: Any = session.person
    looks = looks_of(person)
    return {
        "county": person.area.county.name if person.area.depth else person.area.name,
        "fields": [_plain(row) for row in kept_rows(person)],
        "looks": [{"at": one.at, "who": one.who, "post": one.post, "part": one.part, "reason": one.reason} for one in looks.lines],
        "looks_told_later": looks.delayed,
        "consents": [_consent(one) for one in consents_of(person)],
        "requests": [
            {"kind": gettext(one.kind), "words": one.words, "state": gettext(one.state), "asked_at": one.asked_at, "answer": one.answer}
            for one in requests_of(person)
        ],
        "cases": [{"ref": one.ref, "title": one.title, "state": one.word} for one in cases],
    }  # fmt: skip


def _plain(row: Row) -> dict[str, Any]:
    return {name: getattr(row, name) for name in Row.__slots__}


def _consent(one: Consent) -> dict[str, Any]:
    return {
        "label": one.label, "version": one.version, "text": one.text, "given_at": one.given_at,
        "guardian": crypto.unseal(bytes(one.guardian_sealed), purpose=KEEPER), "withdrawn_at": one.withdrawn_at,
    }  # fmt: skip
