"""What some units and places have brought to the three lists: what they posted, and what they took on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext

from linli.domains.cobuilding.models import Claim, Entry
from linli.domains.cobuilding.states import CLAIM_LABELS, ENTRY_LABELS, HOLDING, ClaimState, EntryState

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from linli.kernel.actor import Actor

#: Rows of one unit or place that are shown.
MOST = 100


@dataclass(frozen=True, slots=True)
class Brought:
    """An entry of a list, or a part of one that was taken on, with where it stands. `pk` is the entry's or the claim's; `unit` brought
    it, or where that is None the community `place`.
    """

    pk: int
    is_claim: bool
    unit: int | None
    place: int | None
    title: str
    state: str
    at: datetime


def brought_by(actor: Actor, *, units: Collection[int], places: Collection[int], since: date) -> list[Brought]:
    """What units (organizations) or places (communities) posted or took on since a day, as far as the actor may look: the newest
    first. Claims that were released or ended, and entries that were withdrawn, brought nothing.
    """
    taken = Claim.scoped.visible_to(actor).filter(Q(organization__in=units) | Q(claimant__in=places))
    taken = taken.filter(state__in=HOLDING, claimed_at__date__gte=since).select_related("part")[:MOST]
    own = Q(organization__in=units) | Q(organization=None, area__in=places)
    posted = Entry.scoped.visible_to(actor).filter(own, posted_at__date__gte=since)
    posted = posted.exclude(state=EntryState.WITHDRAWN).order_by("-posted_at", "-pk")[:MOST]
    rows = [*map(_taken, taken), *map(_posted, posted)]
    return sorted(rows, key=lambda row: (row.at, row.pk), reverse=True)


def _taken(claim: Claim) -> Brought:
    state = gettext(CLAIM_LABELS[ClaimState(claim.state)])
    return Brought(claim.pk, True, claim.organization_id, claim.claimant_id, claim.part.title, state, claim.claimed_at)


def _posted(entry: Entry) -> Brought:
    state = gettext(ENTRY_LABELS[EntryState(entry.state)])
    return Brought(entry.pk, False, entry.organization_id, entry.area_id, entry.title, state, entry.posted_at)
