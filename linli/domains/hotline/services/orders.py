"""Work orders in: each number once, through the same intake as every other door."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction

from linli.domains.cases import selectors as seen
from linli.domains.cases import services as cases
from linli.domains.hotline import events
from linli.domains.hotline.models import Order
from linli.domains.hotline.rules import Facts, digest
from linli.domains.hotline.services._base import record
from linli.domains.hotline.services.cards import refresh
from linli.foundation.methods import selectors as methods
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.statements import Kept, ask, hole
from linli.kernel.writes import insert, together

if TYPE_CHECKING:
    from linli.foundation.methods.loader import Rules
    from linli.foundation.partners.models import Partner
    from linli.foundation.territory.models import Area

#: Systems whose codes a hotline may send, beside those of the tree itself; the county's own table comes first.
CODES = ("own", "unit_grid", "gbt2260", "police")


@dataclass(frozen=True, slots=True)
class Taken:
    """An order, and whether it is new: one that comes again gets the first answer."""

    order: Order
    is_new: bool


@dataclass(frozen=True, slots=True)
class Where:
    """The narrowest area that is sure, and coordinates as far as they can be meant; `unread` names what couldn't be taken."""

    area: Area
    lat: float | None = None
    lng: float | None = None
    unread: tuple[str, ...] = ()
    is_sure: bool = True


def take_order(actor: Actor, *, partner: Partner, facts: Facts, rules: Rules | None = None) -> Taken:
    """File an order as a case. The same number again is the same order, also many at once.

    What can't be placed or sorted goes to the office's desk, it isn't refused. A matter that is already in petition, or that the law
    sends elsewhere, ends at once with the legal route; one like an earlier order is joined to it. Raises `hotline.other_content`,
    and what `cases.open_case` refuses. `rules` are the county's, where the caller has them at hand.
    """
    with transaction.atomic():
        _one_at_a_time(partner, facts.number)
        known = _KNOWN.first(partner=partner.pk, number=facts.number)
        if known is None:
            rules = rules or methods.current_rules(partner.county.method_slug)
            return Taken(_filed(actor, partner, facts, rules), is_new=True)
    if known.digest != digest(facts):
        raise RuleBroken("hotline.other_content", number=facts.number)
    return Taken(known, is_new=False)


def _one_at_a_time(partner: Partner, number: str) -> None:
    """Hold this number until the transaction ends: ten at once wait for the first, then find its order."""
    ask("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [f"linli.hotline.{partner.pk}.{number}"])


_KNOWN = Kept(lambda: Order.objects.filter(partner_id=hole("partner"), number=hole("number")))


def _filed(actor: Actor, partner: Partner, facts: Facts, rules: Rules) -> Order:
    numbers = seen.danger_numbers(rules, f"{facts.title} {facts.text}", danger=False)
    urgent = facts.emergency or (numbers[0].number if numbers else "")
    where = _where(partner.county, facts)
    report = _report(rules, partner, replace(facts, urgency="danger" if urgent else facts.urgency), where)
    opened = cases.open_case(actor, report=report, rules=rules)
    order = Order(
        partner=partner, number=facts.number, digest=digest(facts), case=opened.case, worked=opened.case,
        reporter=opened.reporter, kind=facts.kind, category_words=facts.category_words[:60],
        unread=[*where.unread, *([] if facts.category else ["category"])], handed_to=urgent, called_at=facts.called_at,
        attachments=[{"name": name, "url": url} for name, url in facts.attachments], received_at=clock.now(),
    )  # fmt: skip
    with together():
        insert([order])
        record(actor, order, events.OrderTaken(facts.number), *([events.HandedOver(urgent)] if urgent else []))
    _go_on(actor, order, facts)
    return refresh(order)


def _report(rules: Rules, partner: Partner, facts: Facts, where: Where) -> cases.Report:
    category = seen.category_by_key(facts.category or rules.hotline.categories.unknown)
    return cases.Report(
        county=partner.county, area=where.area, category=category, text=facts.text, title=facts.title,
        source="hotline", urgency=facts.urgency, place_words=facts.place, lat=where.lat, lng=where.lng,
        contact_name=facts.name, contact_phone=facts.phone, called=facts.called, request_kind=facts.promise,
        for_desk=not (facts.category and where.is_sure),
    )  # fmt: skip


def _go_on(actor: Actor, order: Order, facts: Facts) -> None:
    """What follows at once: the legal route, or joining the order that came before."""
    if facts.legal_route:
        cases.redirect_case(actor, case=order.case, route=facts.legal_route)
        return
    rows = Order.objects.filter(partner=order.partner, number=facts.same_as).select_related("worked")
    first = rows.first() if facts.same_as else None
    if first is not None and first.worked.is_open:
        cases.merge_cases(actor, case=order.case, into=first.worked)
        order.worked = first.worked
        order.save(update_fields=["worked"])


def _where(county: Area, facts: Facts) -> Where:
    """By the code of an area, else by coordinates (which say no more than the community, for the desk to look at); coordinates outside
    of the county are left out.
    """
    named = _by_code(county, facts.area_code)
    unread = ("area_code",) if facts.area_code and named is None else ()
    if facts.lat is None or facts.lng is None:
        return Where(named or county, unread=unread, is_sure=named is not None)
    ground = territory.ground_at(county, facts.lat, facts.lng)
    if ground is None:
        return Where(named or county, unread=(*unread, "lat", "lng"), is_sure=named is not None)
    around = territory.ancestor_of_rank(ground, "community")
    return Where(named or around or county, facts.lat, facts.lng, unread, named is not None)


def _by_code(county: Area, code: str) -> Area | None:
    if not code:
        return None
    found = (territory.area_by_foreign_code(county, system, code) for system in CODES)
    return next(filter(None, found), None) or territory.descendants(county, include_self=True).filter(code=code).first()
