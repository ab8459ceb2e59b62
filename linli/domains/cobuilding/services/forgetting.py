"""Retention: some time after a registration was refused or ended nothing is known of who it was, and of a tender that is over no plan is left."""

from __future__ import annotations

from typing import Any

from linli.domains.cobuilding.models import Offer, Registration, Tender
from linli.domains.cobuilding.states import ENROLLED
from linli.foundation.privacy import rls
from linli.foundation.privacy.selectors import kept_before
from linli.foundation.territory import selectors as territory

#: Rows that are deleted in one transaction; the next run goes on.
BATCH = 500


def forget_old() -> int:
    """Delete what all counties need no longer; returns how many registrations and offers. Registrations of units are about nobody and stay."""
    return sum(_forget(county) + _empty_offers(county) for county in territory.counties())


@rls.changing_all
def _forget(county: Any) -> int:
    before = kept_before(territory.rules_of(county), "cobuilding.registration")
    if before is None:
        return 0
    old = Registration.unscoped.filter(county=county, card__isnull=False, answered_at__lt=before)
    ids = list(old.exclude(state__in=ENROLLED).order_by("pk").values_list("pk", flat=True)[:BATCH])
    Registration.unscoped.filter(pk__in=ids).delete()
    return len(ids)


@rls.changing_all
def _empty_offers(county: Any) -> int:
    """Who offered and the points stay; the winner's plan stands in the agreement."""
    before = kept_before(territory.rules_of(county), "cobuilding.offer")
    if before is None:
        return 0
    over = Tender.unscoped.filter(county=county, ended_at__lt=before)
    old = Offer.unscoped.filter(tender__in=over.values("pk")).exclude(words="", sealed=b"")
    return int(old.update(words="", yuan=None, sealed=b""))
