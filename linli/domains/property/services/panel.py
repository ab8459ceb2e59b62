"""Who may be drawn, lots, and links for those who were: names stay in the register, the rating knows labels alone."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from linli.domains.property import events, rules, selectors
from linli.domains.property.models import Draw, Panellist
from linli.domains.property.services import _base
from linli.domains.property.states import KIND, MANAGE
from linli.engines.scorecards import selectors as scorecards
from linli.engines.scorecards import services as rating
from linli.engines.scorecards.registry import Rated, Rater
from linli.foundation.privacy import rls
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import keep_in_scope

if TYPE_CHECKING:
    from linli.foundation.residents.models import Person

_SYSTEM = Actor.system()


def _reaching(actor: Actor) -> Any:
    return rls.reaching(actor, MANAGE)


@rls.changing(_reaching)
def add_panellist(actor: Actor, *, compound: Any, person: Person) -> Panellist:
    """Somebody of the compound agreed to rate. Raises RuleBroken: property.not_there, .too_young, .agreed_already; OutOfScope."""
    inside = {area for _, area in territory.ground_of_compounds([compound.pk])}
    if person.area_id not in inside:
        raise RuleBroken("property.not_there")
    if not rules.is_grown(person.born_on, clock.today()):
        raise RuleBroken("property.too_young")
    row = Panellist(
        county_id=compound.county_id, area_id=compound.area_id, compound=compound, person=person, agreed_on=clock.today(),
        written_by=actor.label[:120],
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise RuleBroken("property.agreed_already") from None
    keep_in_scope(actor, row, MANAGE)
    _base.tell(actor, events.PanellistAgreed(), compound, row.county_id)
    return row


@rls.changing(_reaching)
def withdraw_panellist(actor: Actor, *, panellist: Panellist) -> Panellist:
    """Somebody doesn't want to rate any more: the next of the lots comes in their place. Raises RuleBroken property.withdrawn_already;
    OutOfScope.
    """
    held: Panellist = Panellist.unscoped.select_for_update(of=("self",)).select_related("compound").get(pk=panellist.pk)
    keep_in_scope(actor, held, MANAGE)
    if held.withdrawn_at is not None:
        raise RuleBroken("property.withdrawn_already")
    held.withdrawn_at = clock.now()
    held.save(update_fields=["withdrawn_at"])
    _base.tell(actor, events.PanellistWithdrew(), held.compound, held.county_id)
    return held


def forget_person(person: Any) -> None:
    """Whoever was erased from the register rates no more. For followers alone."""
    Panellist.unscoped.filter(person=person, withdrawn_at=None).order_by().update(withdrawn_at=clock.now())


def take_over(gone: Any, kept: Any) -> None:
    """Two entries of the register are one: so are their consents. For followers alone."""
    there = Panellist.unscoped.filter(person=kept, withdrawn_at=None).order_by().values("compound")
    twice = Panellist.unscoped.filter(person=gone, withdrawn_at=None, compound__in=there)
    twice.order_by().update(withdrawn_at=clock.now())
    Panellist.unscoped.filter(person=gone).order_by().update(person=kept)


def draw_raters(county: Any, rated: Sequence[Rated], posts: Sequence[str], day: date) -> Mapping[str, Sequence[Rater]]:
    """Residents' representatives for each service, as a way in which the rating engine finds raters (Q49): lots are drawn once for the open
    rounds of a compound; whoever withdraws is followed by the next in the same order. As many statements for 3 as for 300 services.
    """
    rule = selectors.rules_at(county).panel
    if rule is None:
        return {}
    compounds = {one.key: rules.read_key(one.key)[1] for one in rated}
    with rls.everywhere():  # the engine asks on behalf of whoever opened the round, or of the calendar
        pools = _pools(compounds.values())
    draws = _draws(county, pools, rule.size)
    names = {one.key: one.name.split(" · ")[0] for one in rated}
    return {key: _raters(draws.get(pk), pools.get(pk, ()), names[key], rule.label) for key, pk in compounds.items()}


def _pools(compounds: Any) -> dict[int, list[int]]:
    there = Panellist.unscoped.filter(compound__in=list(compounds), withdrawn_at=None).order_by("pk")
    found: dict[int, list[int]] = defaultdict(list)
    for compound, pk in there.values_list("compound", "pk"):
        found[compound].append(pk)
    return found


def _draws(county: Any, pools: Mapping[int, Sequence[int]], size: int) -> dict[int, Draw]:
    """The draw of each compound that serves an open round, made where there is none yet."""
    rounds = scorecards.open_rounds(county, KIND)
    there = {one.compound_id: one for one in Draw.objects.filter(compound__in=list(pools)).order_by("pk")}
    kept = {pk: one for pk, one in there.items() if set(one.rounds) & set(rounds)}
    grown = [one for one in kept.values() if not set(rounds) <= set(one.rounds)]
    for one in grown:
        one.rounds = sorted({*one.rounds, *rounds})
    Draw.objects.bulk_update(grown, ["rounds"])
    new = [_drawn(pk, pool, size, rounds) for pk, pool in pools.items() if pk not in kept]
    Draw.objects.bulk_create(new)
    return kept | {one.compound_id: one for one in new}


def _drawn(compound: int, pool: Sequence[int], size: int, rounds: Sequence[int]) -> Draw:
    seed = secrets.token_hex(16)
    return Draw(
        compound_id=compound, seed=seed, digest=rules.pool_digest(pool), order=rules.lots(seed, pool), size=size,
        rounds=sorted(rounds), at=clock.now(),
    )  # fmt: skip


def _raters(draw: Draw | None, there: Sequence[int], compound: str, label: str) -> list[Rater]:
    if draw is None:
        return []
    return [
        Rater("", key=selectors.seat_key(pk), label=f"{compound} {label}{rules.numeral(min(place, 99))}")
        for place, pk in rules.drawn(draw.order, there, draw.size)
    ]


@dataclass(frozen=True, slots=True)
class Link:
    """A link to rate, shown once: whom it is for, and its secret part."""

    label: str
    name: str
    token: str


@transaction.atomic
def give_links(actor: Actor, *, draw: Draw) -> list[Link]:
    """Links for those of a draw who rate in an open round, for the office that brings them; links from before open nothing any more.

    Raises RuleBroken: property.nobody_drawn, scorecards.not_yours.
    """
    if not actor.reaches(MANAGE, draw.compound.area.path):
        raise RuleBroken("scorecards.not_yours")
    page = selectors.draw_page(actor, draw)
    rates = {selectors.seat_key(one.number): one for one in page.rows if one.rates}
    seats = scorecards.seats_with(draw.rounds, list(rates))
    if not seats:
        raise RuleBroken("property.nobody_drawn")
    links = [Link(seat.name, rates[seat.key].name, rating.give_link(_SYSTEM, seat=seat)) for seat in seats]
    _base.tell(actor, events.LinksGiven(len(links)), draw.compound, draw.compound.county_id)
    return links
