"""The account of a unit in the ledger and what is booked on it. It lapses with the year; nothing takes it below zero."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from linli.engines.ledger import registry
from linli.foundation.organizations import selectors as organizations
from linli.kernel.words import N_

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def _names(actor: Actor, owners: Collection[int]) -> Mapping[int, str]:
    return organizations.organization_names(owners)


UNIT = registry.UNIT_POINTS
ACCOUNT = registry.AccountKind("alliances.unit", N_("Points of a unit"), minimum=0, lapses=True, names=_names)
AWARD = registry.EntryKind("alliances.award", N_("Took part in an alliance"), own=True)

registry.register_account(ACCOUNT)
registry.register_entry(AWARD)
