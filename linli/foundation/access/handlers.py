"""Cached rights are dropped in the transaction that changes posts, absences or the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F

from linli.foundation.access.models import Account, ExtraGrant

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def drop_rights(card_ids: frozenset[int]) -> None:
    """Rights of these people are built anew at their next request."""
    Account.unscoped.filter(card_id__in=card_ids).update(rights_version=F("rights_version") + 1)


def follow_area(actor: Actor, change: Any) -> None:
    """Paths changed: all rights of the county are built anew; what lay in an area that ends goes to its successor."""
    if change.ends_area:
        target = change.target_for()
        ExtraGrant.unscoped.filter(area=change.area).update(area_id=target)
        Account.unscoped.filter(area=change.area).update(area_id=target)
    Account.unscoped.filter(county_id=change.county_id).update(rights_version=F("rights_version") + 1)
