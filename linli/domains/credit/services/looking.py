"""What an office opens, with a reason; the subject sees who looked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linli.domains.credit.models import Entry, Objection, Party
from linli.domains.credit.selectors.own import Account, account_of, plain
from linli.domains.credit.services import _base
from linli.domains.credit.states import ACCOUNT, DECIDE, VIEW, WORDS
from linli.foundation.organizations import selectors as organizations
from linli.foundation.privacy import services as privacy
from linli.foundation.residents import selectors as residents
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import keep_in_scope

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Opened:
    """Words in clear, with the ids of pictures."""

    words: str
    answer: str = ""
    pictures: tuple[int, ...] = ()


@_base.changes(VIEW)
def open_account(actor: Actor, *, party: Party, reason: str) -> Account:
    """The balance and the entries of a party. Raises RuleBroken credit.words_needed (no reason); OutOfScope."""
    keep_in_scope(actor, party, VIEW)
    why = _base.said(reason)
    row = _base.held_party(party.pk)
    found = account_of(row)
    _look(actor, row, ACCOUNT, why)
    return found


@_base.changes(VIEW)
def open_entry(actor: Actor, *, entry: Entry, reason: str) -> Opened:
    """What was said about an entry. Raises RuleBroken credit.words_gone; OutOfScope."""
    keep_in_scope(actor, entry, VIEW)
    row = Entry.unscoped.select_related("party__area").get(pk=entry.pk)
    if row.emptied_at:
        raise RuleBroken("credit.words_gone")
    pictures = tuple(row.pictures.values_list("pk", flat=True))
    opened = Opened(plain(row.words_sealed), plain(row.answer_sealed), pictures)
    _look(actor, row.party, WORDS, reason)
    return opened


@_base.changes(DECIDE)
def open_objection(actor: Actor, *, objection: Objection, reason: str) -> Opened:
    """What the subject says against an entry. Raises OutOfScope."""
    keep_in_scope(actor, objection, DECIDE)
    row = Objection.unscoped.select_related("entry__party__area").get(pk=objection.pk)
    pictures = tuple(row.entry.pictures.values_list("pk", flat=True))
    opened = Opened(plain(row.words_sealed), plain(row.answer_sealed), pictures)
    _look(actor, row.entry.party, WORDS, reason)
    return opened


def _look(actor: Actor, party: Party, part: str, reason: str) -> None:
    subject: Any = _subject(party)
    if subject is not None:
        privacy.look(actor, subject=subject, part=part, county_id=party.county_id, path=party.area.path, reason=reason)


def _subject(party: Party) -> Any:
    """Who reads about the look: the person, or those of the organization; nobody once the party names nobody."""
    if party.person_id:
        return residents.person_by_id(party.person_id)
    return organizations.organization_by_id(party.organization_id) if party.organization_id else None
