"""Retention: some time after a matter has ended only numbers stay of who took part, and no document of a proxy."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction

from linli.domains.deliberation import events
from linli.domains.deliberation.models import Mark, Matter, Proxy, Seat, Stance, Support, Verdict, Voter
from linli.foundation.audit.services import record
from linli.foundation.privacy import rls
from linli.foundation.privacy.selectors import kept_before
from linli.foundation.territory import selectors as territory
from linli.kernel.actor import Actor

#: Matters that are emptied in one transaction; the next run goes on.
BATCH = 50


def forget_old() -> int:
    """Empty what all counties need no longer; returns how many rows. A kill between two counties loses and doubles nothing."""
    return sum(_forget(county) for county in territory.counties())


@rls.changing_all
def _forget(county: Any) -> int:
    before = kept_before(territory.rules_of(county), "deliberation.person")
    if before is None:
        return 0
    old = Matter.unscoped.filter(county=county, ended_at__lt=before)
    held = old.filter(pk__in=Support.unscoped.filter(person__isnull=False).values("matter")) | old.filter(
        pk__in=Voter.unscoped.filter(person__isnull=False).values("ballot__matter")
    )
    ids = list(held.order_by("pk").values_list("pk", flat=True).distinct()[:BATCH])
    rows = _empty(ids) if ids else 0
    if rows:
        record(Actor.system(), events.PeopleForgotten(rows), subject=county, county_id=county.pk)
    return rows


def _empty(ids: list[int]) -> int:
    proxies = Proxy.unscoped.filter(ballot__matter__in=ids)
    for path in proxies.exclude(path="").values_list("path", flat=True):
        transaction.on_commit(partial(default_storage.delete, path))
    proxies.delete()
    Mark.unscoped.filter(ballot__matter__in=ids).delete()
    Stance.unscoped.filter(statement__matter__in=ids).delete()
    Seat.unscoped.filter(meeting__items__matter__in=ids).update(person=None, name="")
    rows = Voter.unscoped.filter(ballot__matter__in=ids).delete()[0]
    for model in (Support, Verdict):
        rows += model.unscoped.filter(matter__in=ids, person__isnull=False).update(person=None)
    return int(rows)
