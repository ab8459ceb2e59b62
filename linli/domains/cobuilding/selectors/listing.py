"""The three lists: entries, one of them with its parts, claims, versions, pictures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page
from django.db.models import Avg, Count, Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext

from linli.domains.cobuilding.models import Claim, Delivery, Entry, Feedback, ListVersion, Part, Picture
from linli.domains.cobuilding.permissions import ACT, RUN
from linli.domains.cobuilding.rules import cycle_of, prices_of
from linli.domains.cobuilding.selectors.choices import COMMUNITIES, claimant_choices, county_rules
from linli.domains.cobuilding.selectors.frozen import parts_by_entry
from linli.domains.cobuilding.selectors.reach import is_side, one_of
from linli.domains.cobuilding.selectors.tenders import newest_by_entry
from linli.domains.cobuilding.states import (
    CLAIM_LABELS,
    ENTRY_LABELS,
    HOLDING,
    LISTS,
    TENDERING,
    ClaimState,
    EntryState,
    ListKind,
)
from linli.foundation.audit import selectors as audit
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.pictures import PictureFile, opened
from linli.kernel.scoping import paged
from linli.kernel.words import N_

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

TIERS = {"free": N_("Free"), "low": N_("Low price"), "usual": N_("Usual price"), "": N_("Not said")}


def entries_page(
    actor: Actor, *, list_kind: str = "", state: str = EntryState.OPEN, text: str = "", only: str = "",
    area: int | None = None, number: Any = None,
) -> Page[Any]:  # fmt: skip
    """Entries of the county, the newest first. `only` "mine": of one's own places and units; "free": with a part nobody claimed."""
    found = Entry.scoped.visible_to(actor, ACT if only == "mine" else None)
    if only == "mine":
        found = found | Entry.unscoped.filter(organization__in=actor.org_ids(ACT))
    found = found.filter(list_kind=list_kind) if list_kind in set(ListKind) else found
    found = found.filter(state=state) if state in set(EntryState) else found
    found = found.filter(area=area) if area else found
    if only == "free":
        bare = Part.unscoped.filter(entry=OuterRef("pk")).exclude(claims__state__in=HOLDING)
        found = found.filter(Exists(bare))
    if words := text.strip()[:40]:
        found = found.filter(
            Q(title__icontains=words) | Q(area__name__icontains=words) | Q(organization__name__icontains=words)
        )
    held = Count("parts", filter=Q(parts__claims__state__in=HOLDING), distinct=True)
    found = found.annotate(all_parts=Count("parts", distinct=True), held_parts=held)
    page = paged(found.select_related("area", "organization").order_by("-posted_at", "-pk"), number)
    rules = county_rules(actor)
    for row in page:
        row.list_label, row.kind_label = gettext(LISTS[ListKind(row.list_kind)]), rules.kind_label(row.kind)
        row.state_label = gettext(ENTRY_LABELS[EntryState(row.state)])
    return page


def entry_for(actor: Actor, pk: int, *, own: bool = False) -> Entry:
    """The one door to an entry: Http404 when hidden; with `own` PermissionDenied unless the actor acts for who posted it."""
    row: Entry = one_of(Entry, actor, pk, None, "area__county", "organization")
    if own and not is_side(actor, row.area, row.organization_id):
        raise PermissionDenied
    return row


def entry_page(actor: Actor, row: Entry) -> dict[str, Any]:
    """What an entry's page shows beside the row, which was fetched in scope."""
    rules = county_rules(actor)
    parts = parts_by_entry([row.pk])[row.pk]
    past = list(
        Claim.unscoped.filter(part__entry=row).exclude(state__in=HOLDING)
        .select_related("part", "organization", "claimant").order_by("-claimed_at", "-pk")[:50]
    )  # fmt: skip
    prices = prices_of(rules.sharing, row.resource) if row.resource else []
    resource = rules.sharing.resources.get(row.resource)
    tender = newest_by_entry([row.pk]).get(row.pk) if row.list_kind == ListKind.PROJECT else None
    is_called = tender is not None and tender.state in TENDERING
    return {
        "list_label": gettext(LISTS[ListKind(row.list_kind)]),
        "kind_label": rules.kind_label(row.kind),
        "state_label": gettext(ENTRY_LABELS[EntryState(row.state)]),
        "parts": [(part, _labelled(claim) if claim else None) for part, claim in parts],
        "past": [_labelled(claim) for claim in past],
        "resource_label": resource.label if resource else row.resource,
        "prices": [(users, gettext(TIERS[tier])) for users, tier in prices],
        "tender": tender,
        "may_tender": not is_called and _is_callable(actor, row, rules, [claim for _, claim in parts if claim]),
        "is_owner": is_side(actor, row.area, row.organization_id),
        "may_claim": row.state == EntryState.OPEN and not is_called and bool(claimant_choices(actor, row)),
        "history": audit.timeline(row),
    }


def _is_callable(actor: Actor, row: Entry, rules: Any, held: list[Claim]) -> bool:
    """Whether a project of the actor's own side is open, and nobody holds a part of it."""
    is_free = row.list_kind == ListKind.PROJECT and row.state == EntryState.OPEN and not held
    return bool(rules.tenders) and is_free and is_side(actor, row.area, row.organization_id)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a project is: its parts, how many are claimed and how many delivered; `standing` in words."""

    area_id: int
    standing: str
    parts: int
    claimed: int
    delivered: int

    @property
    def percent(self) -> int:
        """Whole hundredths of delivered parts, rounded down: a hundred only when all are."""
        return 100 * self.delivered // self.parts


def progress_of(ids: Iterable[int]) -> dict[int, Progress]:
    """How far entries are, by id; one statement, without scope: what stands in the lists is public."""
    held, done = Q(parts__claims__state__in=HOLDING), Q(parts__claims__state=ClaimState.DELIVERED)
    found = Entry.unscoped.filter(pk__in=ids).annotate(
        all_parts=Count("parts", distinct=True), held=Count("parts", filter=held, distinct=True),
        done=Count("parts", filter=done, distinct=True),
    )  # fmt: skip
    return {
        row.pk: Progress(row.area_id, gettext(ENTRY_LABELS[EntryState(row.state)]), row.all_parts, row.held, row.done)
        for row in found
    }


def part_for(actor: Actor, pk: int) -> Part:
    """A part with its entry; Http404 when hidden."""
    row: Part = one_of(Part, actor, pk, None, "entry__area__county", "entry__organization")
    return row


def claim_for(actor: Actor, pk: int, side: str = "") -> Claim:
    """A claim with its part and entry; Http404 when hidden. PermissionDenied unless the actor stands on a `side` ("owner", "any")."""
    row: Claim = one_of(
        Claim, actor, pk, None, "part__entry__area__county", "part__entry__organization", "organization", "claimant"
    )
    owner, claimant = sides_of(actor, row)
    if (side == "owner" and not owner) or (side == "any" and not (owner or claimant)):
        raise PermissionDenied
    return row


def sides_of(actor: Actor, row: Claim) -> tuple[bool, bool]:
    """Whether the actor acts for who posted the entry, and for who claimed."""
    entry = row.part.entry
    owner = is_side(actor, entry.area, entry.organization_id)
    return owner, is_side(actor, row.claimant or entry.area, row.organization_id)


def claim_page(actor: Actor, row: Claim) -> dict[str, Any]:
    """What a claim's page shows: the agreement, deliveries with proof and what those served said, and what may be done now."""
    entry = row.part.entry
    owner, claimant = sides_of(actor, row)
    rules = county_rules(actor)
    is_over = row.ends_on is not None and row.ends_on < clock.today()
    begun = row.state == ClaimState.DELIVERING
    unsigned = (owner and row.owner_signed_at is None) or (claimant and row.claimant_signed_at is None)
    side = owner or claimant
    return {
        "entry": entry,
        "state_label": gettext(CLAIM_LABELS[ClaimState(row.state)]),
        "deliveries": _deliveries(row, rules),
        "is_over": is_over,
        "is_side": side,
        "may_agree": side and row.state == ClaimState.CLAIMED and not row.terms,
        "may_sign": side and row.state == ClaimState.CLAIMED and bool(row.terms) and unsigned and not is_over,
        "may_release": side and row.state in (ClaimState.CLAIMED, ClaimState.AGREED),
        "may_deliver": side and row.state in (ClaimState.AGREED, ClaimState.DELIVERING) and not is_over,
        "may_finish": owner and begun,
        "may_end": side and begun,
    }


def _deliveries(row: Claim, rules: Any) -> list[Delivery]:
    """Deliveries of a claim with their pictures, the mean of the marks and the wishes; four statements."""
    pictures = Prefetch("pictures", queryset=Picture.unscoped.order_by("pk"))
    found = list(
        Delivery.unscoped.filter(claim=row).prefetch_related(pictures).order_by("-on", "-pk")
        .annotate(mean=Avg("feedback__mark"), answers=Count("feedback"))
    )  # fmt: skip
    wishes = Feedback.objects.filter(delivery__in=found).exclude(wish="").order_by()
    told = (
        wishes.values_list("delivery_id", "wish").annotate(count=Count("pk")).order_by("delivery_id", "-count", "wish")
    )
    table = rules.wishes
    for one in found:
        one.wishes = [(table[w].label if w in table else w, n) for pk, w, n in told if pk == one.pk]
    return found


def _labelled(claim: Any) -> Any:
    claim.state_label = gettext(CLAIM_LABELS[ClaimState(claim.state)])
    claim.is_over = claim.ends_on is not None and claim.ends_on < clock.today()
    return claim


def picture_for(actor: Actor, pk: int) -> PictureFile:
    """A picture of a delivery; Http404 when it is hidden or its file is gone."""
    row: Picture = one_of(Picture, actor, pk, None)
    return PictureFile(opened(row.path), row.sha256)


def reviews_page(actor: Actor, *, area: int | None = None, number: Any = None) -> dict[str, Any]:
    """Communities with their newest version, and whether the lists were reviewed in this cycle; all versions of one with `area`."""
    rules = county_rules(actor)
    if rules.lists is None:
        return {"rule": None, "rows": paged(ListVersion.unscoped.none(), 1)}
    cycle = cycle_of(clock.today(), rules.lists.review_months)
    if area:
        found = ListVersion.scoped.visible_to(actor).filter(area=area).select_related("area").order_by("-number")
        return {"rule": rules.lists, "cycle": cycle, "versions": True, "rows": paged(found, number)}
    places = territory.areas_for(actor, kinds=COMMUNITIES, permission="cobuilding.view").order_by("path")
    page = paged(places, number)
    newest = {}
    for one in ListVersion.unscoped.filter(area__in=[area.pk for area in page]).order_by("number").defer("entries"):
        newest[one.area_id] = one
    for place in page:
        place.version = newest.get(place.pk)
        place.is_due = place.version is None or place.version.cycle_on < cycle.first
        place.may_run = actor.reaches(RUN, place.path)
    return {"rule": rules.lists, "cycle": cycle, "versions": False, "rows": page}


def version_for(actor: Actor, pk: int) -> ListVersion:
    """A frozen version; Http404 when hidden."""
    row: ListVersion = one_of(ListVersion, actor, pk, None)
    return row
