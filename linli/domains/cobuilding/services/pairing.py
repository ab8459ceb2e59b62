"""Attaching leaders and units to places, ending it, and writing down their visits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from linli.domains.cases import selectors as cases
from linli.domains.cases import services as case_work
from linli.domains.cobuilding import events
from linli.domains.cobuilding.method import CobuildingRules, PairingKind
from linli.domains.cobuilding.models import ContactVisit, Finding, Pairing
from linli.domains.cobuilding.permissions import ATTEND, RUN
from linli.domains.cobuilding.services import _base
from linli.foundation.audit.services import record
from linli.foundation.territory import selectors as territory
from linli.foundation.territory.method import RANK_OF
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken
from linli.kernel.lines import one_line


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem found on a visit: a card of the county's case categories, and what is to be done, without names."""

    card: str
    words: str


@_base.changes
def pair(
    actor: Actor, *, kind: str, card: Any = None, organization: Any = None, areas: Sequence[Any] = (),
    compounds: Sequence[Any] = (), themes: Iterable[str] = (), zone: str = "", starts_on: date | None = None,
    ends_on: date | None = None,
) -> list[Pairing]:  # fmt: skip
    """Attach a leader or a unit to one place or several (Q32–Q34), with themes of the method (Q31); all or none.

    Raises RuleBroken: cobuilding.unknown, cobuilding.one_holder, cobuilding.wrong_ground, cobuilding.days_order,
    cobuilding.unit_ended, cobuilding.other_county, cobuilding.paired_already; OutOfScope where the actor doesn't run co-building.
    """
    places = [(one.area, one) for one in compounds] or [(one, None) for one in areas]
    if not places:
        raise RuleBroken("cobuilding.wrong_ground")
    rules = _base.rules_of(places[0][0])
    rule = _kind_of(rules, kind)
    _check_ground(rule, areas, compounds)
    starts = starts_on or clock.today()
    _base.in_order(starts, ends_on)
    facts = {
        **_holder(rule, places[0][0].county_id, card, organization), "kind": kind, "starts_on": starts, "ends_on": ends_on,
        "themes": _base.known(themes, rules.pairings.themes), "zone": one_line(zone, 40),
    }  # fmt: skip
    return [_attach(actor, area, compound, facts) for area, compound in places]


@_base.changes
def end_pairing(actor: Actor, *, pairing: Pairing, on: date | None = None) -> Pairing:
    """Its last day; today where none is said. Raises RuleBroken cobuilding.days_order."""
    row: Pairing = Pairing.unscoped.select_for_update(of=("self",)).select_related("area").get(pk=pairing.pk)
    _base.run_at(actor, row.area)
    day = on or clock.today()
    _base.in_order(row.starts_on, day)
    row.ends_on = day
    row.save(update_fields=["ends_on"])
    record(actor, events.PairingEnded(day.isoformat()), subject=row, county_id=row.county_id)
    return row


@_base.changes
def record_visit(
    actor: Actor, *, pairing: Pairing, words: str, on: date | None = None, problems: Sequence[Problem] = ()
) -> ContactVisit:
    """Whoever is attached went there; what they found is filed as cases, of which nobody's name is known (L9).

    The one who is attached writes it down, or the office of the place. Raises RuleBroken: cobuilding.future,
    cobuilding.not_paired_then, cobuilding.visited_already, cobuilding.words_needed, and what `cases.open_case` refuses.
    """
    row: Pairing = Pairing.unscoped.select_related("area__county", "county", "compound", "card").get(pk=pairing.pk)
    _check_visitor(actor, row)
    day = _base.past_day(on)
    if day < row.starts_on or (row.ends_on and row.ends_on < day):
        raise RuleBroken("cobuilding.not_paired_then")
    visit = _visit(row, day, _base.line(words, 300), actor.label)
    for problem in problems:
        Finding.objects.create(visit=visit, case=_filed(actor, row, problem))
    found = events.Visited(day.isoformat(), len(problems))
    record(actor, found, subject=row, county_id=row.county_id)
    return visit


def _kind_of(rules: CobuildingRules, kind: str) -> PairingKind:
    if kind not in rules.pairings.kinds:
        raise RuleBroken("cobuilding.unknown")
    return rules.pairings.kinds[kind]


def _check_ground(rule: PairingKind, areas: Sequence[Any], compounds: Sequence[Any]) -> None:
    """Compounds for a kind that is held in compounds, communities for the others; a zone may also be a whole street."""
    ranks = {"zone": ("community", "township"), "community": ("community",)}.get(rule.ground, ())
    if bool(compounds) != (rule.ground == "compound") or any(RANK_OF[area.kind] not in ranks for area in areas):
        raise RuleBroken("cobuilding.wrong_ground")


def _holder(rule: PairingKind, county_id: int, card: Any, organization: Any) -> dict[str, Any]:
    if (card is None) == (organization is None) or (card is None) != (rule.by == "unit"):
        raise RuleBroken("cobuilding.one_holder")
    if card is not None and card.county_id != county_id:
        raise RuleBroken("cobuilding.other_county")
    return {"card": card, "organization": _base.alive(county_id, organization) if organization is not None else None}


def _attach(actor: Actor, area: Any, compound: Any, facts: dict[str, Any]) -> Pairing:
    _base.run_at(actor, area)
    row = Pairing(county_id=area.county_id, area=area, compound=compound, **facts)
    if any(one is not None and one.county_id != row.county_id for one in (row.card, row.organization)):
        raise RuleBroken("cobuilding.other_county")
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if "cobuilding_paired_once" not in str(error):
            raise
        raise RuleBroken("cobuilding.paired_already", name=row.holder, place=row.place) from None
    record(actor, events.Paired(row.place), subject=row, county_id=row.county_id)
    return row


def _check_visitor(actor: Actor, row: Pairing) -> None:
    is_own = row.card_id is not None and row.card_id == actor.person_id
    is_unit = row.organization_id is not None and row.organization_id in actor.org_ids(ATTEND)
    if not (actor.is_system or is_own or is_unit or actor.reaches(RUN, row.area.path)):
        raise OutOfScope(repr(row))


def _visit(row: Pairing, day: date, words: str, by: str) -> ContactVisit:
    visit = ContactVisit(county_id=row.county_id, area=row.area, pairing=row, on=day, words=words, written_by=by[:120])
    try:
        with transaction.atomic():
            visit.save()
    except IntegrityError as error:
        if "cobuilding_one_visit_a_day" not in str(error):
            raise
        raise RuleBroken("cobuilding.visited_already") from None
    return visit


def _filed(actor: Actor, row: Pairing, problem: Problem) -> Any:
    """A case about the place, filed as staff found it; it names the compound where there is one."""
    rules = territory.rules_of(row.area)
    report = case_work.Report(
        county=row.county, area=row.area, category=cases.category_of_card(rules.cases, problem.card), text=problem.words,
        source="console", found_by_staff=True, place_words=row.compound.name if row.compound else "",
    )  # fmt: skip
    filer = actor if actor.is_system or actor.reaches("cases.open", row.area.path) else Actor.system()
    return case_work.open_case(filer, report=report, rules=rules).case
