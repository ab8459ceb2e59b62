"""Tenders of projects: the list, one with its offers, whose offer may be read when, and what everybody reads of the award."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404
from django.utils.translation import gettext

from linli.domains.cobuilding.method import TenderKind
from linli.domains.cobuilding.models import Judgement, Objection, Offer, Registration, Tender
from linli.domains.cobuilding.permissions import ACT
from linli.domains.cobuilding.rules import mean_of
from linli.domains.cobuilding.selectors.choices import county_rules, unit_choices, unit_in_reach
from linli.domains.cobuilding.selectors.reach import belongs_to, is_side, one_of, runs_tender, within_county
from linli.domains.cobuilding.states import (
    OFFER,
    OFFER_LABELS,
    TENDER_STANDINGS,
    Enrolment,
    OfferState,
    TenderState,
)
from linli.foundation.audit import selectors as audit
from linli.foundation.methods import selectors as methods
from linli.foundation.territory import selectors as territory
from linli.kernel import clock, crypto
from linli.kernel.scoping import paged

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

_RELATED = ("entry__area__county", "entry__organization", "winner__organization")


def kind_of(tender: Tender) -> TenderKind:
    """The kind of the release that a tender is pinned to."""
    found: TenderKind = methods.rules_for(tender.release_id).cobuilding.tenders[tender.kind]
    return found


def bodies_of(tender: Tender) -> list[str]:
    """What the kinds of organization that may offer are called."""
    kinds = methods.rules_for(tender.release_id).organizations.kinds
    return [kinds[code].label for code in tender.bodies]


def said_in(offer: Offer) -> tuple[str, int | None]:
    """Words and whole yuan of an offer, sealed or open. Ask first who may read it."""
    if not offer.sealed:
        return offer.words, offer.yuan
    told = json.loads(crypto.unseal(bytes(offer.sealed), purpose=OFFER))
    return told["words"], told["yuan"]


def tenders_page(actor: Actor, *, state: str = "", kind: str = "", number: Any = None) -> Any:
    """Tenders of the county, the newest first."""
    found = Tender.scoped.visible_to(actor)
    found = found.filter(state=state) if state in set(TenderState) else found
    found = found.filter(kind=kind) if kind else found
    page = paged(found.select_related("area", *_RELATED).order_by("-called_at", "-pk"), number)
    for row in page:
        _labelled(row)
    return page


def tender_for(actor: Actor, pk: int, to: str = "") -> Tender:
    """The one door to a tender: Http404 when hidden. With `to` PermissionDenied unless the actor acts for who posted the project
    ("owner"), or decides about its offers ("runs").
    """
    row: Tender = one_of(Tender, actor, pk, None, *_RELATED)
    if to == "owner" and not is_side(actor, row.entry.area, row.entry.organization_id):
        raise PermissionDenied
    if to == "runs" and not runs_tender(actor, row.entry):
        raise PermissionDenied
    return _labelled(row)


def offer_for(actor: Actor, pk: int, to: str = "") -> Offer:
    """The one door to an offer: Http404 when hidden, and to everybody but its unit while it is sealed. With `to` "own" or "runs"
    PermissionDenied for others.
    """
    row: Offer | None = Offer.unscoped.filter(pk=pk).select_related("organization", "county").first()
    if row is None or not actor.can(ACT):
        raise Http404
    row.tender = tender_for(actor, row.tender_id)
    own = row.organization_id in actor.org_ids(ACT)
    if not own and row.tender.opened_at is None:
        raise Http404
    if (to == "own" and not own) or (to == "runs" and not runs_tender(actor, row.tender.entry)):
        raise PermissionDenied
    return row


def objection_for(actor: Actor, pk: int) -> Objection:
    """An objection, for those who decide about its tender's offers; Http404 when hidden, PermissionDenied for others."""
    row = Objection.objects.filter(pk=pk).select_related("organization").first()
    if row is None:
        raise Http404
    row.tender = tender_for(actor, row.tender_id, to="runs")
    return row


def tender_page(actor: Actor, row: Tender) -> dict[str, Any]:
    """What a tender's page shows beside the row, and what may be done now. Rivals read each other's points, never each other's plans."""
    kind, now = kind_of(row), clock.now()
    offers = offers_of(row)
    runs, owner = runs_tender(actor, row.entry), is_side(actor, row.entry.area, row.entry.organization_id)
    units = actor.org_ids(ACT)
    decides = runs and not belongs_to(actor, [one.organization_id for one in offers])
    own = [one for one in offers if one.organization_id in units]
    for one in offers:
        is_readable = one in own or (runs and row.opened_at)
        one.said = said_in(one) if is_readable and (one.sealed or one.words) else None
        one.standings = [(kind.criteria[code].label, given) for code, given in _sums(one, kind)]
    in_time, opened = row.state == TenderState.CALLED and now < row.closes_at, row.state == TenderState.OPENED
    on_notice = row.state == TenderState.AWARDED and row.notice_until is not None and now < row.notice_until
    return {
        "kind": kind,
        "bodies": bodies_of(row),
        "offers": offers if row.opened_at else own,
        "objections": _answers(row, decides and actor.account_id != row.awarded_by_id),
        "in_time": in_time,
        "may_offer": in_time and bool(units) and not own,
        "may_open": decides and row.state == TenderState.CALLED and not in_time and row.opener_id != actor.account_id,
        "may_judge": decides and opened,
        "may_award": decides and opened and any(one.state == OfferState.HANDED_IN for one in offers),
        "may_object": on_notice and bool(units),
        "may_settle": owner and row.state == TenderState.AWARDED and not on_notice,
        "may_end": owner and row.ended_at is None,
        "history": audit.timeline(row),
    }


def offers_of(row: Tender) -> list[Any]:
    """Offers that weren't taken back, the best first, each with its judgements, `mean` and label; two statements."""
    given = Prefetch("judgements", queryset=Judgement.objects.order_by("pk"))
    found: list[Any] = list(
        Offer.unscoped.filter(tender=row).exclude(state=OfferState.WITHDRAWN).select_related("organization")
        .prefetch_related(given).order_by("pk")
    )  # fmt: skip
    for one in found:
        one.given = list(one.judgements.all())
        mean = mean_of([judged.total for judged in one.given])
        one.mean = float(mean) if mean is not None else None
        one.state_label = gettext(OFFER_LABELS[OfferState(one.state)])
    return sorted(found, key=lambda one: (one.state != OfferState.HANDED_IN, -(one.mean or 0), one.pk))


def _sums(offer: Any, kind: TenderKind) -> list[tuple[str, float]]:
    """Mean points of an offer by criterion; nothing where nobody judged it."""
    if not offer.given:
        return []
    return [(code, sum(one.points[code] for one in offer.given) / len(offer.given)) for code in kind.criteria]


def _answers(row: Tender, may_answer: bool) -> list[Any]:
    found: list[Any] = list(Objection.objects.filter(tender=row).select_related("organization"))
    for one in found:
        one.may_answer = may_answer and one.answered_at is None
    return found


def _labelled(row: Any) -> Any:
    row.kind_label, row.standing = kind_of(row).label, TENDER_STANDINGS[TenderState(row.state)]
    return row


def tender_choices(actor: Actor) -> list[tuple[str, str]]:
    """Kinds of tender of the actor's county."""
    return [(code, one.label) for code, one in county_rules(actor).tenders.items()]


def body_choices(area: Any) -> list[tuple[str, str]]:
    """Kinds of organization that may offer by any kind of tender of a place's county."""
    rules = territory.rules_of(area)
    wanted = {body for one in rules.cobuilding.tenders.values() for body in one.bodies}
    return [(code, one.label) for code, one in rules.organizations.kinds.items() if code in wanted]


@within_county
def offering_choices(actor: Actor, row: Tender) -> list[tuple[int, str]]:
    """Units for which the actor may offer: their own ones of the kinds that are called, once registered."""
    mine = dict(unit_choices(actor, own=True))
    known = Registration.unscoped.filter(organization__in=mine, state=Enrolment.CONFIRMED, county=row.county_id)
    fits = set(known.filter(organization__kind__in=row.bodies).values_list("organization", flat=True))
    return [(pk, name) for pk, name in mine.items() if pk in fits and pk != row.entry.organization_id]


def awardable(row: Tender) -> list[tuple[int, str]]:
    """Offers that count, with their mean points."""
    return [
        (one.pk, f"{one.organization.name} · {one.mean or 0:.1f}")
        for one in offers_of(row)
        if one.state == OfferState.HANDED_IN
    ]


def own_unit(actor: Actor, pk: int) -> Any:
    """A unit for which the actor acts; PermissionDenied for any other of the county."""
    unit = unit_in_reach(actor, pk)
    if not is_side(actor, unit.area, unit.pk):
        raise PermissionDenied
    return unit


def public_tender(pk: int) -> dict[str, Any]:
    """A tender as everybody reads it: what is wanted, and after the opening who offered, the points and the reasons; Http404 else."""
    row = Tender.unscoped.filter(pk=pk).select_related("area", "county", *_RELATED).first()
    if row is None:
        raise Http404
    return {
        "row": _labelled(row),
        "kind": kind_of(row),
        "bodies": bodies_of(row),
        "offers": offers_of(row) if row.opened_at else [],
        "objections": list(Objection.objects.filter(tender=row).select_related("organization")),
        "in_time": row.state == TenderState.CALLED and clock.now() < row.closes_at,
    }


def newest_by_entry(ids: list[int]) -> dict[int, Tender]:
    """The newest tender of each of these projects, labelled."""
    found = Tender.unscoped.filter(entry__in=ids).order_by("called_at", "pk")
    return {row.entry_id: _labelled(row) for row in found}
