"""Where a field worker works: the own area, and the places in it that can be tapped."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.http import Http404

from linli.domains.cases.selectors.places import community_of
from linli.foundation.territory import selectors as territory
from linli.kernel.actor import Actor

if TYPE_CHECKING:
    from linli.foundation.methods.loader import Rules
    from linli.foundation.territory.models import Area

#: More chips than this can't be tapped; the rest is found by search in the portal's own list.
MOST_PLACES = 80


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a field worker works: the county's rules, and places to tap. `first` is preselected."""

    county: Area
    rules: Rules
    places: tuple[tuple[str, str], ...] = field(default=())
    areas: tuple[Area, ...] = field(default=())

    @property
    def first(self) -> str:
        """The key of the worker's own area."""
        return self.places[0][0] if self.places else ""

    @property
    def name(self) -> str:
        """The worker's own area in words; one statement."""
        return _name(self.county, self.areas[0])

    def area(self, key: str) -> Area:
        """The area behind a key of `places`; StopIteration for a key that isn't one."""
        return next(area for area in self.areas if key_of(area) == key)


def my_ground(actor: Actor, chosen: str | None = None) -> Ground:
    """The smallest area in which the actor may register cases, with what lies in it; Http404 for who has no area.

    With `chosen`, a key that a form sent, only the area itself and the one that was chosen: no need to read all others.
    """
    granted = territory.granted_area(actor, "cases.open")
    if granted is None:
        raise Http404
    here, rules = granted
    areas = (here, *(_inside(here) if chosen is None else _chosen(here, chosen)))
    labels = tuple((key_of(area), territory.building_name(area)) for area in areas)
    return Ground(here.county, rules, labels, areas)


def key_of(area: Area) -> str:
    """How forms name an area."""
    return f"area:{area.pk}"


def _inside(here: Area) -> list[Area]:
    return territory.areas_in(here, MOST_PLACES)


def _chosen(here: Area, key: str) -> list[Area]:
    number = key.removeprefix("area:")
    if key == key_of(here) or not (number.isascii() and number.isdigit() and len(number) < 18):
        return []
    found = territory.area_in(here, int(number))
    return [found] if found else []


def _name(county: Area, here: Area) -> str:
    community = community_of(county, here.pk)
    return f"{community.label} {here.label}" if community and community.pk != here.pk else here.label
