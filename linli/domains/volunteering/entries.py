"""Kinds of accounts and entries that volunteering has in the ledger."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from linli.engines.ledger.registry import AccountKind, EntryKind, register_account, register_entry
from linli.kernel.words import N_

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def _volunteers(actor: Actor, ids: Collection[int]) -> Mapping[int, str]:
    from linli.domains.volunteering.selectors.names import names_for  # here: models aren't ready before

    return names_for(actor, ids)


def _partners(actor: Actor, ids: Collection[int]) -> Mapping[int, str]:
    from linli.domains.volunteering.selectors.names import partners

    return partners(ids)


#: Hours and points of a volunteer (owner: the Volunteer's number), and points that came in at a partner's counter (the organization's).
VOLUNTEER = AccountKind("volunteering.volunteer", N_("Volunteer"), lapses=True, names=_volunteers)
PARTNER = AccountKind("volunteering.partner", N_("Partner of the pool of rewards"), names=_partners)

SERVICE = EntryKind("volunteering.service", N_("Hours of a shift"))
HONOUR = EntryKind("volunteering.honour", N_("Honour hours, back-filled"))
POINTS = EntryKind("volunteering.points", N_("Points for hours"))


def declare() -> None:
    """Declare them; once, when the app is ready."""
    for account in (VOLUNTEER, PARTNER):
        register_account(account)
    for entry in (SERVICE, HONOUR, POINTS):
        register_entry(entry)
