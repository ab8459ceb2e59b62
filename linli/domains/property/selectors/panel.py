"""Who may be drawn to rate, and who was: the list of a compound, its draws, and who sits behind a label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404

from linli.domains.property import rules
from linli.domains.property.models import Draw, Panellist
from linli.domains.property.selectors._rules import rules_at
from linli.domains.property.states import MANAGE
from linli.engines.scorecards import selectors as scorecards
from linli.foundation.privacy import rls
from linli.foundation.residents import selectors as residents
from linli.foundation.territory import selectors as territory

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

_MOST = 200
_REGISTER = "residents.view"
_DRAWS = 12


@dataclass(frozen=True, slots=True)
class PanelPage:
    """The list of a compound with its draws; `size` is how many are drawn."""

    rows: list[tuple[Panellist, str]]
    draws: list[Draw]
    size: int | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A panellist in a draw: the place at which they were drawn, the label that the rating shows, whether they rate, and the name where
    the reader may see it.
    """

    place: int
    number: int
    label: str
    rates: bool
    name: str


@dataclass(frozen=True, slots=True)
class DrawPage:
    """A draw with all its lots; `holds` says whether seed and pool give the same order again."""

    draw: Draw
    rows: list[Drawn]
    holds: bool
    is_open: bool


def label_of(compound: Any, rule: Any, place: int) -> str:
    """What the rating calls somebody who was drawn: the compound, and a number."""
    return f"{compound.name} {rule.label}{rules.numeral(place)}"


def seat_key(panellist_id: int) -> str:
    """What tells a rater in the rating engine: says nothing of the person."""
    return f"panel:{panellist_id}"


@rls.reached(MANAGE)
def panel_page(actor: Actor, compound: Any) -> PanelPage:
    """Who agreed, of a compound that was fetched in scope; names stand for whoever may see the register there."""
    rows = Panellist.scoped.visible_to(actor).filter(compound=compound, withdrawn_at=None)
    found = _named(actor, compound, rows[:_MOST])
    rule = rules_at(compound.county).panel
    draws = list(Draw.objects.filter(compound=compound)[:_DRAWS])
    return PanelPage(found, draws, rule.size if rule else None)


def _named(actor: Actor, compound: Any, rows: Any) -> list[tuple[Panellist, str]]:
    """Panellists with their names; "" where the actor doesn't see the register."""
    if not actor.reaches(_REGISTER, compound.area.path):
        return [(one, "") for one in rows]
    sealed = ("person__phone_sealed", "person__id_number_sealed")
    return [(one, one.person.name) for one in rows.select_related("person").defer(*sealed)]


@rls.reached(MANAGE)
def panellist_for(actor: Actor, pk: int) -> Panellist:
    """One of a list that the actor keeps; Http404 for any other."""
    found: Panellist | None = Panellist.scoped.visible_to(actor).filter(pk=pk).select_related("compound").first()
    if found is None:
        raise Http404
    return found


def people_for(actor: Actor, compound: Any, name: str) -> list[tuple[str, str]]:
    """(number, name and masked phone) of residents of a compound whose name begins so, of those whom the actor may see."""
    found = residents.find_by_name(actor, name) if name.strip() else []
    inside = {area for _, area in territory.ground_of_compounds([compound.pk])}
    return [(str(one.pk), f"{one.name} {one.phone_masked}".strip()) for one in found if one.area_id in inside]


def draw_for(actor: Actor, pk: int) -> Draw:
    """One draw of a compound that the actor keeps; Http404 for any other."""
    found = Draw.objects.filter(pk=pk).select_related("compound__area", "compound__county").first()
    if found is None or not actor.reaches(MANAGE, found.compound.area.path):
        raise Http404
    return found


@rls.reached(MANAGE)
def draw_page(actor: Actor, draw: Draw) -> DrawPage:
    """A draw that was fetched in scope."""
    rule = rules_at(draw.compound.county).panel
    known = Panellist.scoped.visible_to(actor).filter(pk__in=draw.order)
    people = {one.pk: (one, name) for one, name in _named(actor, draw.compound, known)}
    there = [pk for pk, (one, _) in people.items() if one.withdrawn_at is None]
    rating = {pk for _, pk in rules.drawn(draw.order, there, draw.size)}
    rows = [
        Drawn(place, pk, label_of(draw.compound, rule, place) if rule and place < 100 else str(place), pk in rating,
              people[pk][1] if pk in people else "")
        for place, pk in enumerate(draw.order, 1)
    ]  # fmt: skip
    holds = rules.lots(draw.seed, draw.order) == draw.order and rules.pool_digest(draw.order) == draw.digest
    return DrawPage(draw, rows, holds, bool(scorecards.seats_with(draw.rounds, [seat_key(pk) for pk in rating])))
