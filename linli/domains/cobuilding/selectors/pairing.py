"""Who is attached to what, which places nobody is attached to, and who hasn't gone there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Page
from django.db.models import Count, Exists, F, OuterRef, Q

from linli.domains.cases import selectors as cases
from linli.domains.cobuilding.method import PairingKind
from linli.domains.cobuilding.models import ContactVisit, Finding, Pairing
from linli.domains.cobuilding.permissions import ATTEND, RUN
from linli.domains.cobuilding.rules import Cycle, cycle_before, cycle_of
from linli.domains.cobuilding.selectors.choices import COMMUNITIES, county_rules, ground_of
from linli.domains.cobuilding.selectors.reach import one_of, within_county
from linli.foundation.audit import selectors as audit
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.scoping import paged

if TYPE_CHECKING:
    from datetime import date

    from linli.kernel.actor import Actor


def holding_on(day: date) -> Q:
    """Pairings that hold on a day; the first and the last day both count."""
    return Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))


@within_county
def pairings_page(
    actor: Actor, *, kind: str = "", text: str = "", past: bool = False, area: int | None = None, number: Any = None
) -> Page[Any]:
    """Pairings that hold (or ended, with `past`), the newest first; `area` is a community."""
    found = Pairing.scoped.visible_to(actor).select_related("area", "card", "organization", "compound")
    found = found.filter(ends_on__lt=clock.today()) if past else found.exclude(ends_on__lt=clock.today())
    found = found.filter(kind=kind) if kind else found
    found = found.filter(area=area) if area else found
    if words := text.strip()[:40]:
        found = found.filter(
            Q(card__name__icontains=words) | Q(organization__name__icontains=words) | Q(zone__icontains=words)
            | Q(area__name__icontains=words) | Q(compound__name__icontains=words)
        )  # fmt: skip
    return paged(found.order_by("-starts_on", "-pk"), number)


def pairing_for(actor: Actor, pk: int, to: str | None = None) -> Pairing:
    """The one door to a pairing: Http404 when hidden, PermissionDenied when `to` isn't granted on it."""
    row: Pairing = one_of(Pairing, actor, pk, to, "area__county", "card", "organization", "compound")
    return row


@within_county
def pairing_page(actor: Actor, row: Pairing) -> dict[str, Any]:
    """What a pairing's page shows beside the row, which was fetched in scope: visits with what they found, and history."""
    visits = list(ContactVisit.unscoped.filter(pairing=row).order_by("-on")[:50])
    findings = Finding.objects.filter(visit__in=visits).values_list("visit_id", "case_id").order_by("pk")
    found = list(findings)
    refs = cases.refs_seen(actor, [case for _, case in found])
    for visit in visits:
        mine = [case for owner, case in found if owner == visit.pk]
        visit.refs, visit.hidden = (
            [refs[case] for case in mine if case in refs],
            len([c for c in mine if c not in refs]),
        )
    rules = county_rules(actor)
    kind = rules.pairings.kinds.get(row.kind)
    is_own = row.card_id is not None and row.card_id == actor.person_id
    is_unit = row.organization_id is not None and row.organization_id in actor.org_ids(ATTEND)
    runs = actor.reaches(RUN, row.area.path)
    return {
        "kind": kind,
        "themes": [rules.pairings.themes[code].label for code in row.themes if code in rules.pairings.themes],
        "visits": visits,
        "history": audit.timeline(row),
        "holds": row.ends_on is None or row.ends_on >= clock.today(),
        "may_run": runs,
        "may_attend": actor.can(ATTEND) and (is_own or is_unit or runs),
    }


@within_county
def coverage_page(actor: Actor, *, number: Any = None) -> dict[str, Any]:
    """For each kind of pairing that is to cover the ground: how much there is by community, and how much nobody is attached to."""
    kinds = _covering(actor)
    places = territory.areas_for(actor, kinds=COMMUNITIES, permission="cobuilding.view").order_by("path")
    page = paged(places, number)
    ids = [area.pk for area in page]
    columns = [(code, kind.label, _counts(actor, code, kind, ids)) for code, kind in kinds.items()]
    rows = [
        (area, [(code, *counts.get(area.pk, (0, 0)), label) for code, label, counts in columns])
        for area in page
    ]  # fmt: skip
    totals = [(code, kind.label, kind, _totals(actor, code, kind)) for code, kind in kinds.items()]
    return {"rows": page, "lines": rows, "totals": totals, "labels": [label for _code, label, _counts in columns]}


@within_county
def uncovered_page(actor: Actor, *, kind: str, area: int | None = None, number: Any = None) -> dict[str, Any]:
    """Compounds (or communities) to which nobody of that kind is attached, in one community or everywhere."""
    rule = _covering(actor).get(kind)
    if rule is None:
        return {"rows": paged(Pairing.unscoped.none(), 1), "rule": None}
    found = _ground(actor, rule).filter(~Exists(_attached(kind, rule)))
    if area:
        found = found.filter(**{"area" if rule.ground == "compound" else "pk": area})
    return {"rows": paged(found, number), "rule": rule}


@within_county
def overdue_page(actor: Actor, *, last: bool = False, number: Any = None) -> dict[str, Any]:
    """Pairings that haven't been visited as often as the method asks, in this cycle or (for those that held all through it) the last."""
    rule = county_rules(actor).visits
    if rule is None:
        return {"rule": None, "rows": paged(Pairing.unscoped.none(), 1)}
    today = clock.today()
    cycle = cycle_before(today, rule.months) if last else cycle_of(today, rule.months)
    return {"rule": rule, "cycle": cycle, "rows": paged(_behind(actor, rule, cycle, whole=last), number)}


def _behind(actor: Actor, rule: Any, cycle: Cycle, *, whole: bool) -> Any:
    found = Pairing.scoped.visible_to(actor).select_related("area", "card", "organization", "compound")
    found = found.filter(kind__in=rule.kinds) if rule.kinds else found.filter(card__isnull=False)
    held = Q(starts_on__lte=cycle.first) & (Q(ends_on=None) | Q(ends_on__gte=cycle.last))
    found = found.filter(held if whole else holding_on(clock.today()))
    seen = Count("visits", filter=Q(visits__on__range=(cycle.first, cycle.last)))
    return found.annotate(seen=seen).filter(seen__lt=rule.at_least).order_by("seen", "area__path", "pk")


def _covering(actor: Actor) -> dict[str, PairingKind]:
    return {code: kind for code, kind in county_rules(actor).pairings.kinds.items() if kind.covers}


def _attached(code: str, rule: PairingKind) -> Any:
    column = "compound" if rule.ground == "compound" else "area"
    return Pairing.unscoped.filter(holding_on(clock.today()), kind=code, **{column: OuterRef("pk")})


def _ground(actor: Actor, rule: PairingKind) -> Any:
    """What is to be covered, as far as the actor may look: compounds, or communities."""
    if rule.ground == "compound":
        return territory.compounds_on(ground_of(actor)).select_related("area").order_by("area__path", "name", "pk")
    return territory.areas_for(actor, kinds=COMMUNITIES, permission="cobuilding.view").order_by("path")


def _counts(actor: Actor, code: str, rule: PairingKind, communities: list[int]) -> dict[int, tuple[int, int]]:
    """(all, uncovered) by community."""
    if rule.ground == "compound":
        found = territory.compounds_on(communities).order_by().annotate(place=F("area_id"))
    else:
        found = _ground(actor, rule).filter(pk__in=communities).order_by().annotate(place=F("pk"))
    rows = found.annotate(has=Exists(_attached(code, rule))).values_list("place", "has")
    counts: dict[int, tuple[int, int]] = {}
    for place, has in rows:
        every, bare = counts.get(place, (0, 0))
        counts[place] = (every + 1, bare + (not has))
    return counts


def _totals(actor: Actor, code: str, rule: PairingKind) -> tuple[int, int]:
    """(all, uncovered) of everything that the actor may look at."""
    ground = _ground(actor, rule).order_by()
    return ground.count(), ground.filter(~Exists(_attached(code, rule))).count()
