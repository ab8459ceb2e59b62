"""What all changes of credit share: the transaction within the reach, locks, who acts, words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from linli.domains.credit import kinds
from linli.domains.credit.models import Entry, Party
from linli.domains.credit.states import WORDS
from linli.engines.ledger import registry
from linli.engines.ledger import services as ledger
from linli.foundation.privacy import rls
from linli.kernel import crypto
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import required

_LONG = 500

#: For subjects about themselves: who they are was proven before, and they name no row but their own.
own_changes = rls.changing_all


def changes(permission: str) -> rls.Around:
    """One transaction, in which the database shows the places where the actor holds `permission`, and nothing else."""
    return rls.changing(lambda actor: rls.reaching(actor, permission))


def themselves(county_id: int) -> Actor:
    """A resident as an actor, who holds no grant."""
    return Actor(None, gettext("The person themselves"), county_id=county_id, kind="resident")


def account_id(actor: Actor) -> int:
    """Whose hand it was. Raises RuleBroken credit.account_needed: two pairs of eyes must be those of two people."""
    if actor.account_id is None:
        raise RuleBroken("credit.account_needed")
    return actor.account_id


def held_party(pk: int) -> Party:
    """The party, held until the transaction ends: before its entries and the ledger, so that nobody waits for each other for ever."""
    found: Party = Party.unscoped.select_for_update(of=("self",)).select_related("area", "county").get(pk=pk)
    return found


def held_entry(pk: int) -> Entry:
    """An entry with its party, both held."""
    held_party(Entry.unscoped.values_list("party_id", flat=True).get(pk=pk))
    rows = Entry.unscoped.select_for_update(of=("self",)).select_related("party", "rule", "area", "county")
    found: Entry = rows.get(pk=pk)
    return found


def not_about_oneself(actor: Actor, party: Party) -> None:
    """Raise RuleBroken credit.about_yourself for a contract of the actor's own organization."""
    if party.organization_id is not None and party.organization_id in actor.organizations:
        raise RuleBroken("credit.about_yourself")


def said(words: str) -> str:
    """One line of words; RuleBroken credit.words_needed where there are none."""
    return required(words, _LONG, "credit.words_needed")


def sealed(words: str) -> bytes:
    """Words as they are kept."""
    return bytes(crypto.seal(words, purpose=WORDS))


def account_of(party: Party) -> Any:
    """The party's account in the ledger; made with the first signature."""
    return ledger.open_account(area=party.area, kind=kinds.ACCOUNT.code, owner_id=party.pk, unit=kinds.UNIT.code)


def source_of(party: Party) -> Any:
    """Where the county's credit points come from, and go back to."""
    return ledger.county_account(party.county, kinds.UNIT.code, registry.SOURCE)
