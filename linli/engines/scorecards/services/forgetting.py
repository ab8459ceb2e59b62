"""Retention: pictures go some time after they were sent, and what was said of single people some time after their round."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q

from linli.engines.scorecards import events
from linli.engines.scorecards.models import Appeal, Evidence, Item, Subject
from linli.engines.scorecards.services import _base
from linli.engines.scorecards.states import Ruling, State
from linli.foundation.privacy.selectors import fields
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor

PICTURES, PEOPLE = "scorecards.evidence", "scorecards.person"
#: Rows that go in one transaction; the next night goes on.
BATCH = 500


def forget_old() -> int:
    """Forget what all counties need no longer; returns how many pictures, results of people and entries. A killed run loses nothing."""
    return sum(_forget(county) for county in territory.counties())


@transaction.atomic
def _forget(county: Any) -> int:
    listed = fields(territory.rules_of(county))
    pictures = people = 0
    if PEOPLE in listed:
        people = _people(county, clock.today() - listed[PEOPLE].keep.length)
    if PICTURES in listed:
        pictures = _pictures(_of(county) & Q(at__lt=clock.now() - listed[PICTURES].keep.length))
    if pictures or people:
        _base.tell(Actor.system(), events.Forgotten(pictures, people), county, county.pk)
    return pictures + people


def _of(county: Any) -> Q:
    return (
        Q(subject__county=county)
        | Q(item__county=county)
        | Q(reply__subject__county=county)
        | Q(appeal__subject__county=county)
    )


def _pictures(which: Q) -> int:
    """An appeal that waits keeps its own. Files go after the commit: a row never points at nothing."""
    rows = list(Evidence.objects.filter(which).exclude(appeal__state=Ruling.WAITING).values_list("pk", "path")[:BATCH])
    for _, path in rows:
        transaction.on_commit(partial(default_storage.delete, path))
    Evidence.objects.filter(pk__in=[pk for pk, _ in rows]).delete()
    return len(rows)


def _people(county: Any, before: Any) -> int:
    """Results with all that belongs to them, and entries that count no more; of a round that is still open, or an appeal that waits, nothing."""
    waiting = Appeal.objects.filter(state=Ruling.WAITING).values("subject")
    rows = Subject.unscoped.filter(county=county, personal=True, round__ends__lt=before).exclude(pk__in=waiting)
    gone = list(rows.exclude(round__state=State.OPEN).order_by("pk").values_list("pk", flat=True)[:BATCH])
    old = Item.unscoped.filter(county=county, personal=True, on__lt=before).exclude(ends_on__gte=before).order_by("pk")
    entries = list(old.values_list("pk", flat=True)[:BATCH])
    of_both = Q(subject__in=gone) | Q(reply__subject__in=gone) | Q(appeal__subject__in=gone) | Q(item__in=entries)
    while _pictures(of_both):
        pass
    Subject.unscoped.filter(pk__in=gone).delete()
    Item.unscoped.filter(pk__in=entries).delete()
    return len(gone) + len(entries)
