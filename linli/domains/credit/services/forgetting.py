"""What is older than the method allows goes, a county at a time in one transaction; a killed run is simply started again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from linli.domains.credit.models import Entry, Party, Signature
from linli.domains.credit.selectors.texts import section_of
from linli.domains.credit.services import _base, following
from linli.domains.credit.services.signing import empty_entries
from linli.domains.credit.states import EntryState
from linli.foundation.territory import selectors as territory
from linli.kernel import clock

BATCH = 500
#: So many contracts follow their people in a run; the next one goes on.
_FOLLOWED = 2_000


def forget_all() -> int:
    """Everything of all counties whose time is over; returns how much went. Contracts of people who moved follow them."""
    return sum(_forget_in(county) for county in territory.counties())


@_base.own_changes
def _forget_in(county: Any) -> int:
    section = section_of(county)
    if section is None:
        return 0
    following.settle(county, _FOLLOWED)
    return _evidence(county, section.keep.evidence_days) + _names(county, section.keep.withdrawn_days)


def _evidence(county: Any, days: int) -> int:
    """Words and pictures of entries that were decided long ago; the entry itself stays, as its booking does."""
    old = Entry.unscoped.filter(county=county, emptied_at=None, checked_at__lt=clock.now() - timedelta(days=days))
    ids = list(old.exclude(state=EntryState.WAITING).order_by("pk").values_list("pk", flat=True)[:BATCH])
    return empty_entries(Entry.unscoped.filter(pk__in=ids)) if ids else 0


def _names(county: Any, days: int) -> int:
    """Contracts that were withdrawn long ago name nobody any more."""
    old = Party.unscoped.filter(county=county, ended_at__lt=clock.now() - timedelta(days=days))
    ids = list(old.exclude(person=None, organization=None).order_by("pk").values_list("pk", flat=True)[:BATCH])
    Signature.unscoped.filter(party__in=ids).update(by="", by_id=None)
    return int(Party.unscoped.filter(pk__in=ids).update(person=None, organization=None))
