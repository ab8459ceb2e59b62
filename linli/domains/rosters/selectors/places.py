"""Which area the words of a list mean: by name, from the widest to the narrowest, within the place of the list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linli.domains.rosters.permissions import IMPORT
from linli.domains.rosters.rules import Wrong, place_key
from linli.domains.rosters.states import PLACES
from linli.foundation.territory import selectors as territory

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

#: So many different addresses are kept in mind; then it begins anew.
_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Spot:
    """An area as a list finds it."""

    pk: int
    path: str
    name: str
    compound: int | None


@dataclass(frozen=True, slots=True)
class Found:
    """The area and the compound that a row names."""

    area: int
    compound: int | None


class Places:
    """The open areas at and below a list's place, by what lists call them."""

    def __init__(self, actor: Actor, base: Any, permission: str = IMPORT) -> None:
        self.base = Spot(base.pk, base.path, base.name, base.compound_id)
        self.named: dict[tuple[str, str], list[Spot]] = defaultdict(list)
        self.coded: dict[str, Spot] = {}
        self.kept: dict[tuple[str, ...], Found | Wrong] = {}
        field_of = {kind: field for field, kinds in PLACES.items() for kind in kinds}
        for spot, kind, short, code in _spots(actor, base, permission):
            if code:
                self.coded[code.upper()] = spot
            for name in {place_key(spot.name), place_key(short)} - {""}:
                self.named[field_of.get(kind, ""), name].append(spot)
        self.above = {(field_of.get(one.kind, ""), place_key(one.name)) for one in territory.lineage(base)}
        self.compounds = {place_key(one.name): one.pk for one in territory.compounds_in(actor, base)}

    def find(self, record: Mapping[str, str]) -> Found | Wrong:
        """Where a row says that somebody lives; the place of the list where it says nothing."""
        words = tuple(record.get(field, "") for field in ("area_code", "compound", *PLACES))
        if words not in self.kept:
            if len(self.kept) >= _KEPT:
                self.kept.clear()
            self.kept[words] = self._found(record)
        return self.kept[words]

    def _found(self, record: Mapping[str, str]) -> Found | Wrong:
        here = self.base
        if code := record.get("area_code", ""):
            coded = self.coded.get(code.upper())
            if coded is None:
                return Wrong("area_code", "rosters.unknown_place", code, here.name)
            here = coded
        compound = self.compounds.get(place_key(record.get("compound", "")))
        if compound is None and record.get("compound"):
            return Wrong("compound", "rosters.unknown_place", record["compound"], here.name)
        for field in PLACES:
            if word := record.get(field, ""):
                step = self._step(here, field, word, compound)
                if isinstance(step, Wrong):
                    return step
                here = step
        return Found(here.pk, compound)

    def _step(self, here: Spot, field: str, word: str, compound: int | None) -> Spot | Wrong:
        """One level down; a word for what lies above the list's place, or is where one stands, leads nowhere else."""
        key = place_key(word)
        there = [one for one in self.named.get((field, key), ()) if one.path.startswith(here.path)]
        if len(there) > 1 and compound is not None:
            there = [one for one in there if one.compound == compound] or there
        if len(there) == 1:
            return there[0]
        if not there and ((field, key) in self.above or place_key(here.name) == key):
            return here
        return Wrong(field, "rosters.place_twice" if there else "rosters.unknown_place", word, here.name)


def _spots(actor: Actor, base: Any, permission: str) -> Any:
    """Areas where the actor may import, with kind, short name and code: one statement."""
    found = territory.areas_for(actor, permission=permission).filter(path__startswith=base.path)
    columns = ("pk", "path", "name", "compound_id", "kind", "short_name", "code")
    for pk, path, name, compound, kind, short, code in found.order_by().values_list(*columns):
        yield Spot(pk, path, name, compound), kind, short, code
