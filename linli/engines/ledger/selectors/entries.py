"""One entry with its postings, as far as an actor sees their accounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext

from linli.engines.ledger.models import Account, Entry, Posting
from linli.engines.ledger.permissions import REVERSE
from linli.engines.ledger.selectors.accounts import names_of
from linli.foundation.audit import selectors as audit

if TYPE_CHECKING:
    from linli.foundation.audit.selectors import Line
    from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Leg:
    """One posting of an entry. `name` is "" and `number` None for an account that lies elsewhere; the amount always shows, for the sum
    must be seen to be zero.
    """

    name: str
    number: int | None
    is_held: bool
    unit: str
    amount: str
    came: bool


@dataclass(frozen=True, slots=True)
class EntryPage:
    """An entry with its postings, the entries that belong to it, and what may be done."""

    entry: Entry
    why: str
    legs: tuple[Leg, ...]
    related: tuple[tuple[str, Entry], ...]
    may_reverse: bool
    history: list[Line]


def entry_for(actor: Actor, pk: int, to: str | None = None) -> Entry:
    """The one door to an entry: Http404 when none of its accounts is seen, PermissionDenied when seen but `to` isn't granted there, or
    only its domain takes it back.
    """
    seen = Entry.scoped.visible_to(actor).select_related("reversal_of", "reversed_by", "settles", "settled_by")
    found: Entry | None = seen.filter(pk=pk).first()
    if found is None:
        raise Http404
    if to and (found.why.own or not Entry.scoped.visible_to(actor, to).filter(pk=pk).exists()):
        raise PermissionDenied
    return found


def entry_by_id(pk: int | None) -> Entry:
    """An entry without scope, for services of domains that kept its number; Entry.DoesNotExist for none."""
    found: Entry = Entry.unscoped.get(pk=pk or 0)
    return found


def entry_page(actor: Actor, entry: Entry) -> EntryPage:
    """An entry that was fetched in scope, with what this actor sees of it."""
    rows = list(Posting.objects.filter(entry=entry).select_related("account").order_by("amount", "account_id"))
    seen = set(
        Account.scoped.visible_to(actor).filter(pk__in=[row.account_id for row in rows]).values_list("pk", flat=True)
    )
    names = names_of(actor, [row.account for row in rows if row.account_id in seen])
    legs = tuple(_leg(row, names.get(row.account_id, "")) for row in rows)
    undone = entry.why.reversible and not entry.why.own and getattr(entry, "reversed_by", None) is None
    may = undone and Entry.scoped.visible_to(actor, REVERSE).filter(pk=entry.pk).exists()
    return EntryPage(entry, gettext(entry.why.label), legs, _related(entry), may, audit.timeline(entry))


def _leg(row: Posting, name: str) -> Leg:
    unit = row.account.measure
    owner = (row.account.held_of_id or row.account_id) if name else None
    return Leg(
        name, owner, row.account.held_of_id is not None, gettext(unit.label), unit.shown(row.amount), row.amount > 0
    )


def _related(entry: Entry) -> tuple[tuple[str, Entry], ...]:
    """Entries that this one takes back or settles, and the other way round, with what they are to it."""
    found = (
        (gettext("Takes back"), entry.reversal_of),
        (gettext("Taken back by"), getattr(entry, "reversed_by", None)),
        (gettext("Settles"), entry.settles),
        (gettext("Settled by"), getattr(entry, "settled_by", None)),
    )
    return tuple((label, other) for label, other in found if other is not None)
