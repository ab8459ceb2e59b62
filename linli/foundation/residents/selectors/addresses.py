"""How a dwelling is called: masked for everybody who may see it, exact only inside the services that write the look down."""

from __future__ import annotations

from typing import Any

from linli.foundation.residents.models import Dwelling
from linli.foundation.residents.states import ADDRESS
from linli.foundation.territory import selectors as territory
from linli.kernel import crypto

_LONGEST = 120


def door_name(area: Any, compound: Any = None) -> str:
    """The masked address: building (its compound in front) and stairwell, else the compound, else the area; never the room."""
    if area.kind == "stairwell" and area.parent is not None:
        return f"{territory.building_name(area.parent)}{area.name}"[:_LONGEST]
    if area.kind == "building":
        return territory.building_name(area)[:_LONGEST]
    return (f"{compound.name}（{area.name}）" if compound else area.name)[:_LONGEST]


def compound_of(area: Any) -> Any:
    """The compound that a building, or the building of a stairwell, stands in; None where there is none."""
    return area.compound or (area.parent.compound if area.kind == "stairwell" else None)


def room_of(dwelling: Dwelling) -> str:
    """The room in clear. For services only: whoever shows it has to write the look down."""
    return crypto.unseal(bytes(dwelling.address_sealed), purpose=f"residents.{ADDRESS}")


def full_address(dwelling: Dwelling) -> str:
    """The exact address in clear, from the township down. For services only, as `room_of`."""
    above = territory.ancestors(dwelling.area)
    names = "".join(each.name for each in above[1:] if each.kind not in ("building", "grid", "grid_unit"))
    return f"{names}{dwelling.address_masked}{room_of(dwelling)}"
