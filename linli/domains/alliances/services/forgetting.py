"""Retention: some time after somebody declined or left nothing is known of it any more."""

from __future__ import annotations

from typing import Any

from linli.domains.alliances.method import FIELD
from linli.domains.alliances.models import Member
from linli.domains.alliances.states import SITTING
from linli.foundation.privacy import rls
from linli.foundation.privacy.selectors import kept_before
from linli.foundation.territory import selectors as territory

#: Rows that are deleted in one transaction; the next run goes on.
BATCH = 500


def forget_old() -> int:
    """Delete what all counties need no longer; returns how many memberships. Those of units are about nobody and stay."""
    return sum(_forget(county) for county in territory.counties())


@rls.changing_all
def _forget(county: Any) -> int:
    before = kept_before(territory.rules_of(county), FIELD)
    if before is None:
        return 0
    old = Member.unscoped.filter(county=county, card__isnull=False, answered_at__lt=before)
    ids = list(old.exclude(state__in=SITTING).order_by("pk").values_list("pk", flat=True)[:BATCH])
    Member.unscoped.filter(pk__in=ids).delete()
    return len(ids)
