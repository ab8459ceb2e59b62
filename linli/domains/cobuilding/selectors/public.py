"""The lists as everybody may see them: communities and units, never people."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import Http404
from django.utils.translation import gettext

from linli.domains.cobuilding.models import Delivery, Entry, ListVersion
from linli.domains.cobuilding.rules import prices_of
from linli.domains.cobuilding.selectors.choices import COMMUNITIES
from linli.domains.cobuilding.selectors.frozen import parts_by_entry
from linli.domains.cobuilding.selectors.listing import TIERS
from linli.domains.cobuilding.selectors.tenders import newest_by_entry
from linli.domains.cobuilding.states import CLAIM_LABELS, LISTS, ClaimState, EntryState, ListKind
from linli.foundation.territory import selectors as territory

#: Entries of a community that its public page shows of each list.
MOST = 50


def county_lists(county: Any) -> list[Any]:
    """Communities of a county with how many entries stand in their lists; those without any are left out."""
    rows = Entry.unscoped.filter(county=county, state=EntryState.OPEN).order_by()
    counts = rows.values_list("area", "area__name").annotate(
        need=Count("pk", filter=Q(list_kind=ListKind.NEED)), resource=Count("pk", filter=Q(list_kind=ListKind.RESOURCE)),
        project=Count("pk", filter=Q(list_kind=ListKind.PROJECT)),
    )  # fmt: skip
    return list(counts.order_by("area__path"))


def community_for(pk: int) -> Any:
    """An open community of any county; Http404 for another place."""
    area = territory.area_by_id(pk)
    if area.kind not in COMMUNITIES or area.valid_to is not None:
        raise Http404
    return area


def lists_of(area: Any) -> dict[str, Any]:
    """The three lists of a community: parts, who claimed them and how far they are; the newest version's day."""
    rules = territory.rules_of(area).cobuilding
    rows = list(
        Entry.unscoped.filter(area=area).exclude(state=EntryState.WITHDRAWN).select_related("organization", "area")
        .order_by("state", "-posted_at", "-pk")[: 3 * MOST]
    )  # fmt: skip
    parts = parts_by_entry([row.pk for row in rows])
    tenders = newest_by_entry([row.pk for row in rows if row.list_kind == ListKind.PROJECT])
    for row in rows:
        row.tender = tenders.get(row.pk)
        row.kind_label = rules.kind_label(row.kind)
        row.shown = [(part, claim.who if claim else "", _said(claim)) for part, claim in parts[row.pk]]
        row.price_lines = [(users, gettext(TIERS[tier])) for users, tier in prices_of(rules.sharing, row.resource)]
    lists = [(gettext(label), [row for row in rows if row.list_kind == kind][:MOST]) for kind, label in LISTS.items()]
    version = ListVersion.unscoped.filter(area=area).order_by("-number").defer("entries").first()
    return {"lists": lists, "version": version}


def delivery_by_token(token: str) -> Delivery:
    """The delivery behind a link of those served; Http404 for any other word."""
    found: Delivery | None = (
        Delivery.unscoped.filter(token=token)
        .select_related("area__county", "claim__part__entry", "claim__organization", "claim__claimant").first()
    )  # fmt: skip
    if found is None:
        raise Http404
    return found


def _said(claim: Any) -> str:
    return gettext(CLAIM_LABELS[ClaimState(claim.state)]) if claim else ""
