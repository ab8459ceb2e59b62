"""How owners follow the ground and the register."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from linli.domains.owners.models import (
    Ballot,
    Booking,
    Committee,
    FundUse,
    JointBody,
    Ownership,
    PaidService,
    PaperEntry,
    Source,
    Subsidy,
    Unit,
    Vote,
)
from linli.domains.owners.states import Service
from linli.foundation.privacy import rls
from linli.foundation.territory import selectors as territory
from linli.kernel import clock

_PLACED: tuple[Any, ...] = (
    Unit,
    Ownership,
    Vote,
    Ballot,
    PaperEntry,
    Source,
    Booking,
    FundUse,
    Subsidy,
    Committee,
    JointBody,
    PaidService,
)


def move_rows(area: Any, successor: int) -> None:
    """Rows in an area that ends go where their compounds went."""
    for model in _PLACED:
        model.unscoped.filter(area=area).order_by().update(area=successor)


def forget_old() -> int:
    """Erase what isn't kept any longer: ends of ownership, ballots and typed paper of votes, and services to households, each by the time that
    its county's method says. Results of votes and bookings stay. Returns how many rows went.
    """
    return sum(_forgotten(county) for county in territory.counties())


def _forgotten(county: Any) -> int:
    fields = territory.rules_of(county).privacy.fields

    def before(part: str) -> datetime:
        return clock.now() - fields[part].keep.length

    with transaction.atomic(), rls.everywhere():
        votes = Vote.unscoped.filter(county=county, closed_at__lt=before("owners.ballot")).order_by().values("pk")
        old = (
            Ownership.unscoped.filter(county=county, ended_at__lt=before("owners.owner")),
            Ballot.unscoped.filter(voter__vote__in=votes),
            PaperEntry.unscoped.filter(voter__vote__in=votes),
            PaidService.unscoped.filter(county=county, answered_at__lt=before("owners.service")).exclude(
                state__in=(Service.OFFERED, Service.DONE, Service.COMPLAINED)
            ),
        )
        return sum(rows.order_by().delete()[0] for rows in old)


def take_over(gone: Any, kept: Any) -> None:
    """Units of an entry that was merged belong to the one that stays."""
    held = set(Ownership.unscoped.filter(person=kept, ended_at=None).values_list("unit_id", flat=True))
    rows = Ownership.unscoped.filter(person=gone).order_by()
    rows.filter(ended_at=None, unit_id__in=held).update(ended_at=clock.now())
    rows.update(person=kept)


def forget(person: Any) -> None:
    """Who was erased owns nothing here any more."""
    Ownership.unscoped.filter(person=person).order_by().delete()
