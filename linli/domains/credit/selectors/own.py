"""What a subject reads about itself: its texts, its account with every entry, its objections. It names no row but its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import gettext

from linli.domains.credit import kinds, rules
from linli.domains.credit.models import Entry, Objection, Party, Picture, Signature
from linli.domains.credit.selectors import texts
from linli.domains.credit.selectors.tables import has_contracts
from linli.domains.credit.states import (
    ENTRY_STATES,
    OBJECTION_STATES,
    SIGN,
    WORDS,
    EntryState,
)
from linli.engines.ledger import selectors as ledgers
from linli.foundation.organizations import selectors as organizations
from linli.foundation.privacy import rls
from linli.foundation.privacy import selectors as privacy
from linli.foundation.territory import selectors as territory
from linli.kernel import clock, crypto
from linli.kernel.panels import Panel
from linli.kernel.words import N_

if TYPE_CHECKING:
    from linli.domains.credit.selectors.texts import Text
    from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Subject:
    """Who may sign: a person who is signed in by their phone, or an organization through one of its people."""

    name: str
    county: Any
    area: Any
    person_id: int | None = None
    organization_id: int | None = None
    organization_kind: str = ""
    is_minor: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as its subject and a keeper read it; `words` and `answer` are "" where they aren't opened, amounts are in words."""

    entry: Entry
    label: str
    group: str
    table: int
    points: str
    given: str
    state: str
    tone: str
    words: str
    answer: str
    may_object: bool
    until: date | None
    objection: Objected | None
    pictures: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Objected:
    """An objection as its subject reads it."""

    state: str
    tone: str
    words: str
    answer: str
    is_open: bool
    due_at: datetime
    is_late: bool


@dataclass(frozen=True, slots=True)
class Account:
    """A party's balance in words, and its entries, the newest first."""

    party: Party
    kind: str
    balance: str
    lines: tuple[Line, ...]
    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class ToSign:
    """A text with what was signed of it: `signed` is None where nothing is, `is_new` where an older version is."""

    text: Text
    signed: Signature | None
    is_new: bool


@dataclass(frozen=True, slots=True)
class OwnPage:
    """All of one's own: kinds to choose from before the first contract, texts, the account, and who looked."""

    subject: Subject
    party: Party | None
    kinds: dict[str, str]
    texts: tuple[ToSign, ...]
    account: Account | None
    looks: Any


def subject_of_person(person: Any) -> Subject:
    """A signed-in resident."""
    county = person.area.county if person.area.depth else person.area
    is_minor = rules.is_minor(person.born_on, clock.today())
    return Subject(person.name, county, person.area, person_id=person.pk, is_minor=is_minor)


def subject_of_organization(actor: Actor, pk: int) -> Subject:
    """An organization for which the actor signs; Http404 for any other."""
    if pk not in actor.org_ids(SIGN):
        raise Http404
    found = organizations.organization_by_id(pk)
    if found is None or not found.is_open:
        raise Http404
    area = territory.area_by_id(found.area_id)
    county = area.county if area.depth else area
    return Subject(found.name, county, area, organization_id=found.pk, organization_kind=found.kind)


def subjects_of(actor: Actor) -> list[Subject]:
    """Organizations for which the actor may sign, where their county has contracts for their kind."""
    found = []
    for pk in sorted(actor.org_ids(SIGN)):
        one = organizations.organization_by_id(pk)
        if one is not None and one.is_open:
            subject = subject_of_organization(actor, pk)
            found += [subject] if texts.kinds_for(subject) else []
    return found


def open_party(subject: Subject) -> Party | None:
    """The subject's contract that holds, if there is one."""
    who = {"person_id": subject.person_id} if subject.person_id else {"organization_id": subject.organization_id}
    with rls.everywhere():
        found: Party | None = (
            Party.unscoped.filter(ended_at=None, county=subject.county, **who).select_related("area", "county").first()
        )
    return found


def own_page(subject: Subject, kind: str = "") -> OwnPage:
    """Everything of one's own. `kind` is what is looked at before the first contract; another one than the subject's is left out."""
    party, choices = open_party(subject), texts.kinds_for(subject)
    chosen = party.kind if party else kind if kind in choices else next(iter(choices), "")
    with rls.everywhere():
        account = account_of(party, clear=True) if party else None
        looks = privacy.looks_at(_row_of(subject))
    signed = {one.code: one for one in account.signatures if one.ended_at is None} if account else {}
    shown = tuple(_to_sign(one, signed.get(one.code)) for one in texts.texts_of(subject.county, chosen))
    return OwnPage(subject, party, choices, shown, account, _about_credit(looks))


def own_pictures(subject: Subject, entry: int) -> list[int]:
    """Pictures of an entry of one's own; Http404 for any other entry."""
    party = open_party(subject)
    with rls.everywhere():
        if party is None or not Entry.unscoped.filter(pk=entry, party=party).exists():
            raise Http404
        return list(Picture.objects.filter(entry=entry).values_list("pk", flat=True))


def account_of(party: Party, *, clear: bool = False) -> Account:
    """A party's account, for who may see it: the caller asked. `clear` opens the words, for the subject alone."""
    found = Entry.unscoped.filter(party=party).select_related("rule__table")
    objections = {one.entry_id: one for one in Objection.unscoped.filter(entry__party=party)}
    rows = list(found)
    days = _days(party)
    pictures = _pictures(party) if clear else {}
    lines = tuple(_line(row, objections.get(row.pk), days, pictures.get(row.pk, ()), clear=clear) for row in rows)
    signatures = tuple(Signature.unscoped.filter(party=party).defer("text").order_by("-signed_at", "-pk"))
    return Account(party, _kind_label(party), _balance(party), lines, signatures)


def plain(sealed: Any) -> str:
    """Sealed words in clear."""
    return crypto.unseal(bytes(sealed), purpose=WORDS)


def credit_panel(actor: Actor, mine: Any) -> Panel | None:
    """The way to one's contract on the page of one's own information, which is costly enough: it asks nothing about the person. Nothing where
    the county has no contracts.
    """
    return Panel(N_("Contract of good faith"), "credit/_panel.html", None) if has_contracts(mine.county_id) else None


def _row_of(subject: Subject) -> Any:
    """A stand-in for who was looked at: kind and number are all that the readers' log needs."""
    if subject.person_id:
        from linli.foundation.residents import (
            selectors as residents,  # here: the panel is registered before the apps are up
        )

        return residents.person_by_id(subject.person_id)
    return organizations.organization_by_id(subject.organization_id or 0)


def _about_credit(looks: Any) -> list[Any]:
    from linli.foundation.privacy.registry import part_label

    parts = {part_label("credit.account"), part_label("credit.words")}
    wanted = parts | {gettext(label) for label in parts}
    return [one for one in looks.lines if one.part in wanted]


def _days(party: Party) -> int:
    section = texts.section_of(party.county)
    return section.objections.days if section else 0


def _kind_label(party: Party) -> str:
    section = texts.section_of(party.county)
    kind = section.kinds.get(party.kind) if section else None
    return kind.label if kind else party.kind


def _balance(party: Party) -> str:
    account = ledgers.own_account(
        county_id=party.county_id, kind=kinds.ACCOUNT.code, owner_id=party.pk, unit=kinds.UNIT.code
    )
    return kinds.UNIT.shown(account.balance if account else 0)


def _to_sign(text: Text, signed: Signature | None) -> ToSign:
    return ToSign(text, signed, signed is not None and signed.digest != text.digest)


def _pictures(party: Party) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    for entry, pk in Picture.objects.filter(entry__party=party).values_list("entry_id", "pk"):
        found[entry] = (*found.get(entry, ()), pk)
    return found


def _line(row: Entry, objection: Objection | None, days: int, pictures: tuple[int, ...], *, clear: bool) -> Line:
    state, tone = ENTRY_STATES[row.state]
    until = None
    if row.state == EntryState.BOOKED and row.checked_at and objection is None:  # objected to once
        until = row.checked_at.astimezone(clock.ZONE).date() + timedelta(days=days)
    return Line(
        row, row.rule.label, row.rule.group, row.rule.table.number, kinds.UNIT.shown(row.asked),
        kinds.UNIT.shown(row.given) if row.given is not None else "", state, tone, plain(row.words_sealed) if clear else "",
        plain(row.answer_sealed) if clear else "", until is not None and clock.today() <= until, until,
        _objected(objection, clear=clear) if objection else None, pictures,
    )  # fmt: skip


def _objected(one: Objection, *, clear: bool) -> Objected:
    state, tone = OBJECTION_STATES[one.state]
    words, answer = (plain(one.words_sealed), plain(one.answer_sealed)) if clear else ("", "")
    is_open = one.decided_at is None and one.state == "open"
    return Objected(state, tone, words, answer, is_open, one.due_at, is_open and one.due_at < clock.now())
